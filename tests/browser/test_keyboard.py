"""Everything can be done with keys alone; what has the focus can be seen, and nothing traps it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Shoot, Visit
from tests.browser.kinds_of_pages import PAGES

MOST_STOPS = 400
STOP = """() => {
  const look = one => {
    const around = [one];
    for (let up = one.parentElement; up && around.length < 5; up = up.parentElement) {
      around.push(up);
    }
    return JSON.stringify([...around, ...[...one.querySelectorAll("*")].slice(0, 12)].map(part => {
      const style = getComputedStyle(part);
      return [style.outline, style.boxShadow, style.stroke, style.strokeWidth, style.border,
        style.backgroundColor, style.textDecorationLine];
    }));
  };
  const one = document.activeElement, before = window.lastStop;
  const unseen = before && look(before.one) === before.look ? before.name : "";
  window.lastStop = null;
  if (!one || one === document.body) return ["", unseen];
  window.places ??= new Map();
  if (!window.places.has(one)) window.places.set(one, window.places.size);
  const said = one.getAttribute("aria-label") || one.textContent || "";
  const name = `${window.places.get(one)} ${one.tagName} ${said.trim().slice(0, 40)}`;
  window.lastStop = {one, name, look: look(one)};
  return [name, unseen];
}"""
"""Names what has the focus, and what had it before if that looks the same without it."""


def stops(page: Page, key: str = "Tab") -> tuple[list[str], list[str]]:
    """Where a key leads from the top of a page until it leaves it, and where no focus is seen."""
    found: list[str] = []
    unseen: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop, before = page.evaluate(STOP)
        unseen += [before] if before else []
        if not stop or stop in found[:1]:
            break
        assert stop not in found, f"the focus does not get on from {stop}"
        found.append(stop)
        if not steps.focus_is_in_window(page):
            unseen.append(f"{stop}, outside of the window")
    return found, unseen


@pytest.mark.parametrize(
    "kind", ["home", "search", "person", "post", "cabinet", "query", "validate", "help"]
)
def test_tab_leads_through_the_page(visit: Visit, kind: str) -> None:
    """It comes to every control once, shows where it is, and leaves the page in the end."""
    page = visit()
    page.goto(PAGES[kind])
    page.evaluate("document.activeElement.blur()")
    found, unseen = stops(page)
    assert unseen == [], "\n".join(unseen)
    assert len(found) > 8
    assert len(found) < MOST_STOPS


def press_until(page: Page, key: str, name: str, most: int = 150) -> None:
    """Press a key until the focus is on what has a name."""
    for _ in range(most):
        page.keyboard.press(key)
        said = page.evaluate(
            "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.innerText || '')"
            "(document.activeElement)"
        )
        if re.search(name, said):
            assert steps.focus_is_in_window(page)
            return
    raise AssertionError(f"{key} never leads to {name}")


def test_the_walk_with_keys(visit: Visit, shoot: Shoot) -> None:
    """Search, a day, a source, a query and its run: Tab, arrows, Enter and Escape."""
    page = visit()
    page.goto("/help")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("/")
    box = page.get_by_role("combobox").first
    expect(box).to_be_focused()
    page.keyboard.type("Шойгу", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    shoot(page, "chosen")
    page.keyboard.press("Enter")
    steps.address_is(page, r"/page/agent/sergei-shoigu")
    go_to_a_day(page)
    press_until(page, "Tab", r"^To the content")
    page.keyboard.press("Enter")
    open_a_source(page, shoot)
    press_until(page, "Tab", r"^Show the query")
    page.keyboard.press("Enter")
    steps.address_is(page, r"/sparql\?")
    run_a_query(page, shoot)


def go_to_a_day(page: Page) -> None:
    """The control of days is a field and Enter."""
    press_until(page, "Tab", r"^On$")
    page.keyboard.type("2024-05-12")
    page.keyboard.press("Enter")
    steps.address_is(page, r"at=2024-05-12")


def open_a_source(page: Page, shoot: Shoot) -> None:
    """A source opens and closes by Enter."""
    roles = steps.section(page, "Roles")
    chip = roles.locator("details").filter(has=page.locator("q")).first
    name = chip.locator("summary").first.inner_text()
    press_until(page, "Tab", re.escape(name))
    page.keyboard.press("Enter")
    expect(chip.locator("q").first).to_be_visible()
    shoot(page, "source")
    page.keyboard.press("Enter")
    expect(chip.locator("q").first).to_be_hidden()


def run_a_query(page: Page, shoot: Shoot) -> None:
    """Control and Enter runs what stands in the editor; Escape and Tab leave it."""
    editor = steps.editor(page)
    expect(page.get_by_text("Ctrl+Enter runs the query")).to_be_visible()  # its script is there
    editor.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# by keys\n")
    page.keyboard.press("Control+Enter")
    steps.address_is(page, r"by\+keys|by%20keys")
    expect(steps.main_of(page).get_by_role("table").first).to_be_visible()
    shoot(page, "result")
    editor.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()
