"""What a browser tells of the pages that somebody visits, so that a test can hold it to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

_REFUSED = 400
_GIVEN_UP = "net::ERR_ABORTED"
"""A request that the page itself took back, or that became a download."""


@dataclass
class Watch:
    """The troubles of one visitor of the server at *host*.

    An answer of 400 and above is one as well, but for the addresses in *refusals*, which are
    visited because they are refused; they are without the host.
    """

    host: str
    refusals: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Listen to all pages of a context."""
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("requestfailed", self._lost)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        told = message.text
        if message.type not in ("error", "warning"):
            return
        if told.startswith("Failed to load resource"):
            return  # its answer is looked at below
        self.troubles.append(f"console, {message.type}: {told}")

    def _failed(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != self.host and parts.scheme not in ("about", "blob"):
            self.troubles.append(f"a request left the host: {request.url[:200]}")

    def _lost(self, request: Request) -> None:
        if request.failure != _GIVEN_UP:
            self.troubles.append(f"a request failed: {request.url[:200]}: {request.failure}")

    def _answered(self, response: Response) -> None:
        address = urlsplit(response.url)._replace(scheme="", netloc="", fragment="").geturl()
        if response.status >= _REFUSED and address not in self.refusals:
            self.troubles.append(f"{response.status}: {response.url[:200]}")
