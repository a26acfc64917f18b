"""`/graphs` and the graphs under the base IRI: the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

import re
from uuid import uuid4

import pyoxigraph as ox
from flask import Blueprint, Response, request

from kg.errors import NotFoundError, ParameterError
from kg.store.dataset import GraphChoice
from kg.web import hot
from kg.web.access import writer_name
from kg.web.answering import GRAPH_TYPES
from kg.web.asking import ask
from kg.web.conditions import write_condition
from kg.web.documents import sent_documents
from kg.web.graph_names import address_of, graph_at, graph_named
from kg.web.negotiation import HTML, choose
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.web.things.graphs import graph_page
from kg.web.writes import write
from kg.workers import Job
from kg.writer import DropGraph, WriteGraph

blueprint = Blueprint("graphs", __name__)

_METHODS = ["GET", "PUT", "POST", "DELETE"]
_ALL = "CONSTRUCT WHERE { ?s ?p ?o }"
_EXISTS = "ASK { GRAPH %s {} }"


@blueprint.route("/graphs", methods=_METHODS)
def indirect() -> Response:
    """The graph that the address names by `graph=IRI` or `default`; a POST may name none."""
    who = _who()
    parameters = of_address()
    named, default = parameters.all("graph"), parameters.all("default")
    if len(named) + len(default) > 1:
        raise ParameterError("The request names more than one graph.")
    if default and default[0]:
        raise ParameterError("default takes no value.", hint="Write ?default alone.")
    if default:
        return _graph("", who)
    if named:
        return _graph(graph_named(named[0]), who, named[0])
    if request.method == "POST":
        return _graph(graph_at(str(uuid4())), who)
    raise ParameterError(
        "The request names no graph.", hint="Add ?graph=IRI (percent-encoded), or ?default."
    )


@blueprint.route("/graphs/<path:name>", methods=_METHODS, endpoint="direct")
@blueprint.route("/graph/<path:name>", methods=_METHODS, endpoint="own")
def direct(name: str) -> Response:
    """The graph at this address: the base IRI of the store stands for this server."""
    who = _who()
    if of_address().has("graph", "default"):
        raise ParameterError("The request names a graph in its path and in its parameters.")
    return _graph(graph_at(name), who)


def _who() -> str:
    """Who may write learns that before all else; readers are anybody."""
    return "" if request.method in ("GET", "HEAD") else writer_name()


def _graph(graph: str, who: str, asked: str = "") -> Response:
    """Read or write a graph; *asked* is its IRI where that is no part of the path."""
    if request.method in ("GET", "HEAD"):
        return _read(graph, asked)
    condition = write_condition()
    if "Content-Range" in request.headers:  # RFC 9110 §14.5: it would replace the whole graph
        raise ParameterError("A part of a graph cannot be replaced.", hint="Send all of it.")
    if request.method == "DELETE":
        write(DropGraph(graph, condition, who))
        return Response(status=204)
    add = request.method == "POST"
    with sent_documents() as parts:
        if add and not parts:
            return Response(status=204)
        base = graph or state().store.settings.base_iri
        done = write(WriteGraph(graph, parts, base, add, condition, who))
    if graph not in done.created:
        return Response(status=204)
    return Response(status=201, headers={"Location": address_of(graph)})


def _read(graph: str, asked: str) -> Response:
    version = hot.current_version()
    if graph and not ask(version, _EXISTS % ox.NamedNode(graph)):
        raise NotFoundError(f"There is no graph {graph if asked else 'at this address'}.")
    media_type = choose(request.headers.get("Accept"), [*GRAPH_TYPES, *([HTML] if graph else [])])
    tag = _tag(graph, version, media_type)
    if held := unchanged(tag):
        return held
    if media_type == HTML:
        return respond(graph_page(state().folder(version), graph, request.url), HTML, tag)
    choice = GraphChoice((graph,), ()) if graph else None
    job = Job(state().folder(version), _ALL, GRAPH_TYPES[media_type], choice)
    return respond(state().pool.run(job), media_type, tag)


def _tag(graph: str, version: int, media_type: str) -> str:
    """Of the version that last changed this graph; the union changes with every version."""
    held = state()
    follows_all = not graph and held.store.union
    changed = version if follows_all else held.store.graph_versions.of(graph, version)
    return held.tag(changed, re.sub(r"\W", ".", media_type))
