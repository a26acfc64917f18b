"""`/validate`: RDF in, validation report out, as data or as a page; nothing is stored."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request

from kg.errors import InputError
from kg.parsing import format_of_media_type
from kg.report import ValidationReport
from kg.validation.reports import write_report
from kg.web.bodies import spooled_body
from kg.web.negotiation import HTML, accepts_html, choose
from kg.web.parameters import of_address
from kg.web.problems import status_of
from kg.web.responses import respond
from kg.web.state import state
from kg.web.validating import page
from kg.web.validating.sending import FORMS, Sent, sent_by_form, text_sent
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


@blueprint.route("/validate", methods=["GET", "POST"])
def validate() -> Response:
    """Validate the body by the packaged shapes, as an addition to what is served.

    A form of a browser is answered with a page, also when it cannot be read. GET shows the
    form; `?example=1` fills in a text with mistakes.
    """
    if request.method != "POST":
        choose(request.headers.get("Accept"), [HTML])
        return respond(page.empty_form(example=bool(of_address().one("example"))), HTML)
    if request.mimetype in FORMS and accepts_html(request.headers.get("Accept")):
        return _answer_to_form()
    media_type = choose(request.headers.get("Accept"), list(REPORT_TYPES))
    format_of_media_type(request.mimetype)
    with spooled_body() as part:
        if _is_blank(part.path):
            raise InputError("The request has no body.", hint="Send the RDF to validate.")
        report = state().validator.do(Validate(part), ValidationReport)
    return respond(write_report(report, REPORT_TYPES[media_type]), media_type)


def _answer_to_form() -> Response:
    try:
        with sent_by_form() as sent:
            if sent is None:
                raise InputError("Nothing was sent.", hint="Paste a text or choose a file.")
            return _judged(sent)
    except InputError as error:
        return _page(page.refused(error, text_sent()), status_of(error))


def _judged(sent: Sent) -> Response:
    try:
        report = state().validator.do(Validate(sent.part), ValidationReport)
    except InputError as error:
        return _page(page.unreadable(sent, error), status_of(error))
    return _page(page.validated(sent, report))


def _page(text: str, status: int = 200) -> Response:
    response = respond(text, HTML)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_blank(path: Path) -> bool:
    """Nothing stands in a file but space; it is read in pieces."""
    with path.open("rb") as file:
        return not any(piece.strip() for piece in iter(lambda: file.read(_PIECE), b""))
