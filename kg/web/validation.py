"""`/validate`: RDF in, validation report out; nothing is stored."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, request

from kg.errors import InputError
from kg.ingest import validate_documents
from kg.parsing import ParsedDocument, ParseLimits, format_of_media_type, parse_document
from kg.store.snapshot import Snapshot
from kg.validation.reports import write_report
from kg.web.negotiation import choose
from kg.web.state import state

blueprint = Blueprint("validation", __name__)

REPORT_TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/json": "json",
    "text/html": "html",
    "application/sarif+json": "sarif",
}
_STEPS = 3  # as far as the paths of the shapes go
_MOST_CONTEXT = 20_000
_LIMITS = ParseLimits(document_bytes=16 << 20)


@blueprint.post("/validate")
def validate() -> Response:
    """Validate the body by the packaged shapes, as an addition to what is served."""
    media_type = choose(request.headers.get("Accept"), list(REPORT_TYPES))
    syntax = format_of_media_type(request.mimetype)
    data = request.get_data(cache=False)
    if not data.strip():
        raise InputError("The request has no body.", hint="Send the RDF to validate.")
    document = parse_document(data, syntax, name="the body", limits=_LIMITS)
    snapshot = state().snapshot()
    with state().working():
        report = validate_documents(
            [document],
            state().gate,
            base_iri=snapshot.base_iri,
            context=_referred_to(document, snapshot),
        )
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    text = write_report(report, REPORT_TYPES[media_type])
    response = Response(text, content_type=media_type + charset)
    response.headers["Vary"] = "Accept"
    return response


def _referred_to(document: ParsedDocument, snapshot: Snapshot) -> list[ParsedDocument]:
    """What the served dataset says of the things that a document names."""
    terms = {term for quad in document.quads for term in (quad.subject, quad.object)}
    named = (term.value for term in terms if isinstance(term, ox.NamedNode))
    quads = snapshot.describe(named, depth=_STEPS, most=_MOST_CONTEXT)
    return [ParsedDocument("the served dataset", tuple(quads), {})] if quads else []
