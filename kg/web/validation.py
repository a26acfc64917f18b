"""`/validate`: RDF in, validation report out; nothing is stored."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request

from kg.errors import InputError
from kg.parsing import format_of_media_type
from kg.report import ValidationReport
from kg.validation.reports import write_report
from kg.web.bodies import spooled_body
from kg.web.negotiation import choose
from kg.web.responses import respond
from kg.web.state import state
from kg.writer import Validate

blueprint = Blueprint("validation", __name__)

_PIECE = 1 << 16
REPORT_TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/json": "json",
    "text/html": "html",
    "application/sarif+json": "sarif",
}


@blueprint.post("/validate")
def validate() -> Response:
    """Validate the body by the packaged shapes, as an addition to what is served."""
    media_type = choose(request.headers.get("Accept"), list(REPORT_TYPES))
    format_of_media_type(request.mimetype)
    with spooled_body() as part:
        if _is_blank(part.path):
            raise InputError("The request has no body.", hint="Send the RDF to validate.")
        report = state().validator.do(Validate(part), ValidationReport)
    return respond(write_report(report, REPORT_TYPES[media_type]), media_type)


def _is_blank(path: Path) -> bool:
    """Nothing stands in a file but space; it is read in pieces."""
    with path.open("rb") as file:
        return not any(piece.strip() for piece in iter(lambda: file.read(_PIECE), b""))
