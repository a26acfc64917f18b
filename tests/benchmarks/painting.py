"""When Chromium has painted something of a page, with JavaScript switched off."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from statistics import median

from playwright.sync_api import Browser, sync_playwright

_ROUNDS = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0"


def first_paints(addresses: Mapping[str, str]) -> dict[str, float]:
    """Median seconds from the start of the request by name; empty where there is no Chromium."""
    if (chromium := shutil.which("chromium")) is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        paints = {name: _paint(browser, address) for name, address in addresses.items()}
        browser.close()
    return paints


def _paint(browser: Browser, address: str) -> float:
    taken: list[float] = []
    for _ in range(_ROUNDS):
        context = browser.new_context(java_script_enabled=False)  # with a cache of its own
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(100)
        taken.append(page.evaluate(_PAINT) / 1000)
        context.close()
    return float(median(taken))
