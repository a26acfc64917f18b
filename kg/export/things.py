"""Which things are selected: those of some kinds, and those that may have been on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.answers import Answer, answer_on
from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.export.selection import KINDS, Selection, subclasses
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import GA

Facts = Callable[
    [ox.NamedNode | ox.BlankNode | None, ox.NamedNode | None, Term | None], Iterator[ox.Triple]
]

PARTS = tuple(map(term, (GA.hasParticipation, GA.evidence, GA.inferredBy)))
"""The predicates from a thing to what is told of nothing else."""

_BOUNDS = tuple(map(term, (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)))
_DATED = (term(GA.Membership), term(GA.Event))
_PARTICIPATION = term(GA.hasParticipation)


class Things:
    """The subjects that an export takes, found once: memory grows with their number."""

    def __init__(self, selection: Selection, facts: Facts) -> None:
        self._facts = facts
        self._wanted = self._of_kinds(selection.kinds) if selection.kinds else None
        self._past = self._not_on(selection.at) if selection.at else frozenset()

    def take(self, subject: Term) -> bool:
        """Whether what is said of a subject is exported."""
        if subject in self._past:
            return False
        return self._wanted is None or subject in self._wanted

    def _of_kinds(self, kinds: tuple[str, ...]) -> set[Term]:
        things = set(self._typed(*(KINDS[kind] for kind in kinds)))
        return things | {
            triple.object
            for thing in things
            for predicate in PARTS
            for triple in self._facts(thing, predicate, None)
        }

    def _not_on(self, day: Day) -> set[Term]:
        gone = {
            thing
            for thing in self._typed(*_DATED)
            if answer_for(day, thing, self._facts) is Answer.FALSE
        }
        return gone | {
            triple.object for thing in gone for triple in self._facts(thing, _PARTICIPATION, None)
        }

    def _typed(self, *classes: ox.NamedNode) -> Iterator[ox.NamedNode | ox.BlankNode]:
        for cls in dict.fromkeys(lower for upper in classes for lower in subclasses(upper)):
            for triple in self._facts(None, TYPE, cls):
                assert not isinstance(triple.subject, ox.Triple)
                yield triple.subject


def answer_for(day: Day, thing: ox.NamedNode | ox.BlankNode, facts: Facts) -> Answer:
    """Whether a thing was on a day, from the bounds of all selected graphs together."""
    return answer_on(day, *(_days(thing, bound, facts) for bound in _BOUNDS))


def _days(thing: ox.NamedNode | ox.BlankNode, bound: ox.NamedNode, facts: Facts) -> Iterator[Day]:
    for triple in facts(thing, bound, None):
        try:
            yield parse_day(getattr(triple.object, "value", ""))
        except DateError:
            continue  # a store without shapes holds what it was given
