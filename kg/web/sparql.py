"""`/sparql`: queries by the SPARQL 1.1 Protocol, and the query page for a browser."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request

from kg.errors import InputError, ParameterError, UnsupportedFormatError
from kg.query_guards import check_query
from kg.store.snapshot import GraphChoice, ResultsFormat
from kg.web.description import service_description
from kg.web.negotiation import accepts_html, choose
from kg.web.results import result_page
from kg.web.state import state

blueprint = Blueprint("sparql", __name__)

TABLE_TYPES: dict[str, ResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
GRAPH_TYPES: dict[str, ResultsFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/json": ox.RdfFormat.JSON_LD,
}
_HTML = "text/html"
_READS = ("GET", "HEAD")


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, or say what may be asked."""
    pairs = _request_parameters()
    if not pairs and request.method in _READS:
        return _without_query()
    query = _query(pairs)
    form = check_query(query)
    types = GRAPH_TYPES if form.returns_graph else TABLE_TYPES
    accept = request.headers.get("Accept")
    media_type = choose(accept, [*types, _HTML])
    snapshot = state().snapshot()
    tag = f"{state().edition}-{snapshot.version}-{media_type}"
    if request.method in _READS and tag in request.if_none_match:
        return _finish(Response(status=304), tag)
    graphs = _graph_choice(pairs)
    with state().working():
        if media_type == _HTML:
            body: str | bytes = result_page(snapshot, query, form, graphs)
        else:
            body = snapshot.serialise(query, types[media_type], graphs=graphs)
    return _finish(Response(body, content_type=_content_type(media_type)), tag)


def _without_query() -> Response:
    """An empty GET: the query page, or the service description."""
    accept = request.headers.get("Accept")
    if accepts_html(accept):
        page = render_template("query.html", query="", result=None)
        return _finish(Response(page, mimetype=_HTML), "")
    media_type = choose(accept, list(GRAPH_TYPES))
    syntax = GRAPH_TYPES[media_type]
    body = service_description(request.base_url, syntax)
    return _finish(Response(body, content_type=_content_type(media_type)), "")


def _request_parameters() -> list[tuple[str, str]]:
    """All parameters with their order and repetitions; a direct POST counts as `query`."""
    try:
        pairs = parse_qsl(
            request.query_string.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
        )
        if request.method == "POST":
            pairs += _posted(request.mimetype, request.get_data(cache=False))
    except UnicodeError as error:
        raise InputError("The request is not UTF-8.") from error
    return pairs


def _posted(mimetype: str, body: bytes) -> list[tuple[str, str]]:
    if mimetype == "application/x-www-form-urlencoded":
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
    if mimetype == "application/sparql-query":
        return [("query", body.decode("utf-8"))]
    if mimetype == "application/sparql-update":
        raise _update_refused()
    raise UnsupportedFormatError(
        f"A query cannot be sent as {mimetype or 'a body without a type'}.",
        hint="Send application/sparql-query, or a form with the field query.",
    )


def _update_refused() -> ParameterError:
    return ParameterError(
        "An update was sent where a query belongs.", hint="Data enters through `kg load`."
    )


def _query(pairs: list[tuple[str, str]]) -> str:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise _update_refused()
    if any(name == "timeout" for name, _ in pairs):
        raise ParameterError("This server cannot stop a query.", hint="Leave timeout out.")
    if len(queries) != 1:
        raise ParameterError(
            f"The request has {len(queries)} queries.", hint="Send exactly one parameter query."
        )
    return queries[0]


def _graph_choice(pairs: list[tuple[str, str]]) -> GraphChoice | None:
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    return GraphChoice(default, named) if default or named else None


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _finish(response: Response, tag: str) -> Response:
    if tag:
        response.set_etag(tag)
    response.headers["Vary"] = "Accept"
    return response
