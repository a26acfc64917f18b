"""Property paths as text and back."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import SH, BNode, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from kg.errors import ResourceError, ShapesError
from kg.store.memory import MemoryDataset
from kg.validation.paths import PathWriter
from kg.validation.reports.path_terms import read_path
from kg.validation.terms import graph_of

PATHS = {
    "ex:unknown": "<http://example.org/unknown>",
    "ga:holder": "ga:holder",
    "[ sh:inversePath ga:holder ]": "^ga:holder",
    "( ga:inCapacity ga:post )": "ga:inCapacity/ga:post",
    "[ sh:alternativePath ( ga:post ga:holder ) ]": "ga:post|ga:holder",
    "[ sh:zeroOrMorePath ga:holder ]": "ga:holder*",
    "[ sh:oneOrMorePath [ sh:inversePath ga:holder ] ]": "(^ga:holder)+",
    "[ sh:inversePath [ sh:zeroOrOnePath ga:holder ] ]": "^(ga:holder?)",
    "[ sh:zeroOrMorePath [ sh:zeroOrOnePath ga:holder ] ]": "(ga:holder?)*",
    "[ sh:zeroOrMorePath [ sh:alternativePath ( ga:post ga:holder ) ] ]": "(ga:post|ga:holder)*",
    "( ga:post [ sh:alternativePath ( ga:holder [ sh:inversePath ga:post ] ) ] ga:place )": (
        "ga:post/(ga:holder|^ga:post)/ga:place"
    ),
    "( [ sh:zeroOrMorePath ( ga:post ga:holder ) ] ga:place )": "(ga:post/ga:holder)*/ga:place",
}


def path_in(shapes: Graph) -> Node:
    """Find the path of ex:S."""
    path = shapes.value(URIRef("http://example.org/S"), SH.path)
    assert path is not None
    return path


@pytest.mark.parametrize(("turtle", "text"), PATHS.items())
def test_a_path_is_written_as_sparql(turtle: str, text: str, build: Callable[[str], Graph]) -> None:
    """Each kind of path has its operator, with brackets where SPARQL needs them."""
    shapes = build(f"ex:S sh:path {turtle} .")
    assert PathWriter(shapes).write(path_in(shapes)) == text


@pytest.mark.parametrize("turtle", PATHS)
def test_a_path_is_valid_sparql(turtle: str, build: Callable[[str], Graph]) -> None:
    """Written with full IRIs, it can be put into a query."""
    shapes = build(f"ex:S sh:path {turtle} .")
    path = path_in(shapes)
    text = PathWriter(shapes, short=False).write(path)
    assert MemoryDataset().select(f"SELECT * WHERE {{ <urn:x> {text} <urn:y> }}") == []


@pytest.mark.parametrize("turtle", PATHS)
def test_a_path_reads_back_as_the_same_rdf(turtle: str, build: Callable[[str], Graph]) -> None:
    """Reports hold the path as text, and SHACL reports hold it as RDF."""
    shapes = build(f"ex:S sh:path {turtle} .")
    subject, term = ox.NamedNode("http://example.org/S"), ox.NamedNode(str(SH.path))
    path = path_in(shapes)
    node, triples = read_path(PathWriter(shapes).write(path), "path")
    quads = [ox.Quad(*triple) for triple in [ox.Triple(subject, term, node), *triples]]
    assert isomorphic(graph_of(quads), shapes)


@pytest.mark.parametrize(
    "turtle",
    ['"text"', "[ ]", "( ga:post )", "[ sh:alternativePath ( ga:post ) ]", "[ sh:inversePath 1 ]"],
)
def test_an_ill_formed_path_is_refused(turtle: str, build: Callable[[str], Graph]) -> None:
    """The error is of the class that says whose shapes these are."""
    shapes = build(f"ex:S sh:path {turtle} .")
    with pytest.raises(ShapesError):
        PathWriter(shapes, ShapesError).write(path_in(shapes))


def test_a_path_that_contains_itself_is_refused() -> None:
    """Only a graph built by a program can hold one, and it must not hang."""
    shapes = graph_of([])
    node = BNode("loop")
    shapes.add((node, SH.inversePath, node))
    with pytest.raises(ResourceError):
        PathWriter(shapes).write(node)


@pytest.mark.parametrize("text", ["", "ga:post/", "(ga:post", "ga:post ga:holder", "?x", "*"])
def test_other_text_is_no_path(text: str) -> None:
    """What the validator did not write is refused."""
    with pytest.raises(ResourceError):
        read_path(text, "path")
