"""Answers about what comes with the program: the same on every server, made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox
from flask import Response, request

from kg.errors import NotFoundError
from kg.export.rdf.readable import readable_turtle
from kg.vocabulary import BASE_IRI, PREFIXES
from kg.web.days import days_for_templates
from kg.web.held.cache import CachedAnswer
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

SYNTAXES = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
}
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Document:
    """What an address stands for; *turtle* is the text of its file where it has one."""

    path: str
    kind: str
    page: Callable[[], str]
    triples: Callable[[], Iterable[ox.Triple]]
    turtle: Callable[[], bytes] | None = None
    licence: str = CC_BY
    also: str = ""
    """The path of the IRI when it is another than *path*, as of `code`, which is `code/`."""
    edition: str = ""
    """What tells pages of one address apart."""


def nothing_there() -> NotFoundError:
    """The error for a name that is not known; it does not repeat the name."""
    return NotFoundError(
        "Nothing of the ontology has such an address.",
        hint="/ns lists the terms, /code the codes, /shapes and /rules the rules.",
    )


def answer(document: Document, ending: str = "") -> Response:
    """Answer with a document, in the syntax of an ending, else in the one that is asked for.

    Raises:
        NotFoundError: there is no such ending.
        NotAcceptableError: the client accepts nothing that there is, and named no ending.
    """
    if ending and ending not in SYNTAXES:
        raise nothing_there()
    every = [media_type for media_type, _ in SYNTAXES.values()]
    accepted = request.headers.get("Accept")
    media_type = SYNTAXES[ending][0] if ending else choose(accepted, [*every, HTML])
    response = kept(
        document.path + document.edition, media_type, lambda: _body(document, media_type)
    )
    response.headers.extend(("Link", value) for value in _links(document, media_type))
    return response


def led_to_current(path: str, ending: str) -> Response:
    """Lead from the version before (303) to the current one at *path*, which succeeded it."""
    place = request.root_url + path + (f".{ending}" if ending else "")
    response = Response(status=303, headers={"Location": place})
    response.headers["Link"] = f'<{BASE_IRI}{path}>; rel="successor-version"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def kept(path: str, media_type: str, make: Callable[[], bytes | str]) -> Response:
    """Answer with what *make* gives, which is kept for all who ask.

    The entity tag is of the bytes: it lives on through a release that does not change them.
    """
    days = days_for_templates()["days"]  # links of the page keep them
    key = ("program", request.script_root, path, media_type, days if media_type == HTML else None)
    if (found := state().cache.get(key)) is None:
        made = make()
        body = made.encode("utf-8") if isinstance(made, str) else made
        found = CachedAnswer((("digest", sha256(body).hexdigest()[:20]),), body)
        state().cache.put(key, found)
    digest = found.headers[0][1]
    return unchanged(digest) or respond(found.body, media_type, digest)


def _body(document: Document, media_type: str) -> bytes | str:
    if media_type == HTML:
        return document.page()
    if media_type == "text/turtle" and document.turtle:
        return document.turtle()
    syntax = next(syntax for name, syntax in SYNTAXES.values() if name == media_type)
    return _written(tuple(document.triples()), syntax)


def _written(triples: Sequence[ox.Triple], syntax: ox.RdfFormat) -> bytes:
    """Write triples, with the prefixes that they use."""
    plain = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    used = {name: iri for name, iri in PREFIXES.items() if f"<{iri}".encode() in plain}
    if syntax == ox.RdfFormat.TURTLE:
        return readable_turtle(triples, used)
    return ox.serialize(triples, format=syntax, prefixes=used) or b""


def _links(document: Document, media_type: str) -> Iterable[str]:
    """The values of Link (RFC 8288), of which FAIR Signposting makes use."""
    here = request.root_url + document.path
    yield f'<{BASE_IRI}{document.also or document.path}>; rel="canonical"'
    for ending, (other, _) in SYNTAXES.items():
        if other != media_type:
            yield f'<{here}.{ending}>; rel="alternate"; type="{other}"'
    if media_type == HTML:
        yield f'<{here}.ttl>; rel="describedby"; type="text/turtle"'
    else:
        yield f'<{here}>; rel="alternate"; type="{HTML}"'
    yield f'<{document.licence}>; rel="license"'
    yield f'<{document.kind}>; rel="type"'


def shapes_of_the_store() -> str:
    """Which shapes the store holds its data to: `packaged`, `own` or `none`."""
    chosen = state().store.settings.shapes
    return chosen if chosen in ("packaged", "none") else "own"
