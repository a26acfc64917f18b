"""Tests of kg.store.patch: lines of RDF Patch, read back by us and by rdflib."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from rdflib import BNode, Dataset, Literal, URIRef

from kg.store.patch import (
    GRAPH,
    PatchLine,
    end_patch,
    read_graphs,
    read_lines,
    write_header,
    write_lines,
)
from kg.terms import in_graph

G, H = "http://example.org/g", "http://example.org/граф"
S, P = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
RDFLIB = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
"""The reader of rdflib calls what rdflib itself calls old."""

TEXTS = [
    "plain",
    'a "quote" and a \\ backslash',
    "a line\nand another\r\nand\ta tab",
    "a line separator\u2028 and a paragraph\u2029 and a next line\x85 and a vertical tab\x0b",
    "俄罗斯 · Россия · 🕊",
    "",
    'A <http://example.org/s> <http://example.org/p> "x" .\nTC .',
]
OBJECTS: list[ox.NamedNode | ox.BlankNode | ox.Literal] = [
    *map(ox.Literal, TEXTS),
    ox.Literal("Chine", language="fr"),
    ox.Literal("2024-05-12", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ox.NamedNode("http://example.org/o?a=b&c=%20#d"),
    ox.BlankNode("b0"),
]


def patch(*parts: tuple[str, list[ox.Triple], bool]) -> bytes:
    """Write a patch of some triples that graphs gain or lose."""
    file = io.BytesIO()
    write_header(file, [("version", ox.Literal("2")), ("who", ox.Literal('ann "\n\u2028'))])
    for graph, triples, adds in parts:
        write_lines(file, graph, triples, adds=adds)
    end_patch(file)
    return file.getvalue()


def lines(data: bytes) -> list[PatchLine]:
    """Read a patch."""
    return list(read_lines(io.BytesIO(data)))


@pytest.mark.parametrize("term", OBJECTS, ids=str)
@pytest.mark.parametrize("graph", [G, H, ""])
def test_our_reader_gives_back_what_was_written(term: ox.Literal, graph: str) -> None:
    """Every text, the label of a blank node, the default graph."""
    triple = ox.Triple(S, P, term)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    found = lines(patch((graph, [triple], False), (graph, [triple], True)))
    assert found == [PatchLine(adds, in_graph(triple, name)) for adds in (False, True)]
    assert [line.graph for line in found] == [graph, graph]


@RDFLIB
def test_rdflib_reads_named_graphs_blank_nodes_and_texts() -> None:
    """Anyone's tools can follow the changes feed."""
    dataset = Dataset()
    first = [ox.Triple(S, P, term) for term in OBJECTS]
    loose = ox.Triple(ox.BlankNode("b0"), P, ox.Literal("of the blank node"))
    for data in (
        patch((G, [*first, loose], True), (H, first[:3], True), ("", first[:1], True)),
        patch((G, first[:2], False), (H, first[:3], False), (H, first[4:5], True)),
    ):
        dataset.parse(data=data, format="patch")
    said = {str(o) for o in dataset.graph(URIRef(G)).objects() if isinstance(o, Literal)}
    assert said == {*TEXTS[2:], "Chine", "2024-05-12", "of the blank node"}
    assert [str(o) for o in dataset.graph(URIRef(H)).objects()] == TEXTS[4:5]
    assert [str(o) for o in dataset.default_graph.objects()] == TEXTS[:1]
    assert (BNode("b0"), URIRef(P.value), Literal("of the blank node")) in dataset.graph(URIRef(G))


def test_each_quad_is_one_line() -> None:
    """Also of a graph that is written in several pieces."""
    many = [ox.Triple(S, P, ox.Literal(number)) for number in range(10_500)]
    data = patch((G, many, True))
    assert data.count(b"\nA ") == len(lines(data)) == 10_500


@RDFLIB
def test_headers_name_the_graphs_of_a_whole_dataset() -> None:
    """An empty graph has no line of its own; rdflib passes over headers."""
    file = io.BytesIO()
    write_header(file, [("base", ox.Literal("true")), *((GRAPH, ox.NamedNode(g)) for g in (G, H))])
    write_lines(file, G, [ox.Triple(S, P, ox.Literal(f"H {GRAPH} <urn:no> ."))], adds=True)
    end_patch(file)
    assert list(read_graphs(io.BytesIO(file.getvalue()))) == [G, H]
    assert len(Dataset().parse(data=file.getvalue(), format="patch")) == 1


WHOLE = patch((G, [ox.Triple(S, P, ox.Literal("x"))], True))


@pytest.mark.parametrize("end", range(1, len(WHOLE)))
def test_a_torn_patch_is_refused(end: int) -> None:
    """Wherever it is torn: half a change must not be taken for one."""
    with pytest.raises(ValueError, match=r"breaks off|no line|no quad|not enough"):
        lines(WHOLE[:end])


@pytest.mark.parametrize(
    "line",
    [
        b"Z .\n",
        b"\n",
        b"A x y z .\n",
        b"A <urn:a> <urn:b> .\n",
        b"\xff\n",
        b"A \n",
        b"TA .\n",
        b"A",
    ],
)
def test_what_is_no_patch_is_refused(line: bytes) -> None:
    """A line that nobody can read says nothing on what changed."""
    with pytest.raises(ValueError, match=r"no line|no quad|not enough"):
        lines(WHOLE.replace(b"TC .\n", line + b"TC .\n"))


def test_nothing_stands_behind_the_end() -> None:
    """Two patches in one file are none."""
    with pytest.raises(ValueError, match="behind its end"):
        lines(WHOLE + WHOLE)
