"""Looks at how a page fits its window."""

from __future__ import annotations

from playwright.sync_api import Page

_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = one => one && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)
    || scrolls(one.parentElement));
  return ["the page scrolls sideways", ...[...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement))
    .map(one => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 60)}`)];
}"""
_COVERED = """() => [...document.querySelectorAll("input, select, button, summary, a")]
  .filter(one => one.checkVisibility())
  .flatMap(one => {
    const box = one.getClientRects()[0];
    if (!box || box.width < 2 || box.height < 2 || box.right < 0) return [];
    const [middle, height] = [box.left + box.width / 2, box.top + box.height / 2];
    const under = document.elementFromPoint(middle, height);
    if (!under || one.contains(under) || under.contains(one) || under.tagName == "LABEL") return [];
    return [`${one.tagName} ${one.textContent.trim().slice(0, 40)} is under ${under.tagName} `
      + under.textContent.trim().slice(0, 40)];
  })"""


def too_wide(page: Page) -> list[str]:
    """What stands out of the window to the right, if the page scrolls sideways."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def covered(page: Page) -> list[str]:
    """The controls and links in the window whose middle something else covers."""
    found: list[str] = page.evaluate(_COVERED)
    return found
