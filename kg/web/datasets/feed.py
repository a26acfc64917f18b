"""`/changes`: what each version changed, as an Atom feed (RFC 4287) with RDF patches, or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, request, send_file

from kg.errors import NotFoundError, ParameterError
from kg.store.log import Entry
from kg.store.xml_answers import xml_text
from kg.web.conditions import not_modified
from kg.web.datasets import changes as pages
from kg.web.negotiation import HTML, choose
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("feed", __name__)

_ATOM = "application/atom+xml"
_PATCH = "application/rdf-patch"
_PAGE = 100
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@blueprint.get("/changes")
def changes() -> Response:
    """The newest versions first; `?before=N` gives those before version N."""
    media_type = choose(request.headers.get("Accept"), [_ATOM, "application/xml", HTML])
    held = state()
    version = held.version
    newest = min(_before() or version + 1, version + 1)
    start = held.store.journal.start()
    tag = held.tag(version, "feed", str(newest), str(start), media_type.partition("/")[2])
    if unmodified := unchanged(tag):
        return unmodified
    most = pages.PAGE if media_type == HTML else _PAGE
    found = list(islice(held.store.journal.log.newest(before=newest), most + 1))
    page = found[:most]
    more = len(found) > len(page)
    if media_type == HTML:
        return respond(pages.changes_page(page, start, version, more=more), media_type, tag)
    return respond("".join(_feed(page, start, more=more)), media_type, tag)


def _before() -> int | None:
    text = of_address().one("before")
    if text is None:
        return None
    if not _NUMBER.fullmatch(text) or int(text) == 0:
        raise ParameterError(
            f"before={text[:40]} is no version.", hint="Write it as before=12; versions begin at 1."
        )
    return int(text)


@blueprint.get("/changes/<int:version>")
def patch(version: int) -> Response:
    """The RDF patch of one version; where the journal begins with it, of the whole dataset."""
    held = state()
    if version > held.version:
        raise NotFoundError(f"There is no version {version} yet.")
    base = held.store.journal.base()
    whole = base is not None and base[0] == version
    path = base[1] if base is not None and whole else held.store.journal.patch(version)
    tag = held.tag(version, "base" if whole else "patch")
    try:
        response = (
            Response(status=304)
            if not_modified(tag)
            else send_file(path.resolve(), mimetype=_PATCH, etag=False)
        )
    except FileNotFoundError:
        raise NotFoundError(
            f"The patch of version {version} is not kept any more.",
            hint="Begin with a copy of the dataset and follow /changes from there.",
        ) from None
    response.set_etag(tag)
    response.headers.pop("Accept-Ranges", None)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _feed(page: list[Entry], start: int, *, more: bool) -> Iterator[str]:
    held = state()
    base = request.root_url
    updated = page[0].time if page else "1970-01-01T00:00:00Z"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>urn:geoactors:store:{held.store.settings.identity}</id>\n"
    yield f"<title>Changes of the dataset</title>\n<updated>{updated}</updated>\n"
    yield "<author><name>geoactors</name></author>\n"
    yield f'<link rel="self" href={quoteattr(request.url)}/>\n'
    if more:
        older = f"{base}changes?before={page[-1].version}"
        yield f'<link rel="next" href={quoteattr(older)}/>\n'
    for entry in page:
        yield from _entry(entry, base, start)
    yield "</feed>\n"


def _entry(entry: Entry, base: str, start: int) -> Iterator[str]:
    identity = state().store.settings.identity
    added = sum(change.added for change in entry.changes.values())
    removed = sum(change.removed for change in entry.changes.values())
    yield f"<entry>\n<id>urn:geoactors:store:{identity}:{entry.version}</id>\n"
    yield f"<title>Version {entry.version}: {_text(entry.action)}, +{added} -{removed}</title>\n"
    yield f"<updated>{entry.time}</updated>\n"
    if who := pages.who_wrote(entry):
        yield f"<author><name>{_text(who)}</name></author>\n"
    if entry.version >= start:
        link = quoteattr(f"{base}changes/{entry.version}")
        title = "the whole dataset" if entry.version == start else "what changed"
        yield f'<link rel="enclosure" type="{_PATCH}" title="{title}" href={link}/>\n'
    lines = (_line(graph, entry) for graph in sorted(entry.graphs()))
    yield f'<content type="text">{_text(chr(10).join(lines))}</content>\n</entry>\n'


def _text(text: str) -> str:
    """Write a text for XML, which has no place for control characters."""
    return escape(xml_text(text))


def _line(graph: str, entry: Entry) -> str:
    added, removed = entry.changes.get(graph, (0, 0))
    return f"{graph or 'default graph'} +{added} -{removed}"
