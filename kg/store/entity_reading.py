"""Reads the statements of a version that count: no content of claims, nothing suspended."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.store.graphs import CLAIM_GRAPH, SUSPENDED_GRAPH, TOMBSTONE, TYPE, GraphNames
from kg.store.identity import CANONICAL, IDENTIFIES
from kg.store.snapshot import Snapshot

Node = ox.NamedNode | ox.BlankNode
_REMEMBERED = 1 << 17
_COUNTING: WeakKeyDictionary[Snapshot, dict[object, bool]] = WeakKeyDictionary()
"""Which graphs of a version count: it never changes, and is asked for many things."""


class CountingStatements:
    """Look-ups in the counting graphs of a version, each by an index of the engine.

    In a *union* dataset those are the source graphs that its default graph is made from;
    else all graphs, the default graph among them.
    """

    def __init__(self, snapshot: Snapshot, names: GraphNames, *, union: bool) -> None:
        self._snapshot = snapshot
        self._union = union
        self._counting = _COUNTING.setdefault(snapshot, {ox.DefaultGraph(): not union})
        self.names = names

    def matching(
        self, subject: Node | None, predicate: ox.NamedNode | None, value: Node | None = None
    ) -> list[ox.Quad]:
        """The counting quads of a pattern, with the names of their graphs."""
        return list(self.each(subject, predicate, value))

    def each(
        self, subject: Node | None, predicate: ox.NamedNode | None, value: Node | None = None
    ) -> Iterator[ox.Quad]:
        """The counting quads of a pattern, as they are found."""
        known = self._counting
        for quad in self._snapshot.quads_of(subject, predicate, value):  # type: ignore[arg-type]
            graph = quad.graph_name
            counts = known.get(graph)
            if counts or (counts is None and self._counts(graph)):
                yield quad

    def catalogue(self, graph: Node) -> Iterator[ox.Quad]:
        """What the catalogue says of a graph."""
        if self._union:
            yield from self._of(graph, None, None, self.names.catalogue)

    def content(self, claim: ox.NamedNode) -> Iterator[ox.Quad]:
        """The graph with the content of a claim, unless it is suspended."""
        if self._union and self._is_claim(claim) and not self._is_suspended(claim):
            yield from self._of(None, None, None, claim.value)

    def canonical(self, thing: ox.NamedNode) -> ox.NamedNode:
        """The IRI that a thing was decided to have; its own where nothing was decided."""
        for named in self._of(None, IDENTIFIES, thing, self.names.identity):
            for said in self._of(named.subject, CANONICAL, None, self.names.identity):
                if isinstance(said.object, ox.NamedNode):
                    return said.object
        return thing

    def is_gone(self, thing: ox.NamedNode) -> bool:
        """Whether a thing was erased for good."""
        return self._says(self.names.tombstones, thing, TOMBSTONE)

    def entombed(self, thing: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[ox.Quad]:
        """What the graph of tombstones says of a thing."""
        yield from self._of(thing, predicate, None, self.names.tombstones)

    def _counts(self, graph: object) -> bool:
        found = not self._union or not (
            getattr(graph, "value", "") in self.names.kept_by_the_store
            or self._is_claim(graph)
            or self._is_suspended(graph)
        )
        if len(self._counting) > _REMEMBERED:
            self._counting.clear()
            self._counting[ox.DefaultGraph()] = not self._union
        self._counting[graph] = found
        return found

    def _is_claim(self, graph: object) -> bool:
        assert isinstance(graph, ox.NamedNode)
        if graph.value == self.names.catalogue:
            return False
        speakers = (ox.NamedNode(self.names.catalogue), graph)
        said = self._snapshot.quads_of(graph, TYPE, CLAIM_GRAPH)
        return graph.value.startswith(self.names.claims) or any(
            quad.graph_name in speakers for quad in said
        )

    def _is_suspended(self, graph: object) -> bool:
        assert isinstance(graph, ox.NamedNode)
        return self._says(self.names.acceptance, graph, SUSPENDED_GRAPH)

    def _says(self, speaker: str, thing: ox.NamedNode, kind: ox.NamedNode) -> bool:
        return next(self._of(thing, TYPE, kind, speaker), None) is not None

    def _of(
        self, subject: object, predicate: ox.NamedNode | None, value: object, graph: str
    ) -> Iterator[ox.Quad]:
        yield from self._snapshot.quads_of(
            subject,  # type: ignore[arg-type]
            predicate,
            value,  # type: ignore[arg-type]
            ox.NamedNode(graph),
        )
