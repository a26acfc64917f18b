"""A graph laid over others, so that a context is converted once and never copied."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rdflib import Graph


class Overlay(Graph):
    """A graph that shows its own triples and, beneath them, those of *layers*.

    Of a subject in *described* nothing shows through: the layers answer for the
    nodes that the graph refers to, not for those it describes.
    Additions go to the graph that lies on top; the layers stay unchanged. It is a plain
    `Graph` on purpose: pySHACL merges the graphs of a `Dataset` unasked.
    """

    def __init__(
        self, own: Graph, layers: Sequence[Graph], described: Collection[Any] = frozenset()
    ) -> None:
        # The store beneath stays empty: pySHACL wants one that knows contexts, of which
        # there are none here.
        super().__init__(bind_namespaces="none")
        self._own = own
        self._layers = tuple(layers)
        self._described = described
        self._length: int | None = None

    def add(self, triple: Any) -> Overlay:  # noqa: D102
        self._own.add(triple)
        self._length = None
        return self

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]  # noqa: D102
        yield from self._own.triples(triple)
        if self._hides(triple):
            return
        for depth, layer in enumerate(self._layers):
            for found in layer.triples(triple):
                if not self._hides(found) and not self._is_above(found, depth):
                    yield found

    def __contains__(self, triple: Any) -> bool:
        return next(self.triples(triple), None) is not None

    def _hides(self, triple: Any) -> bool:
        """Whether the layers have no say about the triple, or about all that fit a pattern."""
        return triple[0] in self._described

    def _is_above(self, triple: Any, depth: int) -> bool:
        return triple in self._own or any(triple in layer for layer in self._layers[:depth])

    def __bool__(self) -> bool:
        return (None, None, None) in self

    def __len__(self) -> int:
        # pySHACL asks twice for every result.
        if self._length is None:
            self._length = sum(1 for _ in self)
        return self._length
