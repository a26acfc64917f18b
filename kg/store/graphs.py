"""Kinds of graphs: which hold the content of claims, which are reference, which are suspended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.vocabulary import GA

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CLAIM_GRAPH = ox.NamedNode(str(GA.ClaimGraph))
REFERENCE_GRAPH = ox.NamedNode(str(GA.ReferenceGraph))
SUSPENDED_GRAPH = ox.NamedNode(str(GA.SuspendedGraph))
TOMBSTONE = ox.NamedNode(str(GA.Tombstone))


@dataclass(frozen=True, slots=True)
class GraphNames:
    """The IRIs of the graphs that say something of graphs, under the base IRI of a dataset."""

    base_iri: str

    @property
    def catalogue(self) -> str:
        """The source graph that describes the graphs of the dataset."""
        return f"{self.base_iri}graph/catalogue"

    @property
    def acceptance(self) -> str:
        """The graph that names the suspended graphs; only the store writes it."""
        return f"{self.base_iri}graph/acceptance"

    @property
    def tombstones(self) -> str:
        """The graph that names what was erased; only the store writes it."""
        return f"{self.base_iri}graph/tombstones"

    @property
    def identity(self) -> str:
        """The graph of what was decided on the identity of things; only the store writes it."""
        return f"{self.base_iri}graph/identity"

    @property
    def delivered(self) -> str:
        """The graph of what sources delivered in other words than it is stored in; only the store
        writes it, and the default graph has none of it."""
        return f"{self.base_iri}graph/delivered"

    @property
    def claims(self) -> str:
        """How the IRI of a claim begins, and of the graph of its content."""
        return f"{self.base_iri}id/claim/"

    @property
    def about_graphs(self) -> tuple[str, str]:
        """The graphs whose word counts on graphs other than themselves."""
        return self.catalogue, self.acceptance

    @property
    def kept_by_the_store(self) -> tuple[str, ...]:
        """The graphs that no source may write."""
        return self.acceptance, self.tombstones, self.identity, self.delivered


def claim_graphs(graphs: Mapping[str, Iterable[ox.Triple]], base_iri: str) -> set[str]:
    """The IRIs of the graphs that hold the content of claims.

    A graph is one when its IRI is a claim's, or when the catalogue or the graph
    itself says so. What any other graph says of it does not count: a source
    could silence another.
    """
    names = GraphNames(base_iri)
    stated = _typed(graphs.get(names.catalogue, ()), CLAIM_GRAPH)
    selves = {graph for graph, held in graphs.items() if graph in _typed(held, CLAIM_GRAPH)}
    named = {graph for graph in graphs if graph.startswith(names.claims)}
    return (stated | selves | named) - {names.catalogue}


def suspended_graphs(graphs: Mapping[str, Iterable[ox.Triple]], base_iri: str) -> set[str]:
    """The IRIs of the graphs that are no facts until they are resumed."""
    return _typed(graphs.get(GraphNames(base_iri).acceptance, ()), SUSPENDED_GRAPH)


def reference_graphs(graphs: Mapping[str, Iterable[ox.Triple]], base_iri: str) -> set[str]:
    """The IRIs of the graphs whose terms others may refer to: the catalogue names them."""
    return _typed(graphs.get(GraphNames(base_iri).catalogue, ()), REFERENCE_GRAPH)


def _typed(triples: Iterable[ox.Triple], kind: ox.NamedNode) -> set[str]:
    return {
        triple.subject.value
        for triple in triples
        if triple.predicate == TYPE
        and triple.object == kind
        and isinstance(triple.subject, ox.NamedNode)
    }
