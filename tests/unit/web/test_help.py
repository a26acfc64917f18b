"""`/help`: one page for visitors, with anchors that other pages lead to."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from kg import __version__
from kg.web.help import SECTIONS

HTML = {"Accept": "text/html"}


def test_the_help_has_its_anchors(demo_client: FlaskClient) -> None:
    """All that the contents name, once each."""
    page = demo_client.get("/help", headers=HTML).text
    assert re.findall(r'<h2 id="([\w-]+)">', page) == list(SECTIONS)
    assert re.findall(r'<li><a href="#([\w-]+)">', page) == list(SECTIONS)
    assert {"marks", "dates", "known-at", "claims", "cite", "download", "search"} <= set(SECTIONS)


def test_the_help_shows_the_marks_of_the_pages(demo_client: FlaskClient) -> None:
    """All four, as the macro writes them, and what runs here."""
    page = demo_client.get("/help", headers=HTML).text
    assert set(re.findall(r'class="mark mark-(\w+)"', page)) == {
        "true",
        "unknown",
        "disputed",
        "false",
    }
    assert f"geoactors {__version__}" in page


def test_links_of_the_help_are_answered(demo_client: FlaskClient) -> None:
    """Each leads to something on this server."""
    page = demo_client.get("/help", headers=HTML).text
    main = page[page.index("<main") : page.index("</main>")]
    for path in set(re.findall(r'href="(/[^"#]*)"', main)):
        answer = demo_client.get(path, headers={"Accept": "text/html, */*;q=0.5"})
        assert answer.status_code == 200, path
