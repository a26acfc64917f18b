"""Every ontology file is the same graph to both parsers, in every syntax we publish."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from tests.conformance.ontology_graphs import all_files, triples

SYNTAXES = [
    ox.RdfFormat.TURTLE,
    ox.RdfFormat.N_TRIPLES,
    ox.RdfFormat.RDF_XML,
    ox.RdfFormat.JSON_LD,
]
each_file = pytest.mark.parametrize("path", all_files(), ids=lambda path: path.name)


def canonical(source: list[ox.Triple]) -> list[str]:
    """Write a graph so that equal graphs are equal lists, whatever its blank nodes are called."""
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in source)
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(str(quad) for quad in graph)


def test_every_file_is_looked_at() -> None:
    """The suite covers the ontology, the codes and the four alignments."""
    assert [path.stem for path in all_files()] == [
        "core",
        "codes",
        "align-ftm",
        "align-org-sem-crm",
        "align-schema",
        "align-wikidata",
    ]


@each_file
def test_both_parsers_read_the_same_graph(path: Path) -> None:
    """What rdflib reads from a file is what pyoxigraph reads."""
    lines = Graph().parse(path, format="turtle").serialize(format="nt")
    from_rdflib = [q.triple for q in ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES)]
    assert canonical(from_rdflib) == canonical(triples([path]))


@each_file
@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: syntax.file_extension)
def test_no_syntax_loses_a_triple(path: Path, syntax: ox.RdfFormat) -> None:
    """A file comes back whole from every syntax in which it is published."""
    before = triples([path])
    written = ox.serialize(before, format=syntax)
    assert written is not None
    after = [quad.triple for quad in ox.parse(input=written, format=syntax)]
    assert canonical(after) == canonical(before)


def test_canonical_graphs_differ_when_one_triple_does() -> None:
    """The comparison is not blind: a graph without its last triple is another graph."""
    graph = triples(all_files()[:1])
    assert canonical(graph) != canonical(graph[:-1])
