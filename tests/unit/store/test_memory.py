"""Tests of kg.store.memory."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from tests.conftest import Triples

E = "http://example.org/"
ODD: list[ox.Literal | ox.BlankNode] = [
    ox.Literal('a"\\\n\r\t\x00\x7f\u2028\U0001f600'),
    ox.Literal("", language="en-GB"),
    ox.Literal("01", datatype=ox.NamedNode("urn:x-geoactors:written:own")),
    ox.Literal("x", datatype=ox.Literal(1).datatype),
    *(ox.Literal(value) for value in ("", 1, -0.0, 1.5e300, float("nan"), True)),
    *(ox.BlankNode(label) for label in ("b", "0", "a.b-c")),
]
"""Values that JSON may spoil."""
QUERIES = [
    "SELECT ?s ?o { ?s ?p ?o }",
    "SELECT ?o ?x { ?s ?p ?o OPTIONAL { ?x ?o ?o } }",
    "SELECT (COUNT(?o) AS ?n) (SAMPLE(?none) AS ?m) { ?s ?p ?o }",
    "SELECT ?none { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(isBlank(?o)) ?s ?q ?o }",
    "SELECT ?o { ?o ?o ?o }",
    "SELECT * {}",
]


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


@pytest.mark.parametrize("query", QUERIES)
def test_a_dataset_that_lets_others_run_gives_the_same_rows(query: str) -> None:
    """In the same order, with all terms as they are."""
    node = ox.NamedNode(f"{E}s")
    dataset = MemoryDataset(ox.Quad(node, node, value) for value in ODD)
    found, expected = dataset.unlocked().select(query), dataset.select(query)
    assert found == expected
    assert [list(row) for row in found] == [list(row) for row in expected]


def test_blank_nodes_of_an_unlocked_dataset_can_be_asked_about(triples: Triples) -> None:
    """They are those of the dataset, though they were written in between."""
    dataset = MemoryDataset(in_graph(triple) for triple in triples("e:s e:p [ e:q 1 ] ."))
    (row,) = dataset.unlocked().select(f"SELECT ?o {{ ?s <{E}p> ?o }}")
    assert len(list(dataset.matching(row["o"], None, None))) == 1
    bound = dataset.unlocked().select("SELECT ?o ?x { ?o ?p ?x }", row)
    assert bound == [{**row, "x": ox.Literal(1)}]


def test_an_unlocked_dataset_is_the_same_dataset(triples: Triples) -> None:
    """What is added to one is in the other."""
    dataset = MemoryDataset()
    unlocked = dataset.unlocked()
    dataset.extend(in_graph(triple) for triple in triples("e:s e:p 1 ."))
    assert unlocked.select("SELECT ?o { ?s ?p ?o }") == [{"o": ox.Literal(1)}]


def test_quads_are_held_for_a_while(triples: Triples) -> None:
    """In whatever graph, and given as an iterator; then all is as it was."""
    dataset = MemoryDataset(in_graph(triple) for triple in triples("e:s e:p 1 ."))
    graph = ox.NamedNode(f"{E}g")
    query = "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    more = {in_graph(t, graph) for t in triples("e:s e:p 2, [] .")}
    more |= {in_graph(t) for t in triples("e:s e:p 3 .")}
    with dataset.holding(iter(more)):
        assert len(dataset.select(query)) == 4
    assert dataset.select(query) == [{"o": ox.Literal(1)}]


def test_quads_are_held_no_longer_than_an_error(triples: Triples) -> None:
    """The dataset serves on."""
    dataset = MemoryDataset()
    quads = [in_graph(triple) for triple in triples("e:s e:p 1 .")]
    with pytest.raises(OSError, match="broken"), dataset.holding(quads):
        raise OSError("broken")
    assert dataset.select("SELECT ?o { ?s ?p ?o }") == []
