"""Triples in memory, to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.report import Term


class Known:
    """Triples by subject, value and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._about: dict[Term, list[ox.Triple]] = defaultdict(list)
        self._leading_to: dict[Term, list[ox.Triple]] = defaultdict(list)
        self._along: dict[Term, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            self._about[triple.subject].append(triple)
            self._leading_to[triple.object].append(triple)
            self._along[triple.predicate].append(triple)

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """The triples that fit a pattern, of which something is given."""
        if subject is not None:
            found: Sequence[ox.Triple] = self._about.get(subject, ())
        elif value is not None:
            found = self._leading_to.get(value, ())
        else:
            assert predicate is not None
            found = self._along.get(predicate, ())
        return (
            triple
            for triple in found
            if (predicate is None or triple.predicate == predicate)
            and (value is None or triple.object == value)
        )
