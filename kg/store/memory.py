"""A dataset for one validation, one view or one test: in memory, or in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.report import Term

_JSON = ox.QueryResultsFormat.JSON

Function: TypeAlias = Callable[..., Term | None]
"""A function of some terms; None stands for an error of the expression."""


class MemoryDataset:
    """A dataset that lives as long as the object does.

    The default graph is what the caller put there: named graphs never show
    through it, so the content of a claim cannot become a fact. With *folder*
    it lies on disk, for what memory cannot hold.
    """

    def __init__(self, quads: Iterable[ox.Quad] = (), folder: Path | None = None) -> None:
        self._store = ox.Store() if folder is None else ox.Store(str(folder))
        self._store.bulk_extend(quads)
        self._unlocked = False

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self._store.bulk_extend(quads)

    def unlocked(self) -> MemoryDataset:
        """The same dataset, whose `select` lets other threads run: rows cost twice as much."""
        other = copy(self)
        other._unlocked = True
        return other

    @contextmanager
    def holding(self, quads: Iterable[ox.Quad]) -> Iterator[None]:
        """Hold some more quads, none of them held already, for a while."""
        held = list(quads)
        self._store.extend(held)
        try:
            yield
        finally:
            for quad in held:
                self._store.remove(quad)

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> list[dict[str, Term]]:
        """Run a SELECT query of our own to its end; unbound variables are absent from a row."""
        if not self._unlocked:
            return list(self.rows(query, bindings))
        text = self._solutions(query, bindings).serialize(format=_JSON)
        assert text is not None
        solutions = ox.parse_query_results(text, _JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        return list(_rows_of(solutions))

    def rows(
        self,
        query: str,
        bindings: Mapping[str, Term] | None = None,
        functions: Mapping[ox.NamedNode, Function] | None = None,
    ) -> Iterator[dict[str, Term]]:
        """Run a SELECT query and give its rows as they are found, in this thread only.

        It may call *functions* of ours beside those of SPARQL.
        """
        return _rows_of(self._solutions(query, bindings, functions))

    def _solutions(
        self,
        query: str,
        bindings: Mapping[str, Term] | None,
        functions: Mapping[ox.NamedNode, Function] | None = None,
    ) -> ox.QuerySolutions:
        substitutions = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        solutions = self._store.query(
            query, substitutions=substitutions or None, custom_functions=dict(functions or {})
        )
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions

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
        # On disk, the engine gives others too for a number whose last byte is 255.
        return (quad.triple for quad in found if value is None or quad.object == value)


def _rows_of(solutions: ox.QuerySolutions) -> Iterator[dict[str, Term]]:
    names = [variable.value for variable in solutions.variables]
    for row in solutions:
        yield {name: row[name] for name in names if row[name] is not None}
