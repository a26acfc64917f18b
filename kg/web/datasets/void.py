"""`/void`: what the dataset is and where to get it, in VoID and DCAT, as this server names it."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from rdflib import DCTERMS, VOID

from kg.export import FORMATS
from kg.export.descriptions import DESCRIPTION_PREFIXES, document_of, in_order, moved
from kg.export.descriptions.service import Download, Service, said_in, service
from kg.export.rdf.readable import readable_turtle
from kg.terms import plain
from kg.web import hot
from kg.web.answering import short
from kg.web.datasets.exports import made_exports
from kg.web.datasets.sources import licences_of, sources_of
from kg.web.held.cache import CachedAnswer
from kg.web.held.downloads import MadeExport
from kg.web.negotiation import HTML, choose
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("void", __name__)

_SYNTAXES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Lead to the description (VoID §7.2, RFC 8615)."""
    fields = {"Location": document_of(request.root_url)}
    return Response(status=302, headers=fields, mimetype="text/plain")


@blueprint.get("/void")
@blueprint.get("/dcat")
def void() -> Response:
    """Describe the dataset in the syntax asked for, or to people."""
    return _described(choose(request.headers.get("Accept"), [*_SYNTAXES, HTML]))


@blueprint.get("/void.ttl")
def turtle() -> Response:
    """Describe the dataset in Turtle."""
    return _described("text/turtle")


def description_links() -> list[str]:
    """The values of Link that lead from the home page to descriptions of the service."""
    root = request.root_url
    return [
        f'<{root}void>; rel="describedby"; type="text/turtle"',
        f'<{root}openapi.json>; rel="service-desc"; type="application/json"',
        f'<{root}sitemap.xml>; rel="sitemap"; type="application/xml"',
    ]


def _described(media_type: str) -> Response:
    version = hot.current_version()
    _, file = state().exports.opened(version, "void")
    with file:
        stored = file.read()
    made = made_exports(version)
    names = " ".join(f"{name} {export.sha256}" for name, export in made.items())
    marks = sha256(f"{request.root_url} {names}".encode()).hexdigest()[:16]
    tag = state().tag(version, "void", marks, short(media_type))
    if same := unchanged(tag):
        return same
    if media_type == HTML:
        return respond(_page(version, stored), media_type, tag)
    key = (version, "/void", marks, media_type)
    if (found := state().cache.get(key)) is None:
        found = CachedAnswer((), _document(stored, made, media_type))
        state().cache.put(key, found)
    return respond(found.body, media_type, tag)


def _page(version: int, stored: bytes) -> str:
    """What the dataset is, in short; links keep the days of the address."""
    base = state().store.settings.base_iri
    said = [quad.triple for quad in ox.parse(stored, ox.RdfFormat.TURTLE)]
    sizes = [plain(size) for size in said_in(said, base, VOID.triples)]
    sources = sources_of(version)
    return render_template(
        "void.html",
        title=next(map(plain, said_in(said, base, DCTERMS.title)), ""),
        size=f"{int(sizes[0]):,}" if sizes and sizes[0].isdecimal() else "",
        version=version,
        licences=licences_of(sources),
        sources=list(sources.values()),
    )


def _document(stored: bytes, made: dict[str, MadeExport], media_type: str) -> bytes:
    root, base = request.root_url, state().store.settings.base_iri
    said = [quad.triple for quad in ox.parse(stored, ox.RdfFormat.TURTLE)]
    downloads = tuple(_download(name, made.get(name)) for name in FORMATS)
    licences, titles = (said_in(said, base, name) for name in (DCTERMS.license, DCTERMS.title))
    triples = {*moved(said, base, root), *service(Service(root, base, downloads, licences, titles))}
    ordered, prefixes = in_order(triples, document_of(root)), DESCRIPTION_PREFIXES
    if media_type == "text/turtle":
        return readable_turtle(ordered, prefixes)
    return ox.serialize(ordered, format=_SYNTAXES[media_type], prefixes=prefixes) or b""


def _download(name: str, made: MadeExport | None) -> Download:
    size, digest = (made.bytes, made.sha256) if made else (0, "")
    return Download(FORMATS[name], size, digest)
