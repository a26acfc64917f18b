"""A dataset in memory, for one validation, one view or one test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.report import Term


class MemoryDataset:
    """A dataset that lives as long as the object does.

    The default graph is what the caller put there: named graphs never show
    through it, so the content of a claim cannot become a fact.
    """

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(quads)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self._store.bulk_extend(quads)

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> list[dict[str, Term]]:
        """Run a SELECT query of our own; unbound variables are absent from a row."""
        substitutions = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        solutions = self._store.query(query, substitutions=substitutions or None)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in solutions]

    def construct(self, query: str) -> list[ox.Triple]:
        """Run a CONSTRUCT query of our own."""
        triples = self._store.query(query)
        assert isinstance(triples, ox.QueryTriples)
        return list(triples)
