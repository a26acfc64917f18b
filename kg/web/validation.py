"""`/validate`: RDF in, validation report out; nothing is stored."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.errors import InputError
from kg.ingest import validate_documents
from kg.parsing import ParseLimits, format_of_media_type, parse_document
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
_LIMITS = ParseLimits(document_bytes=16 << 20)


@blueprint.post("/validate")
def validate() -> Response:
    """Validate the body as one dataset by the packaged shapes."""
    media_type = choose(request.headers.get("Accept"), list(REPORT_TYPES))
    syntax = format_of_media_type(request.mimetype)
    data = request.get_data(cache=False)
    if not data.strip():
        raise InputError("The request has no body.", hint="Send the RDF to validate.")
    document = parse_document(data, syntax, name="the body", limits=_LIMITS)
    base_iri = state().store.settings.base_iri
    report = validate_documents([document], state().gate, base_iri=base_iri)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    text = write_report(report, REPORT_TYPES[media_type])
    response = Response(text, content_type=media_type + charset)
    response.headers["Vary"] = "Accept"
    return response
