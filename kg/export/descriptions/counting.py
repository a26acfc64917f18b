"""Counts what a version holds, in one pass over its facts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.export.descriptions.distinct import DistinctTerms
from kg.export.version import ExportedVersion
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import GA

_LABELS = frozenset(map(term, (SKOS.prefLabel, SKOS.altLabel, RDFS.label)))
_START, _END = term(GA.startLatest), term(GA.endEarliest)
_PLACES = frozenset(map(term, (GA.jurisdiction, GA.governs)))
_SUBJECT = attrgetter("subject")


@dataclass(slots=True)
class ClassCount:
    """The things of a class: how many, the triples about them, and the one with most of these."""

    things: int = 0
    triples: int = 0
    example: tuple[int, str] = (0, "")


@dataclass(slots=True)
class PropertyCount:
    """How often a property is used, and of how many subjects."""

    triples: int = 0
    subjects: int = 0


@dataclass(slots=True)
class Counts:
    """The statistics of the facts of a version.

    *entities* are the things whose IRIs begin as those of the store do. *first* and *last* bound
    the days of which something is said for certain: the earliest day by which something
    had surely begun, and the latest on which something surely was not over.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    classes: dict[str, ClassCount] = field(default_factory=dict)
    properties: dict[str, PropertyCount] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    first: Day | None = None
    last: Day | None = None
    by_thing: bool = True
    """Whether all about a thing was seen at once; else nothing is counted by it."""


def count_facts(version: ExportedVersion) -> Counts:
    """Count the facts of a version; memory grows with its classes, properties and places alone.

    Of selected graphs, which come one after another, triples by class and subjects by property
    are not counted.
    """
    whole = version.gives_things_whole
    with ExitStack() as stack:
        subjects, entities, objects = (
            stack.enter_context(closing(DistinctTerms())) for _ in range(3)
        )
        counting = _Counting(Counts(by_thing=whole), objects)
        for subject, triples in groupby(version.triples(), key=_SUBJECT):
            counting.take(subject, triples)
            is_entity = str(getattr(subject, "value", "")).startswith(f"{version.base_iri}id/")
            if whole:
                counting.counts.subjects += 1
                counting.counts.entities += is_entity
            else:
                subjects.add(subject)
                if is_entity:
                    entities.add(subject)
        counts = counting.counts
        counts.objects = objects.count()
        counts.subjects += subjects.count()
        counts.entities += entities.count()
    return counts


class _Counting:
    """Takes the triples about one thing after another."""

    def __init__(self, counts: Counts, objects: DistinctTerms) -> None:
        self.counts = counts
        self._objects = objects

    def take(self, subject: Term, triples: Iterable[ox.Triple]) -> None:
        """Count the triples about a thing, or those that one graph has."""
        types: list[str] = []
        used: dict[str, int] = {}
        for triple in triples:
            predicate, value = triple.predicate, triple.object
            used[predicate.value] = used.get(predicate.value, 0) + 1
            self._objects.add(value)
            if predicate == TYPE and isinstance(value, ox.NamedNode):
                types.append(value.value)
            elif isinstance(value, ox.Literal):
                self._note_literal(predicate, value)
            elif predicate in _PLACES and isinstance(value, ox.NamedNode):
                self.counts.places.add(value.value)
        self._count_properties(used)
        self._count_classes(subject, types, sum(used.values()))

    def _count_properties(self, used: dict[str, int]) -> None:
        for name, number in used.items():
            self.counts.triples += number
            count = self.counts.properties.setdefault(name, PropertyCount())
            count.triples += number
            count.subjects += 1

    def _count_classes(self, subject: Term, types: list[str], triples: int) -> None:
        for name in types:
            count = self.counts.classes.setdefault(name, ClassCount())
            count.things += 1
            count.triples += triples
            if isinstance(subject, ox.NamedNode):
                known, iri = count.example
                if (-triples, subject.value) < (-known, iri):
                    count.example = (triples, subject.value)

    def _note_literal(self, predicate: ox.NamedNode, value: ox.Literal) -> None:
        counts = self.counts
        if predicate in _LABELS and value.language:
            counts.languages.add(value.language.lower())
        elif predicate == _START and (day := _day(value.value)):
            counts.first = min(day, counts.first or day)
        elif predicate == _END and (day := _day(value.value)):
            counts.last = max(day, counts.last or day)


@lru_cache(maxsize=1 << 16)
def _day(text: str) -> Day | None:
    try:
        return parse_day(text)
    except DateError:
        return None  # a store without shapes holds what it was given
