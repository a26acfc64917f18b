"""Matches statements as a text names them with the quads that the parser made of them.

For syntaxes in which the order of quads is not that of the text. All blank nodes have one
name, and of statements that read the same the first is the first: a match with a blank node
is a good guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

import pyoxigraph as ox

from kg.positions.statements import Spot, Statement
from kg.report import Term

BLANK = "[]"
"""The name of every blank node."""

_Names = tuple[str, str, str]


def name_of(term: Term) -> str:
    """Name a term: an IRI, the text of a literal whatever its type, or `BLANK`."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else BLANK


class Sought:
    """The quads with the numbers *wanted*, waiting for their places."""

    def __init__(self, quads: Sequence[ox.Quad], wanted: Collection[int]) -> None:
        self._names = {number: _names(quads[number]) for number in wanted}
        self._numbers: dict[_Names, dict[int, int]] = {n: {} for n in self._names.values()}
        self._seen: Counter[_Names] = Counter()
        self._pairs: dict[tuple[str, str], Statement | None] = {}
        self._subjects: dict[str, Statement | None] = {}
        self._spots: dict[int, Spot] = {}
        for subject, predicate, _ in self._numbers:
            if subject != BLANK:
                self._pairs[subject, predicate] = self._subjects[subject] = None
        ranks: defaultdict[_Names, int] = defaultdict(int)
        for number, quad in enumerate(quads):
            names = _names(quad)
            if names in self._numbers:
                if number in self._names:
                    self._numbers[names][ranks[names]] = number
                ranks[names] += 1

    def offer(
        self, subject: str, predicate: str, values: Iterable[str], statement: Statement
    ) -> None:
        """Take a statement of the text, whose object may be meant as any of *values*."""
        if self._subjects.get(subject, ()) is None:
            self._subjects[subject] = statement
        if self._pairs.get((subject, predicate), ()) is None:
            self._pairs[subject, predicate] = statement
        for value in values:
            names = subject, predicate, value
            if names in self._numbers:
                number = self._numbers[names].get(self._seen[names])
                self._seen[names] += 1
                if number is not None:
                    self._spots[number] = Spot(statement, near=BLANK in names)
                return

    def spots(self) -> dict[int, Spot]:
        """The places: of the triple, of one with its subject and predicate, of its subject."""
        return {n: spot for n in self._names if (spot := self._spot(n)) is not None}

    def _spot(self, number: int) -> Spot | None:
        if number in self._spots:
            return self._spots[number]
        subject, predicate, _ = self._names[number]
        if found := self._pairs.get((subject, predicate)):
            return Spot(found._replace(object=found.predicate), near=True)
        if found := self._subjects.get(subject):
            return Spot(Statement(found.subject, found.subject, found.subject), near=True)
        return None


def _names(quad: ox.Quad) -> _Names:
    return name_of(quad.subject), quad.predicate.value, name_of(quad.object)
