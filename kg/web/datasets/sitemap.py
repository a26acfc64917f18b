"""`/sitemap.xml` and `/robots.txt`: what programs that follow links should read, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from kg.errors import NotFoundError
from kg.web import hot
from kg.web.entities.version_times import time_of_version
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("sitemap", __name__)

MOST = 50_000
"""The addresses that one sitemap may have, by the protocol of sitemaps.org."""

_MOST_SITEMAPS = 50_000
_XML, _TEXT = "application/xml", "text/plain"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LISTED = "iris"
_CLOSED = ("/sparql", "/queries/", "/update", "/graphs", "/validate", "/exports/", "/metrics")
_ASKED = ("/*?*at=", "/*?*q=")


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """List the sitemaps; each was changed, at the latest, when the version was published."""
    version = hot.current_version()
    tag = state().tag(version, "sitemaps")
    if held := unchanged(tag):
        return held
    _, file = state().exports.opened(version, _LISTED)
    with file:
        count = sum(1 for _ in file)
    published = time_of_version(version)
    time = f"<lastmod>{published:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if published else ""
    places = (f"{request.root_url}sitemap/{n}.xml" for n in range(1, -(-count // MOST) + 1))
    body = "".join(f"<sitemap><loc>{escape(p)}</loc>{time}</sitemap>\n" for p in places)
    return respond(f"{_HEAD}<sitemapindex {_SPACE}>\n{body}</sitemapindex>\n", _XML, tag)


@blueprint.get("/sitemap/<int:number>.xml")
def sitemap(number: int) -> Response:
    """List the pages of up to 50,000 things, in order of their IRIs.

    When a single thing changed is not known, so no time stands beside it.
    """
    version = hot.current_version()
    tag = state().tag(version, "sitemap", str(number))
    if held := unchanged(tag):
        return held
    _, file = state().exports.opened(version, _LISTED)
    with file:
        pages = list(_pages(file, number))
    if not pages and number != 1:
        raise NotFoundError("There is no such sitemap.", hint="/sitemap.xml lists them.")
    body = "".join(f"<url><loc>{escape(page)}</loc></url>\n" for page in pages)
    return respond(f"{_HEAD}<urlset {_SPACE}>\n{body}</urlset>\n", _XML, tag)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow the pages and data of things; not what costs work for each address (RFC 9309)."""
    tag = state().tag(0, "robots")
    return unchanged(tag) or respond("".join(f"{line}\n" for line in _rules()), _TEXT, tag)


def _rules() -> Iterator[str]:
    yield "User-agent: *"
    for path in (*_CLOSED, *_ASKED):
        yield f"Disallow: {request.script_root}{path}"
    yield "Allow: /"
    yield ""
    yield f"Sitemap: {request.root_url}sitemap.xml"


def _pages(listed: BinaryIO, number: int) -> Iterator[str]:
    if not 0 < number <= _MOST_SITEMAPS:
        return
    space = f"{state().store.settings.base_iri}id/"
    for line in islice(listed, MOST * (number - 1), MOST * number):
        yield f"{request.root_url}page/{line.decode().rstrip().removeprefix(space)}"
