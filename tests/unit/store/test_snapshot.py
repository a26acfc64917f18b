"""Tests of kg.store.snapshot."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import InputError, QuerySyntaxError, UnavailableError
from kg.store.dataset import GraphChoice
from kg.store.snapshot import Snapshot
from kg.terms import in_graph
from tests.conftest import Triples

G = "http://example.org/g"
H = "http://example.org/h"
OBJECTS = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture
def snapshot(triples: Triples) -> Snapshot:
    """Three graphs: the default graph holds 1, the others 2 and 3."""
    graphs = (None, ox.NamedNode(G), ox.NamedNode(H))
    return Snapshot.of_quads(
        in_graph(triple, graph)
        for number, graph in enumerate(graphs, start=1)
        for triple in triples(f"e:s e:p {number} .")
    )


def numbers(snapshot: Snapshot, query: str, graphs: GraphChoice | None = None) -> list[str]:
    """The objects that a query finds."""
    _, rows = snapshot.select(query, graphs=graphs)
    return [row["o"].value for row in rows if isinstance(row["o"], ox.Literal)]


def test_tables_are_serialised_in_each_format(snapshot: Snapshot) -> None:
    """By the engine, complete."""
    answers = {
        syntax: snapshot.serialise(OBJECTS, syntax).decode()
        for syntax in (
            ox.QueryResultsFormat.JSON,
            ox.QueryResultsFormat.XML,
            ox.QueryResultsFormat.CSV,
            ox.QueryResultsFormat.TSV,
        )
    }
    rows = json.loads(answers[ox.QueryResultsFormat.JSON])["results"]["bindings"]
    assert [row["o"]["value"] for row in rows] == ["1"]
    assert "<literal" in answers[ox.QueryResultsFormat.XML]
    assert list(csv.reader(io.StringIO(answers[ox.QueryResultsFormat.CSV]))) == [["o"], ["1"]]
    assert answers[ox.QueryResultsFormat.TSV] == "?o\n1\n"


def test_booleans_are_serialised(snapshot: Snapshot) -> None:
    """And asked for."""
    answer = snapshot.serialise("ASK { ?s ?p 1 }", ox.QueryResultsFormat.JSON)
    assert json.loads(answer)["boolean"] is True
    assert not snapshot.ask("ASK { ?s ?p 9 }")


@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", "DESCRIBE <http://example.org/s>"],
)
def test_graphs_are_serialised_with_prefixes(query: str, snapshot: Snapshot) -> None:
    """The same graph reads the same each time."""
    answers = {snapshot.serialise(query, ox.RdfFormat.TURTLE) for _ in range(3)}
    assert len(answers) == 1
    assert b"@prefix ga: <https://w3id.org/geoactors/ns#>" in answers.pop()


def test_an_empty_graph_is_a_graph(snapshot: Snapshot) -> None:
    """It can be parsed, and holds nothing."""
    answer = snapshot.serialise("CONSTRUCT WHERE { ?s ?p 9 }", ox.RdfFormat.RDF_XML)
    assert list(ox.parse(answer, ox.RdfFormat.RDF_XML)) == []


def test_a_format_that_cannot_carry_the_result_is_refused(snapshot: Snapshot) -> None:
    """A table is no graph, and a graph is no table."""
    with pytest.raises(InputError, match="needs a results format"):
        snapshot.serialise(OBJECTS, ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="needs an RDF format"):
        snapshot.serialise("CONSTRUCT WHERE { ?s ?p ?o }", ox.QueryResultsFormat.CSV)
    with pytest.raises(InputError, match="needs a SELECT query, this is ASK"):
        snapshot.select("ASK {}")
    with pytest.raises(InputError, match="needs an ASK query, this is SELECT"):
        snapshot.ask(OBJECTS)


def test_unbound_variables_are_absent_from_their_rows(snapshot: Snapshot) -> None:
    """The names are all there, in the order of the query."""
    names, rows = snapshot.select("SELECT ?z ?o ?a { ?s ?p ?o }")
    assert names == ["z", "o", "a"]
    assert [set(row) for row in rows] == [{"o"}]


def test_a_request_may_choose_its_dataset(snapshot: Snapshot) -> None:
    """Graphs merged as default graph, and graphs to be named."""
    assert numbers(snapshot, OBJECTS) == ["1"]
    assert numbers(snapshot, OBJECTS, GraphChoice(default=(G, H))) == ["2", "3"]
    named = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"
    assert numbers(snapshot, named, GraphChoice(named=(H,))) == ["3"]
    assert numbers(snapshot, OBJECTS, GraphChoice(named=(H,))) == []


def test_a_chosen_graph_has_an_iri(snapshot: Snapshot) -> None:
    """What is none is the caller's mistake."""
    with pytest.raises(InputError, match="cannot be run"):
        snapshot.select(OBJECTS, graphs=GraphChoice(default=("no iri",)))


def test_a_syntax_error_is_the_caller_s(snapshot: Snapshot) -> None:
    """With line and column."""
    with pytest.raises(QuerySyntaxError, match="Line 1, column"):
        snapshot.select("SELECT * WHER { ?s ?p ?o }")


class Failing:
    """A result that fails while it is read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def query(self, _: str, **__: object) -> Iterator[object]:
        """Begin well."""
        raise self.error


@pytest.mark.parametrize("error", [OSError("disk gone"), RuntimeError("no idea")])
def test_a_failure_of_the_engine_is_ours(error: Exception) -> None:
    """It says nothing about the query."""
    snapshot = Snapshot(Failing(error), 1)  # type: ignore[arg-type]
    for run in (snapshot.select, snapshot.ask):
        with pytest.raises(UnavailableError, match="could not be finished"):
            run("ASK {}")


def test_an_unknown_function_is_the_caller_s_mistake(snapshot: Snapshot) -> None:
    """The engine has those of SPARQL, and no others."""
    with pytest.raises(InputError, match="custom function <urn:f> is not supported"):
        snapshot.ask("ASK { FILTER(<urn:f>(1)) }")


def test_quads_are_read_by_graph(snapshot: Snapshot) -> None:
    """Those of one graph, of all named graphs, of the default graph."""
    assert [quad.object for quad in snapshot.quads(G)] == [ox.Literal(2)]
    assert {quad.object for quad in snapshot.quads()} == {ox.Literal(2), ox.Literal(3)}
    assert [quad.object for quad in snapshot.default_graph()] == [ox.Literal(1)]
    assert snapshot.graphs() == [G, H]


def test_the_label_of_a_thing_is_english_where_it_can_be(triples: Triples) -> None:
    """Else another, always the same; else none."""
    text = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    e:a skos:prefLabel "Chine"@fr, "China"@en . e:b skos:prefLabel "俄罗斯"@zh, "Russie"@fr .
    """
    snapshot = Snapshot.of_quads(in_graph(triple) for triple in triples(text))
    labels = [snapshot.label(f"http://example.org/{name}") for name in "abc"]
    assert labels == ["China", "Russie", ""]
