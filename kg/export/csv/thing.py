"""One thing as its rows read it: what is said of it, by whom, and what they took."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

import pyoxigraph as ox

from kg.bounds import Day
from kg.edtf import parse_day
from kg.errors import DateError
from kg.export.csv.columns import Column
from kg.export.csv.tables import breadth, tables_of_classes
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, LABELS
from kg.vocabulary import GA, PREFIXES

Fact = tuple[ox.NamedNode, Term]

_DATE = "http://www.w3.org/2001/XMLSchema#date"
_AGENT = str(GA.Agent)
BLANK = "_:"
"""How the name of a thing without an IRI begins."""

_ORGANISATIONS = "organisations"
_NOTHING: list[Term] = []


class Thing:
    """A subject with its facts, each with the graphs that state it; values in order of text."""

    def __init__(self, node: ox.NamedNode | ox.BlankNode, facts: dict[Fact, list[str]]) -> None:
        self.node = node
        self.iri = node.value if isinstance(node, ox.NamedNode) else str(node)
        self.facts = facts
        self.taken: set[Fact] = set()
        self.shown: dict[str, list[str]] = {}  # the IRIs of references, for their labels
        self.language = ""  # that of the text read last
        self.table = ""  # the one that is read now
        self.said: dict[ox.NamedNode | None, list[Term]] = {}
        for predicate, value in facts:
            if predicate in self.said:
                self.said[predicate].append(value)
            else:
                self.said[predicate] = [value]
        for values in self.said.values():
            if len(values) > 1:
                values.sort(key=str)
        self.classes = self._classes()
        self._days: dict[ox.NamedNode | None, dict[ox.Literal, Day]] = {}

    def values(self, predicate: ox.NamedNode | None) -> list[Term]:
        """What is said by a predicate."""
        return self.said.get(predicate, _NOTHING)

    def iris(self, predicate: ox.NamedNode | None) -> list[ox.NamedNode]:
        """The IRIs that are said by a predicate."""
        values = self.said.get(predicate, _NOTHING)
        return [value for value in values if isinstance(value, ox.NamedNode)]

    def literals(self, predicate: ox.NamedNode | None) -> list[ox.Literal]:
        """The literals that are said by a predicate."""
        values = self.said.get(predicate, _NOTHING)
        return [value for value in values if isinstance(value, ox.Literal)]

    def take(self, predicate: ox.NamedNode | None, value: Term) -> None:
        """Say that a row holds a fact."""
        assert predicate is not None
        self.taken.add((predicate, value))

    def taking(self, column: Column, value: ox.NamedNode | ox.Literal) -> str:
        """Say that a row holds a value of a column, and give its text."""
        self.take(column.predicate, value)
        return value.value

    def left(self) -> Iterable[Fact]:
        """The facts that no row holds, in order."""
        return sorted((fact for fact in self.facts if fact not in self.taken), key=_in_order)

    @cached_property
    def graphs(self) -> list[str]:
        """The graphs that state anything of it, in order."""
        return sorted({graph for graphs in self.facts.values() for graph in graphs if graph})

    @property
    def is_named(self) -> bool:
        """Whether it has a label."""
        return any(predicate in self.said and self.literals(predicate) for predicate in LABELS)

    @property
    def tables(self) -> list[str]:
        """The tables that it stands in; an agent of no known kind is with organisations."""
        if isinstance(self.node, ox.BlankNode):
            return []
        known = tables_of_classes()
        found = list(dict.fromkeys(known[cls] for cls in self.classes if cls in known))
        if not found and _AGENT in self.classes:
            return [_ORGANISATIONS]
        if "tenures" in found and "memberships" in found:
            found.remove("memberships")
        return found

    def class_in(self, table: str) -> str:
        """The most special of its classes of our own that a table is for, as an IRI."""
        known = tables_of_classes()
        return next((cls for cls in self.classes if known.get(cls, table) == table), "")

    def days(self, predicate: ox.NamedNode | None) -> dict[ox.Literal, Day]:
        """The days that are said by a predicate; what is no day of the calendar is left out."""
        found = self._days.get(predicate)
        if found is None:
            found = self._days[predicate] = {
                value: day
                for value in self.literals(predicate)
                if value.datatype.value == _DATE and (day := _day(value.value))
            }
        return found

    @cached_property
    def is_bounded(self) -> bool:
        """Whether any bound of its dates is said."""
        return not self.said.keys().isdisjoint(BOUNDS)

    @cached_property
    def contradicts(self) -> bool:
        """Whether the bounds leave no day for a start, for an end, or for both in order."""
        if not self.is_bounded:  # as of most things
            return False
        start, before, end, until = (narrowest(bd, self.days(bd).values()) for bd in BOUNDS)
        in_order = ((start, before), (end, until), (start, until))
        return any(first and last and first > last for first, last in in_order)

    def _classes(self) -> list[str]:
        ours = [cls.value for cls in self.iris(TYPE) if cls.value.startswith(PREFIXES["ga"])]
        return sorted(ours, key=_most_special_first) if len(ours) > 1 else ours


@lru_cache(1 << 16)
def _day(text: str) -> Day | None:
    """Read a day; a store without shapes holds what it was given."""
    try:
        return parse_day(text)
    except DateError:
        return None


def _most_special_first(cls: str) -> tuple[int, str]:
    return breadth(cls), cls


def _in_order(fact: Fact) -> tuple[str, str]:
    return fact[0].value, str(fact[1])


def narrowest(predicate: ox.NamedNode, days: Iterable[Day]) -> Day | None:
    """The bound that leaves the fewest days: the last of the earliest, the first of the latest."""
    choose = max if predicate in (BOUNDS[0], BOUNDS[2]) else min
    return choose(days, default=None)
