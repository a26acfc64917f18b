"""`/sparql`: queries by the SPARQL 1.1 Protocol, and the query page for a browser."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request

from kg.errors import KgError, ParameterError, UnsupportedFormatError
from kg.lookup import AT, bind_day
from kg.store.dataset import GraphChoice
from kg.web import hot
from kg.web.answering import GRAPH_TYPES, Asked, answer, short
from kg.web.bodies import text_body
from kg.web.datasets.description import service_description
from kg.web.graph_names import absolute
from kg.web.known import KNOWN_AT, day_of
from kg.web.negotiation import HTML, accepts_html, choose
from kg.web.parameters import FORM, Parameters, check_charset, of_address, utf8, with_form
from kg.web.problems import problem_of, public_sentences
from kg.web.querying.elsewhere import address_of
from kg.web.querying.formats import FORMAT
from kg.web.querying.length import check_room
from kg.web.querying.pages import empty_page, result_page, trouble_page
from kg.web.querying.trouble import trouble_of
from kg.web.responses import respond, unchanged
from kg.web.state import state

blueprint = Blueprint("sparql", __name__)

_GRAPHS = ("default-graph-uri", "named-graph-uri")
_LONGEST_DAY = 40


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or say what may be asked."""
    parameters = _parameters()
    html = accepts_html(request.headers.get("Accept"))
    if request.method != "POST":
        if html and not parameters.has("query", "update"):  # a page may be asked on a day
            return respond(empty_page(day_of(parameters, KNOWN_AT)), HTML)
        if not parameters.pairs:
            return _description()
    query = _query(parameters)
    try:
        if html and not parameters.one(FORMAT):
            check_room(query, _graphs(parameters))
        return answer(_asked(query, parameters))
    except KgError as error:
        if not html or any(parameters.all(FORMAT)):
            raise
        return _trouble(error, query, parameters)


def _asked(query: str, parameters: Parameters) -> Asked:
    if at := parameters.one(AT):
        query = bind_day(query, at)
    known = day_of(parameters, KNOWN_AT)
    return Asked(
        query,
        result_page,
        graph_choice(parameters, *_GRAPHS),
        parameters.seconds(),
        known,
        format=parameters.one(FORMAT) or "",
        address=address_of("sparql", _kept(query, parameters)),
    )


def _kept(query: str, parameters: Parameters) -> Iterator[tuple[str, str]]:
    """What the result depends on, as parameters of its address."""
    yield "query", query
    for name in (*_GRAPHS, KNOWN_AT, "timeout"):
        yield from ((name, value) for value in parameters.all(name) if value)


def _trouble(error: KgError, query: str, parameters: Parameters) -> Response:
    """An error in the query page, with the query to mend."""
    trouble = trouble_of(error, *public_sentences(error), query)
    known = (parameters.all(KNOWN_AT) or ("",))[0][:_LONGEST_DAY]
    return problem_of(error, trouble_page(trouble, query, known, _graphs(parameters)))


def _graphs(parameters: Parameters) -> GraphChoice | None:
    """The graphs that are named, as they are written; None when none is."""
    chosen = GraphChoice(*map(parameters.all, _GRAPHS))
    return chosen if chosen.default or chosen.named else None


def _description() -> Response:
    """An empty GET: the service description."""
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
