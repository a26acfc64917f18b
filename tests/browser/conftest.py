"""One server on the packaged data, Debian's Chromium, and visitors that are watched."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.watching import Watch
from tests.running import Server, serving

ROOT = Path(__file__).parents[2]
MISSING = "There is no Chromium: apt-get install chromium"
WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1440}
_HEIGHT = 900
_PATIENCE = 10_000
"""Milliseconds that a browser waits for what a test expects; the machine may be busy."""
_TALLEST = 4000
"""Pixels of a page that a picture shows: a browser makes none of very tall ones."""


class Visit(Protocol):
    """Opens a window of a new visitor, at the server of the packaged data or another one."""

    def __call__(
        self,
        server: Server | None = None,
        *,
        width: int = WIDTHS["desktop"],
        dark: bool = False,
        scripts: bool = True,
        refusals: set[str] | None = None,
    ) -> Page:
        """*refusals* are addresses, without the host, that may be answered with an error."""


Shoot = Callable[[Page, str], Path]


@pytest.fixture(scope="session")
def site() -> Iterator[Server]:
    """`kg demo`, as a newcomer starts it: all the packaged data."""
    with serving("demo", "--no-browser") as server:
        wait_for_names(server)
        yield server


def wait_for_names(server: Server) -> None:
    """Wait until a server can search: it reads the names after it began to answer."""
    end = time.monotonic() + 120
    while (status := server.get("/suggest?q=a").status) != 200:
        assert status == 503
        assert time.monotonic() < end, "the index of names is not there"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system. It ends with the module: its loop would be in the way of others."""
    if (chromium := shutil.which("chromium")) is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # as root, which a container is, Chromium has no sandbox
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        expect.set_options(timeout=_PATIENCE)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open windows; in the end nothing may have gone wrong in any of them."""
    watches: list[Watch] = []
    with ExitStack() as contexts:

        def open_page(
            server: Server | None = None,
            *,
            width: int = WIDTHS["desktop"],
            dark: bool = False,
            scripts: bool = True,
            refusals: set[str] | None = None,
        ) -> Page:
            chosen = server or request.getfixturevalue("site")
            context = browser.new_context(
                base_url=chosen.address,
                viewport=ViewportSize(width=width, height=_HEIGHT),
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
                accept_downloads=True,
                locale="en-GB",
                reduced_motion="reduce",
            )
            contexts.callback(context.close)
            _allow_copying(context, chosen.address)
            watches.append(Watch(urlsplit(chosen.address).netloc, refusals or set()))
            watches[-1].over(context)
            context.set_default_timeout(_PATIENCE)
            return context.new_page()

        yield open_page
    troubles = [trouble for watch in watches for trouble in watch.troubles]
    assert troubles == [], "\n".join(troubles)


def _allow_copying(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Shoot:
    """Keep a picture of a page, in `build/screenshots/` or the folder GEOACTORS_ARTIFACTS.

    They are for people to look at; no test compares them.
    """
    kept = Path(os.environ.get("GEOACTORS_ARTIFACTS") or ROOT / "build" / "screenshots")
    name = re.sub(r"\W+", "-", request.node.name.partition("@")[0]).strip("-")
    folder: Path = kept / request.node.path.stem.removeprefix("test_")
    shots = iter(range(1, 1000))

    def take(page: Page, what: str) -> Path:
        path = folder / f"{name}-{next(shots):02}-{what}.png"
        size = page.viewport_size
        assert size is not None
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(ViewportSize(width=size["width"], height=min(height, _TALLEST)))
        page.screenshot(path=path, animations="disabled")
        page.set_viewport_size(size)
        return path

    return take
