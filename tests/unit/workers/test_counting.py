"""Tests of kg.workers.counting."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.dataset import ResultsFormat
from kg.store.snapshot import Snapshot
from kg.workers.counting import row_counter

TABLES: list[ResultsFormat] = [
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
]
LINES: list[ResultsFormat] = [ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS]
TABLE = "SELECT ?s ?o ?unbound { ?s ?p ?o }"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"

# pieces of which each syntax makes its signs
SIGNS = ["}", "{", "},{", "[{", ",", '"', '""', "\\", "\n", "\r\n", "<result>", "\t", "x"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=6).map("".join)
CASES = [(syntax, TABLE) for syntax in TABLES] + [(syntax, GRAPH) for syntax in LINES]


def counted(syntax: ResultsFormat, answer: bytes, size: int) -> int:
    """The rows of an answer that comes in pieces of one size."""
    counter = row_counter(syntax)
    for start in range(0, len(answer), size):
        counter.add(answer[start : start + size])
    return counter.rows


@pytest.mark.parametrize(("syntax", "query"), CASES)
@given(texts=st.lists(TEXTS, max_size=8, unique=True), size=st.integers(1, 40))
def test_rows_are_counted_in_pieces_of_any_size(
    syntax: ResultsFormat, query: str, texts: list[str], size: int
) -> None:
    """Whatever the texts look like."""
    s, p = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
    quads = [ox.Quad(s, p, ox.Literal(text), ox.DefaultGraph()) for text in texts]
    answer = Snapshot.of_quads(quads).serialise(query, syntax)
    assert counted(syntax, answer, size) == len(texts)


@pytest.mark.parametrize("syntax", TABLES)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_terms_of_all_kinds_are_no_rows(syntax: ResultsFormat, size: int) -> None:
    """Languages, datatypes, IRIs, and triples inside of rows."""
    query = """
    SELECT ?a ?b ?c { VALUES (?a ?b ?c) {
        (<http://example.org/a> "text"@en <<( <http://example.org/a> <http://example.org/b> 1 )>>)
        ("1"^^<http://example.org/type> UNDEF true)
        (UNDEF UNDEF 1.5)
    } }"""
    answer = Snapshot.of_quads([]).serialise(query, syntax)
    assert counted(syntax, answer, size) == 3


def test_a_boolean_has_no_rows() -> None:
    """Nor has a graph in a syntax without lines."""
    snapshot = Snapshot.of_quads([])
    for syntax in TABLES:
        assert counted(syntax, snapshot.serialise("ASK {}", syntax), 5) <= 0
    assert counted(ox.RdfFormat.TURTLE, b"<a:a> <a:b> <a:c> .\n", 5) == 0
