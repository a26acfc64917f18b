"""A graph laid over others, so that a context is converted once and never copied."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rdflib import RDF, Graph


class Overlay(Graph):
    """A graph that shows its own triples and, beneath them, those of *layers*.

    Of a subject in *described* only `rdf:type` shows through: the layers
    answer for the nodes that the graph refers to, not for those it describes.
    Additions go to the graph itself; the layers stay unchanged. It is a plain
    `Graph` on purpose: pySHACL merges the graphs of a `Dataset` unasked.
    """

    def __init__(
        self, own: Graph, layers: Sequence[Graph], described: Collection[Any] = frozenset()
    ) -> None:
        super().__init__(store=own.store, identifier=own.identifier, bind_namespaces="none")
        self._own = own
        self._layers = tuple(layers)
        self._described = described
        self._beneath = sum(len(layer) for layer in self._layers)

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
        subject, predicate, _ = triple
        return predicate not in (None, RDF.type) and subject in self._described

    def _is_above(self, triple: Any, depth: int) -> bool:
        return triple in self._own or any(triple in layer for layer in self._layers[:depth])

    def __len__(self) -> int:
        # An upper bound: pySHACL asks twice per result, and only whether it is zero.
        return len(self._own) + self._beneath
