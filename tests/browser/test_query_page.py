"""The query page and the fields that find things by name, with scripts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import WIDTHS, Visit

QUESTION = "/queries/posts-held-by-person?person=post:x"
LONG = f"# {'x' * 25_000}\nSELECT * WHERE {{ ?s ?p ?o }} LIMIT 3"


def typed(page: Page) -> None:
    """Write a name in the field of a question, until suggestions are there."""
    box = page.locator("#person")
    box.fill("")
    box.press_sequentially("Шойгу", delay=20)
    expect(page.locator(".field").get_by_role("option").first).to_be_visible()


def test_fields_of_questions_work_like_the_search(visit: Visit) -> None:
    """The number of suggestions is read aloud, Escape closes, an arrow and Enter choose."""
    page = visit()
    page.goto(QUESTION)
    typed(page)
    expect(page.locator(".field").get_by_role("status")).to_contain_text("use the arrow keys")
    page.keyboard.press("Escape")
    expect(page.locator(".field").get_by_role("option").first).to_be_hidden()
    expect(page.locator("#person")).to_have_value("Шойгу")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#person")).to_have_value("agent:sergei-shoigu")
    expect(page.locator("#person-name")).to_have_text("Sergei Shoigu")


def test_without_a_choice_a_question_is_asked_as_written(visit: Visit) -> None:
    """As in the search, Enter sends what stands in the field."""
    page = visit()
    page.goto(QUESTION)
    typed(page)
    page.keyboard.press("Enter")
    steps.address_is(page, r"person=%D0%A8")
    expect(page.get_by_role("heading", name="is meant?")).to_be_visible()


def test_a_thing_is_put_into_the_query(visit: Visit) -> None:
    """By a click on its name."""
    page = visit()
    page.goto("/sparql")
    page.get_by_label("Insert a thing by its name").press_sequentially("Шойгу", delay=20)
    page.locator(".insert").get_by_role("option").first.click()
    expect(page.locator(".editor")).to_contain_text("agent:sergei-shoigu")


def test_the_editor_opens_at_its_first_line(visit: Visit) -> None:
    """On a phone, too, where it has not room for all lines."""
    page = visit(width=WIDTHS["phone"])
    page.goto("/sparql")
    scroller = page.locator(".CodeMirror-scroll")
    expect(scroller).to_be_visible()
    assert scroller.evaluate("one => one.scrollHeight > one.clientHeight")
    assert scroller.evaluate("one => one.scrollTop") == 0


def test_the_result_of_a_long_query_is_downloaded(visit: Visit, tmp_path: Path) -> None:
    """By the form: no address holds it."""
    page = visit()
    page.goto(f"/sparql?{urlencode({'query': LONG})}")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "result.csv")
    assert len(steps.rows_of(tmp_path / "result.csv")) == 4
