"""A dataset for one validation, one view or one test: in memory, or in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.report import Term


class MemoryDataset:
    """A dataset that lives as long as the object does.

    The default graph is what the caller put there: named graphs never show
    through it, so the content of a claim cannot become a fact. With *folder*
    it lies on disk, for what memory cannot hold.
    """

    def __init__(self, quads: Iterable[ox.Quad] = (), folder: Path | None = None) -> None:
        self._store = ox.Store() if folder is None else ox.Store(str(folder))
        self._store.bulk_extend(quads)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self._store.bulk_extend(quads)

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> list[dict[str, Term]]:
        """Run a SELECT query of our own; unbound variables are absent from a row."""
        return list(self.rows(query, bindings))

    def rows(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> Iterator[dict[str, Term]]:
        """Run a SELECT query and give its rows as they are found, in this thread only."""
        substitutions = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        solutions = self._store.query(query, substitutions=substitutions or None)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield {name: row[name] for name in names if row[name] is not None}

    def construct(self, query: str) -> list[ox.Triple]:
        """Run a CONSTRUCT query of our own."""
        triples = self._store.query(query)
        assert isinstance(triples, ox.QueryTriples)
        return list(triples)

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """The triples of the default graph that fit a pattern; none for a literal as subject."""
        if isinstance(subject, ox.Literal):
            return iter(())
        found = self._store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in found)
