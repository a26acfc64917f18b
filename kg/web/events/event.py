"""The section of an event itself: what it was, where, and when, by which source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.answers import answer_on
from kg.terms import BOUNDS
from kg.vocabulary import GA
from kg.web.dates_in_words import disagreeing
from kg.web.events.described import EDTF, bounds_in, time_in_words, values_of
from kg.web.events.reports import days_and_statuses
from kg.web.events.statuses import Status, latest_status
from kg.web.things.evidence.chips import Chip
from kg.web.things.evidence.inferences import Inference
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_TIMES = (EDTF, *BOUNDS)
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class SaidTime:
    """When an event was by one graph, and the chip of that graph."""

    when: str
    source: Chip


@dataclass(frozen=True, slots=True)
class EventView:
    """An event: *expressions* are the words of the sources for its time, as "next week".

    *times* has what each graph says of it, where these do not say the same; *disagree* says
    that they cannot all be right.
    """

    kinds: list[Shown]
    status: Status | None
    answer: str
    when: str
    expressions: list[Shown]
    times: list[SaidTime]
    disagree: bool
    inferences: list[Inference]
    places: list[Shown]
    topics: list[Shown]
    legal: list[Shown]
    notes: list[Shown]
    sources: list[Chip]


def event(thing: Thing) -> EventView | None:
    """What is said of an event, or of a series of events."""
    own = thing.description.own
    subject = thing.description.thing
    bounds = bounds_in(own)
    times = _times(thing)
    return EventView(
        values_of(thing, subject, GA.eventType),
        latest_status(days_and_statuses(thing)),
        str(answer_on(thing.days.at, *bounds)) if thing.days.at else "",
        time_in_words(own),
        values_of(thing, subject, GA.timeExpression),
        times if len({one.when for one in times}) > 1 else [],
        any(disagreeing(bounds)),
        thing.evidence.inferences(subject),
        values_of(thing, subject, GA.location),
        values_of(thing, subject, GA.concerns),
        values_of(thing, subject, GA.legalBasis),
        values_of(thing, subject, GA.rationale, DCTERMS.description),
        thing.evidence.of(subject),
    )


def _times(thing: Thing) -> list[SaidTime]:
    """What each graph says of the time, the graphs in their order."""
    by_graph: defaultdict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]] = (
        defaultdict(list)
    )
    for quad in thing.description.own:
        if quad.predicate in _TIMES:
            by_graph[quad.graph_name].append(quad)
    found = [
        SaidTime(time_in_words(by_graph[graph]), thing.evidence.graph(graph))
        for graph in sorted(by_graph, key=str)
        if not isinstance(graph, ox.DefaultGraph)
    ]
    return [one for one in found if one.when]
