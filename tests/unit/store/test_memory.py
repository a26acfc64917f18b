"""Tests of kg.store.memory."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from tests.conftest import Triples


def test_named_graphs_do_not_show_through_the_default_graph(triples: Triples) -> None:
    """The content of a claim cannot become a fact."""
    graph = ox.NamedNode("http://example.org/g")
    dataset = MemoryDataset(in_graph(triple, graph) for triple in triples("e:s e:p 1 ."))
    dataset.extend(in_graph(triple) for triple in triples("e:s e:p 2 ."))
    assert dataset.select("SELECT ?o { ?s ?p ?o }") == [{"o": ox.Literal(2)}]
    assert dataset.select("SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == [{"o": ox.Literal(1)}]


def test_variables_are_bound_and_unbound_ones_are_absent(triples: Triples) -> None:
    """A binding reaches into the pattern."""
    dataset = MemoryDataset(in_graph(triple) for triple in triples("e:s e:p 1, 2 ."))
    query = "SELECT ?o ?x { ?s ?p ?o OPTIONAL { ?o ?o ?x } }"
    assert dataset.select(query, {"o": ox.Literal(2)}) == [{"o": ox.Literal(2)}]


def test_graphs_are_constructed(triples: Triples) -> None:
    """For the rules that derive triples."""
    dataset = MemoryDataset(in_graph(triple) for triple in triples("e:s e:p 1 ."))
    made = dataset.construct("CONSTRUCT { ?s ?p 3 } WHERE { ?s ?p 1 }")
    assert set(made) == triples("e:s e:p 3 .")
