"""The section of sources: when each was published, when it was taken, when it was stored here."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.dates import Day
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web import hot
from kg.web.addresses import link
from kg.web.dates_in_words import day_in_words
from kg.web.entities.version_times import time_of_version
from kg.web.state import state
from kg.web.things.evidence.behind import SourceDocument
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown, licence_name
from kg.web.things.thing import Thing

_MOST = 25
_LICENCE, _PUBLISHER = term(DCTERMS.license), term(DCTERMS.publisher)
_CREDIT, _RETRIEVED = term(DCTERMS.bibliographicCitation), term(GA.retrievedOn)


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document that bears something out, with its place here and elsewhere."""

    document: SourceDocument
    place: str
    original: str
    archived: str
    licences: list[Shown]


@dataclass(frozen=True, slots=True)
class ListedGraph:
    """A graph that states something; *recorded* is the day of its last change here, in words."""

    number: int
    title: str
    link: str
    publisher: str
    retrieved: str
    recorded: str
    licences: list[Shown]
    credit: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents and the graphs behind a page; *more* documents are not listed."""

    documents: list[ListedDocument]
    graphs: list[ListedGraph]
    more: bool
    panel: Panel | None


def sources(thing: Thing) -> Sources | None:
    """The documents that bear out what is said of the thing, and the graphs that say it."""
    panel, known = thing.evidence.behind.panel, thing.evidence.behind.documents
    documents = [_document(one, thing) for one in list(known.values())[:_MOST]]
    graphs = thing.description.graphs(thing.description.thing)
    if not documents and not graphs:
        return None
    listed = [_graph(number, graph, thing) for number, graph in enumerate(graphs, start=1)]
    return Sources(documents, listed, len(known) > _MOST or bool(panel and panel.more), panel)


def recorded(graph: str) -> str:
    """The day in words on which a graph last changed in this store; "" where none is on record."""
    version = state().store.graph_versions.of(graph, hot.current_version())
    time = time_of_version(version) if version else None
    return day_in_words(Day(time.year, time.month, time.day)) if time else ""


def _document(one: SourceDocument, thing: Thing) -> ListedDocument:
    return ListedDocument(
        one,
        link(one.iri, thing.days.parameters),
        link(one.original) if one.original else "",
        link(one.archived) if one.archived else "",
        [licence(iri) for iri in one.licences],
    )


def _graph(number: int, graph: ox.NamedNode, thing: Thing) -> ListedGraph:
    said = thing.description
    chip = thing.evidence.graph(graph)
    return ListedGraph(
        number,
        chip.full,
        chip.link,
        chip.publisher,
        ", ".join(day for value in said.values(graph, _RETRIEVED) if (day := plain(value))),
        recorded(graph.value),
        [licence(iri) for iri in sorted(map(plain, said.values(graph, _LICENCE)))],
        " ".join(plain(value) for value in said.values(graph, _CREDIT)),
    )


def licence(iri: str) -> Shown:
    """A licence as pages show it."""
    return Shown(licence_name(iri), link=link(iri), iri=iri)
