"""The first ten minutes of somebody who knows no SPARQL, with JavaScript, step by step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Shoot, Visit


def test_the_ten_minute_walk(visit: Visit, shoot: Shoot, tmp_path: Path) -> None:
    """From a name in Cyrillic to a table, a source, and a file that is found to be broken."""
    page = visit()
    page.goto("/")
    expect(page.get_by_role("combobox").first).to_be_focused()
    shoot(page, "home")
    find_by_suggestion(page, shoot)
    move_the_date(page, shoot)
    follow_a_source(page, shoot)
    edit_the_query(page, shoot, tmp_path)
    validate_a_file(page, shoot)


def find_by_suggestion(page: Page, shoot: Shoot) -> None:
    """A name in Cyrillic brings the person up, and says why."""
    box = page.get_by_role("combobox").first
    box.press_sequentially("Шойгу", delay=20)
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Sergei Shoigu")
    expect(first).to_contain_text("Russian")
    shoot(page, "suggestions")
    first.click()
    steps.address_is(page, r"/page/agent/sergei-shoigu")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sergei Shoigu")
    shoot(page, "person")


def move_the_date(page: Page, shoot: Shoot) -> None:
    """On the day asked for, an end that is known by the month alone is only possible."""
    steps.go_to_day(page, "2024-05-12")
    row = steps.section(page, "Roles").get_by_role("row").filter(has_text=re.compile("[Dd]efen"))
    expect(row.first).to_contain_text("possible")
    shoot(page, "person-on-a-day")


def follow_a_source(page: Page, shoot: Shoot) -> None:
    """A source shows its words, leads to the document, and the way back leads back."""
    chip = steps.open_source(steps.section(page, "Roles"))
    shoot(page, "source")
    words = chip.locator("q").first.inner_text().strip("“”\"'… ")
    chip.get_by_role("link").first.click()
    steps.address_is(page, r"/page/doc/")
    expect(steps.main_of(page)).to_contain_text(words[:40])
    shoot(page, "document")
    page.go_back()
    steps.address_is(page, r"/page/agent/sergei-shoigu\?.*at=2024-05-12")


def edit_the_query(page: Page, shoot: Shoot, folder: Path) -> None:
    """The query behind a panel opens filled in, can be changed and run, and gives a file."""
    steps.section(page, "Roles").get_by_role("link", name="Show the query").click()
    steps.address_is(page, r"/sparql\?")
    expect(steps.main_of(page)).to_contain_text("SELECT")
    shoot(page, "query")
    editor = steps.editor(page)
    editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(QUERY)
    page.get_by_role("button", name="Run", exact=True).click()
    table = steps.main_of(page).get_by_role("table").first
    expect(table).to_contain_text("Sergei Shoigu")
    steps.address_is(page, r"LIMIT\+3|LIMIT%203")
    shoot(page, "result")
    with page.expect_download() as download:
        steps.main_of(page).get_by_role("link", name="CSV").click()
    kept = folder / "rows.csv"
    download.value.save_as(kept)
    assert download.value.suggested_filename.endswith(".csv")
    assert steps.rows_of(kept)[0] == ["person", "name"]
    assert steps.rows_of(kept)[1:] == [
        ["https://w3id.org/geoactors/id/agent/sergei-shoigu", "Sergei Shoigu"]
    ]


QUERY = """PREFIX agent: <https://w3id.org/geoactors/id/agent/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?person ?name WHERE {
  VALUES ?person { agent:sergei-shoigu }
  ?person skos:prefLabel ?name FILTER(lang(?name) = "en")
} LIMIT 3"""


def validate_a_file(page: Page, shoot: Shoot) -> None:
    """A file with a mistake is shown with the line that has it."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Validate").click()
    steps.address_is(page, r"/validate")
    shoot(page, "validate")
    page.locator("input[type=file]").set_input_files(steps.BROKEN_FILE)
    steps.main_of(page).get_by_role("button", name=re.compile("^(Validate|Check)")).click()
    said = steps.main_of(page)
    expect(said).to_contain_text("2 violations")
    expect(said).to_contain_text("A tenure has exactly one holder.")
    expect(said).to_contain_text("ga:holder agent:somebody, agent:somebody-else ;")
    expect(said.get_by_text(re.compile(rf"[Ll]ine {steps.BROKEN_LINE}\b")).first).to_be_visible()
    shoot(page, "report")


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (
            r"Russia.s defence minister on 12 May 2024",
            ["Sergei Shoigu", "possibl", "The Moscow Times", "replaced"],
        ),
        (
            r"announced for Moscow in the first week of December 2025",
            ["announced", "2025", "Wang Yi"],
        ),
        (r"What does China deny", ["denie", "China", "Russia"]),
    ],
)
def test_questions_are_answered_by_one_click(
    visit: Visit, shoot: Shoot, question: str, answers: list[str]
) -> None:
    """The home page links each question, and what it leads to says the answer."""
    page = visit()
    page.goto("/")
    page.get_by_role("link", name=re.compile(question)).first.click()
    page.wait_for_url(re.compile(r":\d+/."))
    for answer in answers:
        expect(steps.main_of(page)).to_contain_text(re.compile(re.escape(answer), re.IGNORECASE))
    shoot(page, "answer")
