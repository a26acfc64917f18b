"""The copy of a dataset that a write changes: named graphs and the materialised default graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.terms import in_graph
from kg.vocabulary import GA

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CLAIM_GRAPH = ox.NamedNode(str(GA.ClaimGraph))
_REFERENCE_GRAPH = ox.NamedNode(str(GA.ReferenceGraph))
_DEFAULT = ox.DefaultGraph()
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEPT = frozenset((f"{_XSD}string", f"{_XSD}date"))


def claim_graphs(graphs: Mapping[str, Iterable[ox.Triple]], base_iri: str) -> set[str]:
    """The IRIs of the graphs that hold the content of claims.

    A graph is one when its IRI is a claim's, or when the catalogue or the graph
    itself says so. What any other graph says of it does not count: a source
    could silence another.
    """
    prefix = f"{base_iri}id/claim/"
    stated = _typed(graphs.get(catalogue_of(base_iri), ()), _CLAIM_GRAPH)
    selves = {graph for graph, held in graphs.items() if graph in _typed(held, _CLAIM_GRAPH)}
    named = {graph for graph in graphs if graph.startswith(prefix)}
    return (stated | selves | named) - {catalogue_of(base_iri)}


def reference_graphs(graphs: Mapping[str, Iterable[ox.Triple]], base_iri: str) -> set[str]:
    """The IRIs of the graphs whose terms others may refer to: the catalogue names them."""
    return _typed(graphs.get(catalogue_of(base_iri), ()), _REFERENCE_GRAPH)


def catalogue_of(base_iri: str) -> str:
    """The IRI of the source graph that describes the graphs of a dataset."""
    return f"{base_iri}graph/catalogue"


def _typed(catalogue: Iterable[ox.Triple], kind: ox.NamedNode) -> set[str]:
    return {
        triple.subject.value
        for triple in catalogue
        if triple.predicate == _TYPE
        and triple.object == kind
        and isinstance(triple.subject, ox.NamedNode)
    }


def _as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """The store rewrites `01` to `1`: what it would hold is what a graph is compared with."""
    rewritten = {
        triple
        for triple in triples
        if isinstance(triple.object, ox.Literal)
        and triple.object.datatype.value.startswith(_XSD)
        and triple.object.datatype.value not in _KEPT
    }
    store = ox.Store()
    store.extend(in_graph(triple) for triple in rewritten)
    return (triples - rewritten) | {quad.triple for quad in store}


class Change(NamedTuple):
    """How many triples a graph gained and lost."""

    added: int
    removed: int


class Staging:
    """A writable copy; nothing in it can be read by others before it is published.

    In a *union* dataset the default graph follows the source graphs: a triple
    is in it exactly when a source graph holds it. The content of a claim never
    is: `claim_graphs` says which graphs hold that.
    """

    def __init__(self, store: ox.Store, *, union: bool, base_iri: str) -> None:
        self._store = store
        self._union = union
        self._base_iri = base_iri
        self.changed = False

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> Change:
        """Replace a graph; an empty IRI names the default graph of a plain dataset."""
        name: ox.NamedNode | ox.DefaultGraph = ox.NamedNode(graph) if graph else _DEFAULT
        new = _as_stored(set(triples))
        old = {quad.triple for quad in self.quads(graph)}
        added = new - old
        removed = old - new
        claims_before = self.claim_graphs() if self._union else set()
        for triple in removed:
            self._store.remove(in_graph(triple, name))
        self._store.extend(in_graph(triple, name) for triple in added)
        if self._union:
            self._follow(graph, added, removed, claims_before)
        self.changed = self.changed or bool(added or removed)
        return Change(len(added), len(removed))

    def claim_graphs(self) -> set[str]:
        """The IRIs of the graphs that hold the content of claims."""
        return claim_graphs(self._by_name(), self._base_iri)

    def reference_graphs(self) -> set[str]:
        """The IRIs of the graphs whose terms others may refer to."""
        return reference_graphs(self._by_name(), self._base_iri)

    def _by_name(self) -> dict[str, list[ox.Triple]]:
        """The names of all graphs, with what each says of the kinds of graphs."""
        named: dict[str, list[ox.Triple]] = {name: [] for name in self.graphs()}
        for kind in (_CLAIM_GRAPH, _REFERENCE_GRAPH):
            for quad in self._store.quads_for_pattern(None, _TYPE, kind, None):
                if isinstance(quad.graph_name, ox.NamedNode):
                    named[quad.graph_name.value].append(quad.triple)
        return named

    def graphs(self) -> set[str]:
        """The IRIs of all named graphs."""
        return {str(name.value) for name in self._store.named_graphs()}

    def quads(self, graph: str = "") -> list[ox.Quad]:
        """The quads of a named graph, or of the default graph."""
        name = ox.NamedNode(graph) if graph else _DEFAULT
        return list(self._store.quads_for_pattern(None, None, None, name))

    def save(self, folder: str) -> None:
        """Write an immutable copy to *folder*, which must not exist."""
        self._store.flush()
        self._store.backup(folder)

    def close(self) -> None:
        """Let go of the copy; the files stay locked while it is open, whoever still names it."""
        del self._store

    def _follow(
        self, graph: str, added: set[ox.Triple], removed: set[ox.Triple], claims_before: set[str]
    ) -> None:
        claims = self.claim_graphs()
        if graph not in claims:
            self._store.extend(in_graph(triple, _DEFAULT) for triple in added)
        self._leave(removed, claims)
        for other in claims - claims_before:
            self._leave({quad.triple for quad in self.quads(other)}, claims)
        for other in claims_before - claims:
            self._store.extend(in_graph(quad.triple, _DEFAULT) for quad in self.quads(other))

    def _leave(self, triples: Iterable[ox.Triple], claims: set[str]) -> None:
        """Take triples out of the default graph that no source graph holds any more."""
        for triple in triples:
            holders = self._store.quads_for_pattern(
                triple.subject, triple.predicate, triple.object, None
            )
            if not any(
                isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in claims
                for quad in holders
            ):
                self._store.remove(in_graph(triple, _DEFAULT))
