"""Which things are selected: those of some kinds, and those that may have been on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
from rdflib import PROV

from kg.answers import Answer, answer_on
from kg.dates import Day
from kg.export.selection import KINDS, Selection, subclasses
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, days_in, term
from kg.vocabulary import GA

Subject = ox.NamedNode | ox.BlankNode
Facts = Callable[[Subject | None, ox.NamedNode | None, Term | None], Iterator[ox.Triple]]

PARTS = tuple(map(term, (GA.hasParticipation, GA.evidence, GA.inferredBy)))
"""The predicates from a thing to what is told of nothing else."""

_DATED = (term(GA.Membership), term(GA.Event))
_LIVES = tuple(map(term, (GA.birth, GA.death)))
_REPORTS_ON = term(GA.reportsOn)
_BASES = tuple(map(term, (PROV.used, PROV.wasInformedBy)))
_OF_BASES = frozenset(map(term, (GA.Evidence, GA.Inference)))


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
        return self._is_wanted(subject)

    def _of_kinds(self, kinds: tuple[str, ...]) -> set[Term]:
        things = set(self._typed(*(KINDS[kind] for kind in kinds)))
        return things | {
            triple.object
            for thing in things
            for predicate in PARTS
            for triple in self._facts(thing, predicate, None)
        }

    def _not_on(self, day: Day) -> set[Term]:
        """What certainly was not on a day, but for births and deaths; and what hangs on it."""
        gone: set[Term] = {
            thing
            for thing in self._typed(*_DATED)
            if answer_for(day, thing, self._facts) is Answer.FALSE and not self._is_of_life(thing)
        }
        waiting = list(gone)
        while waiting:
            thing = waiting.pop()
            assert not isinstance(thing, ox.Literal | ox.Triple)
            for other in self._hanging_on(thing):
                if other not in gone and not self._has_kept(other, gone):
                    gone.add(other)
                    waiting.append(other)
        return gone

    def _is_of_life(self, event: Subject) -> bool:
        """Whether somebody who is selected was born or died with an event."""
        return any(
            self._is_wanted(triple.subject)
            for predicate in _LIVES
            for triple in self._facts(None, predicate, event)
        )

    def _hanging_on(self, thing: Subject) -> Iterator[Subject]:
        """Reports on a thing, its parts, and what its inferences are based on."""
        for triple in self._facts(None, _REPORTS_ON, thing):
            assert not isinstance(triple.subject, ox.Triple)
            yield triple.subject
        for predicate in (*PARTS, *_BASES):
            for triple in self._facts(thing, predicate, None):
                value = triple.object
                if isinstance(value, ox.NamedNode | ox.BlankNode) and (
                    predicate in PARTS or self._is_basis(value)
                ):
                    yield value

    def _is_basis(self, thing: Subject) -> bool:
        return any(triple.object in _OF_BASES for triple in self._facts(thing, TYPE, None))

    def _has_kept(self, thing: Subject, gone: set[Term]) -> bool:
        """Whether something that stays needs a thing: a report what it is on, others all that
        refers to them."""
        about = list(self._facts(thing, _REPORTS_ON, None))
        if about:
            return any(triple.object not in gone for triple in about)
        return any(
            triple.subject not in gone
            and triple.subject != thing
            and self._is_wanted(triple.subject)
            for triple in self._facts(None, None, thing)
        )

    def _is_wanted(self, subject: Term) -> bool:
        return self._wanted is None or subject in self._wanted

    def _typed(self, *classes: ox.NamedNode) -> Iterator[Subject]:
        for cls in dict.fromkeys(lower for upper in classes for lower in subclasses(upper)):
            for triple in self._facts(None, TYPE, cls):
                assert not isinstance(triple.subject, ox.Triple)
                yield triple.subject


def answer_for(day: Day, thing: Subject, facts: Facts) -> Answer:
    """Whether a thing was on a day, from the bounds of all selected graphs together."""
    said = ((triple.object for triple in facts(thing, bound, None)) for bound in BOUNDS)
    return answer_on(day, *map(days_in, said))
