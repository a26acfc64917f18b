"""Steps of a visitor, by what can be seen and read aloud: roles, names, words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import ROOT

_SCROLLED = 2000
"""Milliseconds in which a page is scrolled to what has the focus."""

BROKEN_FILE = ROOT / "tests" / "browser" / "broken.ttl"
BROKEN_LINE = 9
"""The line of that file which breaks a shape."""


def address_is(page: Page, pattern: str) -> None:
    """Wait until the address of the page matches."""
    expect(page).to_have_url(re.compile(pattern))


def main_of(page: Page) -> Locator:
    """The content of a page."""
    return page.get_by_role("main")


def search_box(page: Page) -> Locator:
    """The field that a visitor searches with: it makes suggestions where scripts run."""
    return page.locator("#q").first


def choose_suggestion(page: Page, text: str, name: str) -> None:
    """Type a text, and click on the suggestion with a name."""
    box = page.get_by_role("combobox").first
    box.click()
    box.press_sequentially(text, delay=20)
    page.get_by_role("option", name=re.compile(name)).first.click()


def search(page: Page, text: str) -> None:
    """Send the form of a search."""
    box = search_box(page)
    box.fill(text)
    box.press("Enter")


def go_to_day(page: Page, day: str) -> None:
    """Use the control of days."""
    days = page.get_by_role("form", name="The day that the page is about")
    days.get_by_label("On", exact=True).fill(day)
    days.get_by_role("button", name="Show", exact=True).click()
    address_is(page, f"[?&]at={day}")


def editor(page: Page) -> Locator:
    """Where a query is written."""
    return page.get_by_role("textbox", name=re.compile("^Query"))


def section(page: Page, name: str) -> Locator:
    """The part of a page below a heading."""
    heading = page.get_by_role("heading", name=name, exact=True)
    return main_of(page).locator("section").filter(has=heading).first


def open_source(place: Locator) -> Locator:
    """Open the first source of a fact that shows its words, and return these."""
    chip = place.locator("details").filter(has=place.page.locator("q")).first
    chip.locator("summary").first.click()
    quote = chip.locator("q").first
    expect(quote).to_be_visible()
    return chip


def rows_of(path: Path) -> list[list[str]]:
    """Read a downloaded table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def focus_is_in_window(page: Page) -> bool:
    """Whether what has the focus is where a visitor looks, as soon as the page was scrolled."""
    try:
        page.wait_for_function(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect();
              return one !== document.body && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth;
            }""",
            timeout=_SCROLLED,
        )
    except TimeoutError:
        return False
    return True
