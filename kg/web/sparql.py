"""`/sparql`: queries by the SPARQL 1.1 Protocol, and the query page for a browser."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from kg.errors import ParameterError, UnsupportedFormatError
from kg.lookup import AT, bind_day
from kg.store.dataset import GraphChoice
from kg.web import hot
from kg.web.answering import GRAPH_TYPES, HTML, KNOWN_AT, Asked, answer, day_of, short
from kg.web.bodies import text_body
from kg.web.datasets.description import service_description
from kg.web.graph_names import absolute
from kg.web.negotiation import accepts_html, choose
from kg.web.parameters import FORM, Parameters, check_charset, of_address, utf8, with_form
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or say what may be asked."""
    parameters = _parameters()
    if request.method != "POST" and not (parameters.pairs or parameters.body_pairs):
        return _without_query()
    query = _query(parameters)
    if at := parameters.one(AT):
        query = bind_day(query, at)
    graphs = graph_choice(parameters, "default-graph-uri", "named-graph-uri")
    return answer(Asked(query, graphs, parameters.seconds(), day_of(parameters, KNOWN_AT)))


def _without_query() -> Response:
    """An empty GET: the query page, or the service description."""
    if accepts_html(request.headers.get("Accept")):
        return respond(render_template("query.html", query="", result=None, known=""), HTML)
    media_type = choose(request.headers.get("Accept"), list(GRAPH_TYPES))
    version = hot.current_version()
    tag = state().tag(version, short(media_type), "description")
    if held := unchanged(tag):
        return held
    return respond(service_description(version, GRAPH_TYPES[media_type]), media_type, tag)


def _parameters() -> Parameters:
    """A query sent directly counts as the parameter `query`."""
    if request.method != "POST":
        return of_address()
    if of_address().has("query"):
        raise ParameterError(
            "A query stands in the address of a POST.", hint="Send it in the body, or by GET."
        )
    if request.mimetype == FORM:
        check_charset("The form")
        return with_form(_body())
    if request.mimetype == "application/sparql-query":
        return Parameters(of_address().pairs, (("query", utf8(_body(), "The query")),))
    if request.mimetype == "application/sparql-update":
        raise UnsupportedFormatError(
            "An update was sent where a query belongs.", hint="Send it to /update by POST."
        )
    raise UnsupportedFormatError(
        f"A query cannot be sent as {request.mimetype or 'a body without a type'}.",
        hint="Send application/sparql-query, or a form with the field query.",
    )


def _body() -> bytes:
    return text_body(state().settings.queries.query_bytes, "query-bytes")


def _update_refused() -> ParameterError:
    return ParameterError(
        "An update was sent where a query belongs.", hint="Send it to /update by POST."
    )


def _query(parameters: Parameters) -> str:
    if parameters.has("update"):
        raise _update_refused()
    if parameters.has("using-graph-uri", "using-named-graph-uri"):
        raise ParameterError(
            "using-graph-uri belongs to an update.",
            hint="A query takes default-graph-uri and named-graph-uri.",
        )
    queries = parameters.all("query")
    if len(queries) != 1:
        raise ParameterError(
            f"The request has {len(queries)} queries.", hint="Send exactly one parameter query."
        )
    return queries[0]


def graph_choice(parameters: Parameters, default: str, named: str) -> GraphChoice | None:
    """The dataset that the parameters of these names ask for; None when they ask for none.

    Raises:
        InputError: the name of a graph is no absolute IRI.
    """
    chosen = GraphChoice(parameters.all(default), parameters.all(named))
    for iri in (*chosen.default, *chosen.named):
        absolute(iri)
    return chosen if chosen.default or chosen.named else None
