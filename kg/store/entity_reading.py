"""Reads the statements of a version that count: no content of claims, nothing suspended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.store.entity_relations import DESCRIBING
from kg.store.graphs import CLAIM_GRAPH, SUSPENDED_GRAPH, TOMBSTONE, TYPE, GraphNames
from kg.store.identity import CANONICAL, IDENTIFIES
from kg.store.snapshot import Snapshot
from kg.terms import plain

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_NUMBER = (
    "SELECT (COUNT(*) AS ?number) {{"
    " {{ SELECT ?thing {{ ?thing {predicate} {value} }} LIMIT {most} }} }}"
)
_REMEMBERED = 1 << 17
_COUNTING: WeakKeyDictionary[Snapshot, dict[object, bool]] = WeakKeyDictionary()
"""Which graphs of a version count: it never changes, and is asked for many things."""

_DESCRIBED = 1 << 12
_CATALOGUE: WeakKeyDictionary[Snapshot, dict[ox.NamedNode, list[ox.Quad]]] = WeakKeyDictionary()
"""What the catalogue of a version says of graphs: many things are stated by the same few."""


class CountingStatements:
    """Look-ups in the counting graphs of a version, each by an index of the engine.

    In a *union* dataset those are the source graphs that its default graph is made from;
    else all graphs, the default graph among them.
    """

    def __init__(self, snapshot: Snapshot, names: GraphNames, *, union: bool) -> None:
        self.snapshot = snapshot
        self._union = union
        self._merged = ox.DefaultGraph() if union else None
        self._counting = _COUNTING.setdefault(snapshot, {ox.DefaultGraph(): not union})
        self._catalogue = _CATALOGUE.setdefault(snapshot, {})
        self.names = names

    def facts(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        value: Value | None = None,
    ) -> Iterable[ox.Quad]:
        """What the counting graphs say together, as it is found.

        In a union each triple comes once, without the graphs that give it; that is twice as
        fast as `each`, and faster still for what many graphs say.
        """
        return self.snapshot.quads_of(subject, predicate, value, self._merged)  # type: ignore[arg-type]

    def number(self, predicate: ox.NamedNode, value: Node, most: int) -> int:
        """How many things have a value; 0 where they are more than *most*, and not counted on.

        In a union the engine counts, which takes a tenth of the time of reading them.
        """
        if not self._union or isinstance(value, ox.BlankNode):
            things: set[Value] = set()
            for quad in self.facts(None, predicate, value):
                things.add(quad.subject)
                if len(things) > most:
                    return 0
            return len(things)
        query = _NUMBER.format(predicate=predicate, value=value, most=most + 1)
        _, (row,) = self.snapshot.select(query)
        number = int(plain(row["number"]))
        return number if number <= most else 0

    def within(self, graph: Graph, subject: Node, predicate: ox.NamedNode) -> Iterable[ox.Quad]:
        """What one graph says, if it counts."""
        if not self._does_count(graph):
            return ()
        return self.snapshot.quads_of(subject, predicate, None, graph)  # type: ignore[arg-type]

    def matching(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        value: Value | None = None,
    ) -> list[ox.Quad]:
        """The counting quads of a pattern, with the names of their graphs."""
        return list(self.each(subject, predicate, value))

    def each(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        value: Value | None = None,
    ) -> Iterator[ox.Quad]:
        """The counting quads of a pattern, as they are found."""
        for quad in self.snapshot.quads_of(subject, predicate, value):  # type: ignore[arg-type]
            if self._does_count(quad.graph_name):
                yield quad

    def catalogue(self, graph: ox.NamedNode) -> list[ox.Quad]:
        """What the catalogue says of a graph and of its terms."""
        known = self._catalogue
        if graph not in known:
            if len(known) >= _DESCRIBED:
                known.clear()
            said = self._of(graph, None, None, self.names.catalogue) if self._union else ()
            known[graph] = [quad for quad in said if quad.predicate in DESCRIBING]
        return known[graph]

    def content(self, claim: ox.NamedNode) -> Iterator[ox.Quad]:
        """The graph with the content of a claim, unless it is suspended."""
        if not self._union:
            return
        content = self._of(None, None, None, claim.value)
        # most things name no graph: that is seen first, as it costs the least
        first = next(content, None)
        if first and self._is_claim(claim) and not self._is_suspended(claim):
            yield first
            yield from content

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

    def _does_count(self, graph: object) -> bool:
        counts = self._counting.get(graph)
        return self._counts(graph) if counts is None else counts

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
        said = self.snapshot.quads_of(graph, TYPE, CLAIM_GRAPH)
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
        yield from self.snapshot.quads_of(
            subject,  # type: ignore[arg-type]
            predicate,
            value,  # type: ignore[arg-type]
            ox.NamedNode(graph),
        )
