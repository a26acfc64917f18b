"""What a claim says, by its graph: events as if they were, which no page may show as facts."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.things.evidence.naming import shown_in
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

_MOST = 40
_TYPE, _EVENT_TYPE = term(RDF.type), term(GA.eventType)
_PART, _PARTICIPANT, _ROLE = map(term, (GA.hasParticipation, GA.participant, GA.participationRole))
_INVOLVES = term(GA.involves)
_TOLD = tuple(map(term, (GA.location, GA.concerns, GA.subEventOf, GA.inSeries)))
_PLUMBING = frozenset(map(term, (RDF.type, GA.eventType, GA.hasParticipation)))


@dataclass(frozen=True, slots=True)
class Claimed:
    """One thing that the content of a claim tells of: what it is, who as what, and the rest."""

    kind: str
    participants: list[tuple[Shown, str]]
    told: list[tuple[str, list[Shown]]]


def content_of(thing: Thing) -> list[Claimed]:
    """Read the graph of a claim: the things in it that are no participations."""
    graph = ox.NamedNode(thing.iri)
    said = thing.description
    inside: dict[Term, list[ox.Quad]] = {}
    for subject in said.subjects:
        if quads := [quad for quad in said.about(subject) if quad.graph_name == graph]:
            inside[subject] = quads
    parts = {q.object for quads in inside.values() for q in quads if q.predicate == _PART}
    return [
        _claimed(quads, inside, thing)
        for subject, quads in list(inside.items())[:_MOST]
        if subject not in parts
    ]


def _claimed(quads: list[ox.Quad], inside: dict[Term, list[ox.Quad]], thing: Thing) -> Claimed:
    values: dict[ox.NamedNode, list[Term]] = {}
    for quad in quads:
        values.setdefault(quad.predicate, []).append(quad.object)
    kinds = values.get(_EVENT_TYPE) or values.get(_TYPE) or []
    participants = [
        (_shown(one, thing), ", ".join(word(plain(role)) for role in _values(inside, part, _ROLE)))
        for part in values.get(_PART, ())
        for one in _values(inside, part, _PARTICIPANT)
    ]
    order = [*_TOLD, *(name for name in values if name not in _TOLD)]
    told = [
        (word(name.value), [_shown(one, thing) for one in values[name]])
        for name in order
        if name in values and name not in _PLUMBING and not (participants and name == _INVOLVES)
    ]
    return Claimed(", ".join(word(plain(kind)) for kind in kinds), participants, told)


def _values(inside: dict[Term, list[ox.Quad]], subject: Term, name: ox.NamedNode) -> list[Term]:
    return [quad.object for quad in inside.get(subject, ()) if quad.predicate == name]


def _shown(value: Term, thing: Thing) -> Shown:
    return shown_in(thing.description, value, thing.days.parameters)
