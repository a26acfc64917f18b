"""A dataset in memory that updates are applied to, and its comparison."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.terms import in_graph
from kg.update import Delta, Modify, decode, encode, instantiate


class MemoryTarget:
    """Named graphs, and the default graph under the empty name."""

    def __init__(self, quads: Iterable[ox.Quad] = (), graphs: Iterable[str] = ()) -> None:
        self.held: dict[str, set[ox.Triple]] = {"": set()}
        for graph in graphs:
            self.create(graph)
        for quad in quads:
            name = quad.graph_name
            graph = name.value if isinstance(name, ox.NamedNode) else ""
            self.apply(graph, {quad.triple}, set())

    def graphs(self) -> set[str]:
        """The names of the named graphs."""
        return set(self.held) - {""}

    def quads(self, graph: str) -> set[ox.Triple]:
        """The triples of a graph."""
        return set(self.held.get(graph, ()))

    def apply(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
        """Remove, then add."""
        if added:
            self.create(graph)
        if graph in self.held:
            self.held[graph] = (self.held[graph] - removed) | added

    def create(self, graph: str) -> None:
        """Create a graph."""
        self.held.setdefault(graph, set())

    def drop(self, graph: str) -> None:
        """Remove a graph."""
        self.held.pop(graph)

    def where(self, modify: Modify) -> Delta:
        """Run a pattern, and send the delta through its form on a pipe."""
        store = self.store()

        def solve(
            query: str, default: tuple[str, ...] | None, named: tuple[str, ...] | None
        ) -> ox.QuerySolutions:
            solutions = store.query(
                query,
                default_graph=None if default is None else list(map(ox.NamedNode, default)),
                named_graphs=None if named is None else list(map(ox.NamedNode, named)),
            )
            assert isinstance(solutions, ox.QuerySolutions)
            return solutions

        return decode(encode(instantiate(modify, solve)))

    def store(self) -> ox.Store:
        """The dataset as a store of the engine."""
        store = ox.Store()
        for graph, triples in self.held.items():
            name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
            if isinstance(name, ox.NamedNode):
                store.add_graph(name)
            store.extend(in_graph(triple, name) for triple in triples)
        return store


def canonical(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads with labels of blank nodes that are equal for equal datasets."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)
