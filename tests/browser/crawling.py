"""Follows links from page to page: kinds of addresses in turns, so that each comes up early."""

from __future__ import annotations

import re
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from tests.running import Answer, Server

_FOLLOWED = ("href", "src", "action")
_HTML = "text/html"
_BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
_TRIES = 30
_MISSPELT = "/ns#holdr"
"""Stands in the example of a question that finds misspelt terms."""
_NO_GRAPHS = ("/graph/acceptance", "/graph/delivered")
"""Stand in the examples of a question about graphs that a store has once it needs them."""

_LEADS_AWAY = ("http:", "https:", "mailto:")


class PageText(HTMLParser):
    """The links of a page, what stands there to be linked to, and the levels of its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.headings: list[int] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take what an element links to, and its name; a form that posts is no link."""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        values = {name: value or "" for name, value in attributes}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if tag == "form" and values.get("method", "get").lower() != "get":
            return
        self.links += [values[name] for name in _FOLLOWED if values.get(name)]


@dataclass
class Crawl:
    """What was found on the way over the pages of a server, from its home page on."""

    server: Server
    seen: dict[str, str] = field(default_factory=dict)
    """Addresses that were met, each with the page that first led there."""
    troubles: list[str] = field(default_factory=list)
    pages: int = 0
    visited: int = 0
    _waiting: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    _anchors: dict[str, set[str]] = field(default_factory=dict)
    _wanted: list[tuple[str, str, str]] = field(default_factory=list)

    def run(self, most: int) -> None:
        """Visit *most* addresses at the most, beginning with the home page."""
        self._meet("/", "")
        for address in self._in_turns():
            if self.visited == most:
                break
            self._visit(address)
        for page, address, fragment in self._wanted:
            anchors = self._anchors.get(address)
            if anchors is not None and fragment not in anchors:
                self.troubles.append(f"{page} links to {address}#{fragment}, which is not there")

    @property
    def kinds(self) -> set[str]:
        """The kinds of addresses that were met."""
        return set(self._waiting)

    def _in_turns(self) -> Iterator[str]:
        while any(self._waiting.values()):
            for kind in list(self._waiting):
                if self._waiting[kind]:
                    yield self._waiting[kind].popleft()

    def _meet(self, address: str, page: str) -> None:
        if address not in self.seen:
            self.seen[address] = page
            self._waiting[kind_of(address)].append(address)

    def _visit(self, address: str) -> None:
        self.visited += 1
        answer = self._patiently(address)
        if answer.status >= 400 and not (answer.status == 404 and address in _NO_GRAPHS):
            self.troubles.append(f"{answer.status}: {address}, from {self.seen[address]}")
        if answer.status == 200 and answer.headers.get_content_type() == _HTML:
            self.pages += 1
            self._read(address, answer.text)

    def _patiently(self, address: str) -> Answer:
        """The answer; what a server makes in the background is asked for again."""
        for _ in range(_TRIES):
            answer = self.server.get(address, _BROWSER)
            if answer.status != 503 or "Retry-After" not in answer.headers:
                break
            time.sleep(1)
        return answer

    def _read(self, address: str, text: str) -> None:
        found = PageText(text)
        self._anchors[address] = found.anchors
        for link in dict.fromkeys(found.links):
            where = urljoin(self.server.address + address, link)
            if not where.startswith(_LEADS_AWAY):
                self.troubles.append(f"{address} links to {link[:80]}")
            if urlsplit(where).netloc != urlsplit(self.server.address).netloc:
                continue
            there, fragment = urldefrag(where.removeprefix(self.server.address) or "/")
            self._meet(there, address)
            if fragment and f"{there}#{fragment}" != _MISSPELT:
                self._wanted.append((address, there, unquote(fragment)))


def kind_of(address: str) -> str:
    """What kind of thing is found at an address: its path without names, its parameters by name."""
    parts = urlsplit(address)
    folder, _, name = parts.path.lstrip("/").partition("/")
    match folder:
        case "data":
            path = f"/data/*.{name.rpartition('.')[2]}"
        case "page" | "id":
            path = f"/{folder}/{name.partition('/')[0]}"
        case "queries" | "static":
            path = parts.path
        case _:
            path = f"/{folder}/*" if name else f"/{folder}"
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{path}?{'&'.join(names)}" if names else path
