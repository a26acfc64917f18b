"""A dataset as it stands in an open store: its graphs, what they hold, what they count as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import attrgetter

import pyoxigraph as ox

from kg.report import Term
from kg.store.graphs import CLAIM_GRAPH, REFERENCE_GRAPH, SUSPENDED_GRAPH, TYPE, GraphNames
from kg.terms import in_graph

_TRIPLE = attrgetter("triple")
_VALUED = (ox.NamedNode, ox.Literal)


class DatasetView:
    """What an open store holds; *names* says how graphs are told apart by their IRIs.

    In a *union* dataset the default graph is made from the others.
    """

    def __init__(self, store: ox.Store, names: GraphNames, *, union: bool) -> None:
        self._store = store
        self._names = names
        self._union = union

    @property
    def names(self) -> GraphNames:
        """How graphs are told apart by their IRIs."""
        return self._names

    def is_hidden(self, graph: str) -> bool:
        """A graph that the default graph leaves out: the content of a claim, suspended, or a record
        of what was delivered."""
        return self.is_claim(graph) or self.is_suspended(graph) or graph == self.names.delivered

    def is_claim(self, graph: str) -> bool:
        """A graph that holds the content of a claim; see `kg.store.graphs.claim_graphs`."""
        if not graph or graph == self._names.catalogue:
            return False
        return graph.startswith(self._names.claims) or any(
            self._says(speaker, graph, CLAIM_GRAPH) for speaker in (self._names.catalogue, graph)
        )

    def is_suspended(self, graph: str) -> bool:
        """A graph that was taken out of the default graph until it is resumed."""
        return bool(graph) and self._says(self._names.acceptance, graph, SUSPENDED_GRAPH)

    def reference_graphs(self) -> set[str]:
        """The IRIs of the graphs whose terms others may refer to: the catalogue names them."""
        catalogue = ox.NamedNode(self._names.catalogue)
        quads = self._store.quads_for_pattern(None, TYPE, REFERENCE_GRAPH, catalogue)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def _says(self, speaker: str, graph: str, kind: ox.NamedNode) -> bool:
        quad = ox.Quad(ox.NamedNode(graph), TYPE, kind, ox.NamedNode(speaker))
        return quad in self._store

    def graphs(self) -> set[str]:
        """The IRIs of all named graphs."""
        return {str(name.value) for name in self._store.named_graphs()}

    def has(self, graph: str) -> bool:
        """Whether there is a named graph of this IRI, with triples or without."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def triples(self, graph: str = "") -> set[ox.Triple]:
        """The triples of a named graph, or of the default graph."""
        quads = self._store.quads_for_pattern(None, None, None, graph_term(graph))
        return {quad.triple for quad in quads}

    def unnamed(self, graph: str = "") -> list[ox.Quad]:
        """The triples of a named graph, or of the default graph, as quads of a default graph.

        For reading all of it: no term is made twice where the engine gives it in this form.
        """
        quads = self._store.quads_for_pattern(None, None, None, graph_term(graph))
        if not graph:
            return list(quads)
        return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]

    def exceeds(self, number: int) -> bool:
        """Whether the default graph has more than *number* triples; no more of them are read."""
        quads = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return next(islice(quads, number, None), None) is not None

    def holds(self, graph: str, triple: ox.Triple) -> bool:
        """Whether a graph holds a triple."""
        return in_graph(triple, graph_term(graph)) in self._store

    def matching(
        self,
        graph: str,
        subject: Term | None,
        predicate: ox.NamedNode | None,
        value: Term | None,
    ) -> Iterator[ox.Triple]:
        """The triples of a graph that fit a pattern; none for a literal as subject."""
        if isinstance(subject, ox.Literal):
            return iter(())
        quads = self._store.quads_for_pattern(subject, predicate, value, graph_term(graph))
        if value is None:
            return map(_TRIPLE, quads)
        # The engine gives others too for a number whose last byte is 255.
        return (quad.triple for quad in quads if quad.object == value)

    def touching(
        self, graph: str, node: ox.NamedNode | ox.BlankNode, predicates: Iterable[ox.NamedNode]
    ) -> Iterator[ox.Triple]:
        """The triples of a graph that lead from a node or to it, of some predicates."""
        name = graph_term(graph)
        for predicate in predicates:
            for quad in self._store.quads_for_pattern(node, predicate, None, name):
                yield quad.triple
            for quad in self._store.quads_for_pattern(None, predicate, node, name):
                yield quad.triple

    def read(self) -> None:
        """Read every quad once: the engine says when its files are not as it wrote them."""
        for _ in self._store:
            pass

    def union_errors(self) -> tuple[int, int]:
        """How many triples of accepted graphs the default graph lacks, and how many it has beside.

        Both are 0 in a plain dataset, whose default graph is its own.
        """
        if not self._union:
            return 0, 0
        hidden = {graph for graph in self.graphs() if self.is_hidden(graph)}
        accepted = self.graphs() - hidden
        missing = sum(
            ox.Quad(quad.subject, quad.predicate, quad.object) not in self._store
            for graph in accepted
            for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        )
        default = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        beside = sum(accepted.isdisjoint(self._holders(quad.triple)) for quad in default)
        return missing, beside

    def _holders(self, triple: ox.Triple) -> Iterator[str]:
        """The named graphs that hold a triple.

        The engine gives those behind it too for a pattern that ends in a number whose
        last byte is 255, so each is compared.
        """
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return (
            quad.graph_name.value
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.object == triple.object
        )

    def differing_graphs(self, other: DatasetView) -> Iterator[str]:
        """The graphs that are not the same here and in another dataset."""
        names = self.graphs() | other.graphs() | (set() if self._union else {""})
        for graph in sorted(names):
            existence = graph and self.has(graph) != other.has(graph)
            if existence or self.count_beyond(other, graph) or other.count_beyond(self, graph):
                yield graph or "the default graph"

    def about(self, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Quad]:
        """What the graphs say of a thing."""
        return self._sources(self._store.quads_for_pattern(node, None, None, None))

    def naming(self, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Quad]:
        """What the graphs say that leads to a thing."""
        return self._sources(self._store.quads_for_pattern(None, None, node, None))

    def count_beyond(self, other: DatasetView, graph: str) -> int:
        """How many triples a graph holds here and not in another dataset."""
        name = graph_term(graph)
        quads = self._store.quads_for_pattern(None, None, None, name)
        return sum(quad not in other._store for quad in quads)

    def mentions(self, wanted: Callable[[str], bool]) -> Iterator[ox.Quad]:
        """All quads of named graphs, or of a plain default graph, with a term that is *wanted*.

        Looks at the IRI or the text of each term, and at the name of the graph; reads
        the whole dataset.
        """
        for quad in self._sources(self._store):
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if any(wanted(term.value) for term in terms if isinstance(term, _VALUED)):
                yield quad

    def _sources(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Without those of a default graph that is made from the others."""
        made = ox.DefaultGraph() if self._union else None
        return (quad for quad in quads if quad.graph_name != made)

    def is_empty(self) -> bool:
        """Whether there is neither a triple nor a graph."""
        return not any(True for _ in self._store) and not self.graphs()


def graph_term(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    """The term that names a graph; the empty IRI stands for the default graph."""
    return ox.NamedNode(graph) if graph else ox.DefaultGraph()


def copy_afresh(store: ox.Store, folder: str) -> None:
    """Write what a store holds, and nothing that it ever held before, to a new folder."""
    new = ox.Store(folder)
    new.bulk_extend(store)
    for name in store.named_graphs():
        new.add_graph(name)
    new.flush()
