"""`/update`: SPARQL 1.1 Update by the protocol, through the gate."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.errors import ParameterError, UnsupportedFormatError
from kg.web.access import writer_name
from kg.web.bodies import text_body
from kg.web.parameters import FORM, Parameters, check_charset, of_address, utf8, with_form
from kg.web.sparql import graph_choice
from kg.web.state import state
from kg.web.writes import write
from kg.writer import RunUpdate

blueprint = Blueprint("update", __name__)


@blueprint.post("/update")
def update() -> Response:
    """Run an update; acknowledged when every new query sees it."""
    who = writer_name()
    refuse_conditions()
    parameters, text = _update()
    if parameters.has("query"):
        raise ParameterError(
            "A query was sent where an update belongs.", hint="Send it to /sparql."
        )
    if parameters.has("default-graph-uri", "named-graph-uri"):
        raise ParameterError(
            "default-graph-uri belongs to a query.",
            hint="An update takes using-graph-uri and using-named-graph-uri.",
        )
    graphs = graph_choice(parameters, "using-graph-uri", "using-named-graph-uri")
    write(
        RunUpdate(
            text=text,
            base_iri=state().store.settings.base_iri,
            using=graphs.default if graphs else (),
            using_named=graphs.named if graphs else (),
            who=who,
            seconds=parameters.seconds(),
            limits=state().settings.queries,
        )
    )
    return Response(status=204)


def refuse_conditions() -> None:
    """An update touches graphs that nobody named: a tag of one protects none of the others."""
    if any(name in request.headers for name in ("If-Match", "If-None-Match")):
        raise ParameterError(
            "An update takes no If-Match.",
            hint="Write one graph by PUT, POST or DELETE of its address to have it compared.",
        )


def _update() -> tuple[Parameters, str]:
    if request.mimetype == FORM:
        check_charset("The form")
        parameters = with_form(_body())
        updates = tuple(value for name, value in parameters.body_pairs if name == "update")
        if any(name == "update" for name, _ in parameters.pairs):
            raise ParameterError(
                "An update stands in the address.", hint="Send it in the body of the request."
            )
        if len(updates) != 1:
            raise ParameterError(
                f"The request has {len(updates)} updates.",
                hint="Send exactly one parameter update.",
            )
        return parameters, updates[0]
    if request.mimetype == "application/sparql-update":
        parameters = of_address()
        if parameters.has("update"):
            raise ParameterError("The request has an update in its address and in its body.")
        return parameters, utf8(_body(), "The update")
    raise UnsupportedFormatError(
        f"An update cannot be sent as {request.mimetype or 'a body without a type'}.",
        hint="Send application/sparql-update, or a form with the field update.",
    )


def _body() -> bytes:
    return text_body(state().settings.queries.update_bytes, "update-bytes")
