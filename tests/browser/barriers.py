"""Looks for barriers in a page with axe-core, which comes in the package axe-playwright-python."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe-core finds that is serious or critical, a line for each element."""
    page.evaluate(_axe())  # as the debugger does it: the policy of the page has no say in that
    only: dict[str, Any] = (
        {"type": "rule", "values": ["color-contrast"]}
        if colours_alone
        else {"type": "tag", "values": _RULES}
    )
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
