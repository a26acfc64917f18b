"""`/changes`: what each version changed, as an Atom feed (RFC 4287) with RDF patches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, request, send_file

from kg.errors import NotFoundError
from kg.store.log import Entry
from kg.web.conditions import not_modified
from kg.web.negotiation import choose
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("feed", __name__)

_ATOM = "application/atom+xml"
_PATCH = "application/rdf-patch"
_PAGE = 100


@blueprint.get("/changes")
def changes() -> Response:
    """The newest versions first; `?before=N` gives those before version N."""
    choose(request.headers.get("Accept"), [_ATOM, "application/xml"])
    held = state()
    version = held.version
    before = of_address().one("before")
    newest = int(before) if before and before.isdecimal() else version + 1
    tag = held.tag(version, "feed", str(newest))
    if unmodified := unchanged(tag):
        return unmodified
    entries = [e for e in held.store.journal.log.entries() if e.version < min(newest, version + 1)]
    page = list(islice(reversed(entries), _PAGE))
    return respond("".join(_feed(page, entries)), _ATOM, tag)


@blueprint.get("/changes/<int:version>")
def patch(version: int) -> Response:
    """The RDF patch of one version; of the base that holds it where it was compacted."""
    held = state()
    if version > held.version:
        raise NotFoundError(f"There is no version {version} yet.")
    path = held.store.journal.patch(version)
    base = held.store.journal.base()
    if not path.exists() and base is not None and base[0] == version:
        path = base[1]
    if not path.exists():
        raise NotFoundError(
            f"The patch of version {version} is not kept any more.",
            hint="Begin with a copy of the dataset and follow /changes from there.",
        )
    response = send_file(path, mimetype=_PATCH, etag=False)
    response.set_etag(held.tag(version, "patch"))
    if not_modified(held.tag(version, "patch")):
        response = Response(status=304)
        response.set_etag(held.tag(version, "patch"))
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _feed(page: list[Entry], entries: list[Entry]) -> Iterator[str]:
    held = state()
    base = request.root_url
    updated = page[0].time if page else "1970-01-01T00:00:00Z"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>urn:geoactors:store:{held.store.settings.identity}</id>\n"
    yield f"<title>Changes of the dataset</title>\n<updated>{updated}</updated>\n"
    yield "<author><name>geoactors</name></author>\n"
    yield f'<link rel="self" href={quoteattr(request.url)}/>\n'
    if page and page[-1].version > entries[0].version:
        older = f"{base}changes?before={page[-1].version}"
        yield f'<link rel="next" href={quoteattr(older)}/>\n'
    for entry in page:
        yield from _entry(entry, base)
    yield "</feed>\n"


def _entry(entry: Entry, base: str) -> Iterator[str]:
    identity = state().store.settings.identity
    added = sum(change.added for change in entry.changes.values())
    removed = sum(change.removed for change in entry.changes.values())
    yield f"<entry>\n<id>urn:geoactors:store:{identity}:{entry.version}</id>\n"
    yield f"<title>Version {entry.version}: {escape(entry.action)}, +{added} -{removed}</title>\n"
    yield f"<updated>{entry.time}</updated>\n"
    if entry.who:
        yield f"<author><name>{escape(entry.who)}</name></author>\n"
    link = quoteattr(f"{base}changes/{entry.version}")
    yield f'<link rel="enclosure" type="{_PATCH}" href={link}/>\n'
    lines = (_line(graph, entry) for graph in sorted(entry.graphs()))
    yield f'<content type="text">{escape(chr(10).join(lines))}</content>\n</entry>\n'


def _line(graph: str, entry: Entry) -> str:
    added, removed = entry.changes.get(graph, (0, 0))
    return f"{graph or 'default graph'} +{added} -{removed}"
