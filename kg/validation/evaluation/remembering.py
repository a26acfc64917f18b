"""Facts that are read once: most of them are asked for again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

import pyoxigraph as ox

from kg.report import Term
from kg.validation.evaluation.hierarchy import Facts

# Of what leads to a node all is read at once, unless it is more than this.
_MANY = 64

_ByPredicate = Mapping[ox.NamedNode, Sequence[ox.Triple]]


class Remembering:
    """Reads all that *facts* say of a node at once, and all that leads to it, and keeps it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._about: dict[Term, _ByPredicate] = {}
        self._leading: dict[Term, _ByPredicate | None] = {}
        self._some_leading: dict[tuple[ox.NamedNode | None, Term], list[ox.Triple]] = {}

    def describes(self, node: Term) -> bool:
        """Whether there is a triple about a node."""
        return bool(self._of(node))

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterable[ox.Triple]:
        """The triples that fit a pattern, of which something is given."""
        if subject is not None:
            found = _along(self._of(subject), predicate)
            return found if value is None else (t for t in found if t.object == value)
        if value is None:
            return self._facts.matching(None, predicate, None)
        held = self._to(value)
        if held is not None:
            return _along(held, predicate)
        key = (predicate, value)
        if key not in self._some_leading:
            self._some_leading[key] = list(self._facts.matching(None, predicate, value))
        return self._some_leading[key]

    def _of(self, node: Term) -> _ByPredicate:
        held = self._about.get(node)
        if held is None:
            held = self._about[node] = _grouped(self._facts.matching(node, None, None))
        return held

    def _to(self, node: Term) -> _ByPredicate | None:
        """What leads to a node; None when that is too much to read."""
        if node not in self._leading:
            first = list(islice(self._facts.matching(None, None, node), _MANY + 1))
            self._leading[node] = _grouped(first) if len(first) <= _MANY else None
        return self._leading[node]


def _grouped(triples: Iterable[ox.Triple]) -> _ByPredicate:
    found: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.predicate].append(triple)
    return dict(found)


def _along(held: _ByPredicate, predicate: ox.NamedNode | None) -> Iterable[ox.Triple]:
    return chain.from_iterable(held.values()) if predicate is None else held.get(predicate, ())
