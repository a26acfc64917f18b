"""The pages about the ontology as a reader walks through them: links, anchors, form."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

from flask.testing import FlaskClient

STARTS = ("/ns", "/code/", "/shapes", "/rules", "/problem", "/align/ftm")
OWN = ("/ns", "/code", "/shapes", "/rules", "/problem", "/align", "/context.jsonld")
_HTML = {"Accept": "text/html"}
_VOID = {"meta", "link", "br", "input", "hr", "img"}


class Page(HTMLParser):
    """What a page links to, and what can be linked to on it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.headings: list[str] = []
        self.odd: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element adds."""
        found = dict(attrs)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if "id" in found:
            self.anchors.append(str(found["id"]))
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(tag)
        within = tag == "style" or (tag == "script" and "src" not in found)
        if within or "style" in found or any(n[:2] == "on" for n in found):
            self.odd.append(f"<{tag}> is code or style within the page")

    def handle_endtag(self, tag: str) -> None:
        """Elements end in the order that they began."""
        if not self._open or self._open.pop() != tag:
            self.odd.append(f"</{tag}> ends another element")


def read(client: FlaskClient, path: str) -> Page:
    """The page at a path."""
    answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
    assert answer.status_code == 200, path
    page = Page()
    if answer.mimetype == "text/html":
        page.feed(answer.text)
        assert '<html lang="en">' in answer.text
    return page


def walk(client: FlaskClient) -> dict[str, Page]:
    """Every page that links lead to, from the first ones on."""
    found: dict[str, Page] = {}
    waiting = list(STARTS)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = read(client, path)
        for link in found[path].links:
            target = urldefrag(urljoin(path, link)).url
            if target.startswith(OWN) and "?" not in target:
                waiting.append(target)
    return found


def test_every_link_leads_somewhere(demo_client: FlaskClient) -> None:
    """To a page that is there, and to an anchor that is on it; each page is well formed."""
    pages = walk(demo_client)
    assert len(pages) > 500
    lost = set()
    for path, page in pages.items():
        assert page.odd == [], path
        assert len(page.anchors) == len(set(page.anchors)), path
        assert page.headings.count("h1") == (1 if page.headings else 0), path
        for link in page.links:
            target, anchor = urldefrag(urljoin(path, link))
            if target in pages and anchor and unquote(anchor) not in pages[target].anchors:
                lost.add((path, link))
    assert lost == set()


def test_examples_of_queries_are_answered(demo_client: FlaskClient) -> None:
    """What a page offers to ask is a query."""
    for path in ("/ns", "/code/visit"):
        links = [link for link in read(demo_client, path).links if "?" in link]
        assert links
        for link in (links[0], links[-1]):
            assert demo_client.get(link, headers={"Accept": "*/*"}).status_code == 200, link


def test_links_keep_the_prefix_of_a_proxy(demo_client: FlaskClient) -> None:
    """Pages are the same below a path, and no link leaves it."""
    for path in ("/ns", "/code/visit", "/shapes", "/rules/TenureShape", "/problem"):
        page = Page()
        page.feed(demo_client.get(path, base_url="http://localhost/geo", headers=_HTML).text)
        lost = [link for link in page.links if link[0] == "/" and link[:5] != "/geo/"]
        assert lost == []
