"""Answers a query in the media type asked for: from the version of the request, or a view of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from flask import Response, request

from kg.dates import Day
from kg.lookup import AT
from kg.query_guards import check_query
from kg.query_terms import is_volatile
from kg.sparql import QueryForm
from kg.store.dataset import GraphChoice, ResultsFormat
from kg.web import hot
from kg.web.hints import hint_for_nothing
from kg.web.known import KNOWN_AT, folder_of
from kg.web.negotiation import HTML, choose
from kg.web.querying.formats import attachment, media_type_named
from kg.web.querying.results import Shown
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.workers import Job

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


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its parameters written out; *known* asks the view of that day.

    *format* is the one that the address names, for a file called *name*. *address* is where
    the result is found, and *page* writes it for a browser, whose links ask about the day *at*.
    """

    query: str
    page: Callable[[Shown], str]
    graphs: GraphChoice | None = None
    seconds: float | None = None
    known: Day | None = None
    format: str = ""
    name: str = "result"
    address: str = ""
    at: Day | None = None


def answer(asked: Asked) -> Response:
    """Answer a query within the limits of the service.

    Raises:
        InputError: it is no query, or unsafe to run.
        NotAcceptableError: there is no media type that the client takes.
        UnavailableError: it was not finished in time; or its view is not there yet.
    """
    form = check_query(asked.query, state().settings.queries, state().settings.services)
    types = GRAPH_TYPES if form.returns_graph else TABLE_TYPES
    media_type = _media_type(asked, [*types, HTML], graph=form.returns_graph)
    version = hot.current_version()
    tag = "" if is_volatile(asked.query) else state().tag(version, short(media_type))
    if tag and (held := unchanged(tag)):
        return held
    folder = folder_of(version, asked.known, asked.seconds)
    if media_type == HTML:
        return _page(asked, version, folder, form, tag)
    base_iri = state().store.settings.base_iri
    job = Job(folder, asked.query, types[media_type], asked.graphs, base_iri)
    found = state().pool.run(job, asked.seconds)
    response = respond(found, media_type, tag)
    if hint := hint_for_nothing(asked.query, form, found):
        response.headers["Hint"] = hint
    if asked.format:
        kept = attachment(asked.name, asked.format, graph=form.returns_graph)
        response.headers["Content-Disposition"] = kept
    hot.remember(response, tag)
    return response


def _media_type(asked: Asked, offers: list[str], *, graph: bool) -> str:
    if asked.format:
        return media_type_named(asked.format, offers, graph=graph)
    return choose(request.headers.get("Accept"), offers)


def _page(asked: Asked, version: int, folder: Path, form: QueryForm, tag: str) -> Response:
    asked_about = {AT: asked.at, KNOWN_AT: asked.known}
    days = {name: str(day) for name, day in asked_about.items() if day}
    query, graphs, seconds = asked.query, asked.graphs, asked.seconds
    shown = Shown(version, folder, query, form, graphs, seconds, asked.known, asked.address, days)
    response = respond(asked.page(shown), HTML, tag)
    hot.remember(response, tag)
    return response


def short(media_type: str) -> str:
    """A media type as a part of an entity tag."""
    return media_type.replace("/", ".").replace("+", ".")
