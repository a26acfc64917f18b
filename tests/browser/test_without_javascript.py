"""The same walk with JavaScript switched off: every step of it is a link or a form."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Shoot, Visit

UNDECLARED = "SELECT ?person WHERE { ?person a ga:Person } ORDER BY ?person LIMIT 2"
REFUSED = f"/sparql?{urlencode({'query': UNDECLARED, 'known-at': ''})}"


def test_the_walk_needs_no_script(visit: Visit, shoot: Shoot, tmp_path: Path) -> None:
    """A search, a person, a day, a source, a query with its table, a file that is broken."""
    page = visit(scripts=False, refusals={REFUSED})
    page.goto("/")
    steps.search(page, "Шойгу")
    steps.address_is(page, r"/search\?")
    expect(steps.main_of(page)).to_contain_text("Шойгу")
    shoot(page, "search")
    steps.main_of(page).get_by_role("link", name="Sergei Shoigu").first.click()
    steps.go_to_day(page, "2024-05-12")
    chip = steps.open_source(steps.section(page, "Roles"))
    shoot(page, "source")
    chip.get_by_role("link").first.click()
    steps.address_is(page, r"/page/doc/")
    page.go_back()
    ask_and_download(page, shoot, tmp_path)
    validate(page, shoot)


def ask_and_download(page: Page, shoot: Shoot, folder: Path) -> None:
    """The query page is a form, and the table comes with the next page."""
    steps.section(page, "Roles").get_by_role("link", name="Show the query").click()
    editor = steps.editor(page)
    assert "SELECT" in editor.input_value()
    editor.fill(UNDECLARED)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(steps.main_of(page)).to_contain_text(re.compile("prefix", re.IGNORECASE))
    shoot(page, "undeclared-prefix")
    editor.fill(f"PREFIX ga: <https://w3id.org/geoactors/ns#>\n{UNDECLARED}")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(steps.main_of(page).get_by_role("table").first.get_by_role("row")).to_have_count(3)
    shoot(page, "result")
    with page.expect_download() as download:
        steps.main_of(page).get_by_role("link", name="CSV").click()
    download.value.save_as(folder / "rows.csv")
    assert [len(row) for row in steps.rows_of(folder / "rows.csv")] == [1, 1, 1]


def validate(page: Page, shoot: Shoot) -> None:
    """A file is sent by a form, and the report is a page."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Validate").click()
    page.locator("input[type=file]").set_input_files(steps.BROKEN_FILE)
    steps.main_of(page).get_by_role("button", name=re.compile("^(Validate|Check)")).click()
    expect(steps.main_of(page)).to_contain_text("A tenure has exactly one holder.")
    expect(steps.main_of(page)).to_contain_text("agent:somebody-else")
    shoot(page, "report")
