"""Pages fit the window at three widths, and a printer; they are whole without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import WIDTHS, Shoot, Visit
from tests.browser.kinds_of_pages import ALL, REFUSALS, open_kind
from tests.browser.layout import covered, too_wide


@pytest.mark.parametrize("kind", ALL)
def test_pages_fit_the_window(visit: Visit, shoot: Shoot, kind: str) -> None:
    """No page scrolls sideways, and nothing lies on a control, at any width, light or dark."""
    page = visit(refusals=REFUSALS)
    open_kind(page, kind)
    for name, width in WIDTHS.items():
        page.set_viewport_size(ViewportSize(width=width, height=900))
        assert too_wide(page) == [], name
        assert covered(page) == [], name
        shoot(page, name)
    page.emulate_media(color_scheme="dark")
    shoot(page, "dark")


@pytest.mark.parametrize("kind", ["person", "post", "event", "claim", "document", "cabinet"])
def test_paper_shows_the_content_alone(visit: Visit, shoot: Shoot, kind: str) -> None:
    """Neither search nor navigation nor the control of days is printed; the content is."""
    page = visit()
    open_kind(page, kind)
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    controls = [page.get_by_role("search"), page.get_by_role("navigation"), page.locator("button")]
    for control in controls:
        assert [one.aria_snapshot() for one in control.all() if one.is_visible()] == []
    page.set_viewport_size(ViewportSize(width=720, height=900))  # A4 without its margins
    assert too_wide(page) == []
    shoot(page, "paper")


@pytest.mark.parametrize("kind", ["person", "post", "event", "claim", "document", "cabinet"])
def test_the_content_needs_no_script(visit: Visit, kind: str) -> None:
    """What a page says with JavaScript it says without."""
    plain, scripted = visit(scripts=False), visit()
    for page in (plain, scripted):
        open_kind(page, kind)
    said = plain.get_by_role("main").inner_text()
    assert len(said) > 300
    missing = set(scripted.get_by_role("main").inner_text().split()) - set(said.split())
    assert len(missing) < 0.1 * len(set(said.split())), missing
