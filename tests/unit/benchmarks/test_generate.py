"""The generated dataset: the same each time, in our own terms, and as our own path leaves it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.normalise import normalise
from kg.vocabulary import GA, GC, PREFIXES
from tests.benchmarks.documents import CATALOGUE, REFERENCE
from tests.benchmarks.generate import (
    in_default_graph,
    parse_size,
    write_dataset,
    write_with_default_graph,
)
from tests.benchmarks.world import World
from tests.running import run_kg

ENOUGH = World(12_000)
"""A world with some of everything, news included."""

Graphs = dict[str, set[ox.Triple]]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world in a file."""
    path = tmp_path_factory.mktemp("world") / "dataset.nq"
    write_dataset(ENOUGH, path)
    return path


@pytest.fixture(scope="module")
def graphs(file: Path) -> Graphs:
    """Its triples by graph."""
    found: Graphs = defaultdict(set)
    for quad in ox.parse(file.read_bytes(), ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found[quad.graph_name.value].add(quad.triple)
    return found


def test_the_same_seed_writes_the_same_bytes(file: Path, tmp_path: Path) -> None:
    """Figures of two days compare only on the same data."""
    again, other = tmp_path / "again.nq", tmp_path / "other.nq"
    write_dataset(ENOUGH, again)
    write_dataset(World(ENOUGH.triples, seed=2), other)
    assert again.read_bytes() == file.read_bytes() != other.read_bytes()


def test_a_little_more_than_asked_for_is_written(tmp_path: Path) -> None:
    """It ends with the graph that reaches the number, and says how many it wrote."""
    path = tmp_path / "dataset.nq"
    written = write_dataset(ENOUGH, path)
    assert ENOUGH.triples <= written < ENOUGH.triples + 400
    assert path.read_bytes().count(b"\n") == written


def test_every_statement_is_written_once(file: Path) -> None:
    """A repeated line would count as data and be none."""
    lines = file.read_bytes().splitlines()
    assert len(set(lines)) == len(lines)


def test_only_terms_of_the_ontology_are_used(graphs: Graphs) -> None:
    """The closed vocabularies raise for a term that they do not have."""
    statements = [triple for triples in graphs.values() for triple in triples]
    objects = {triple.object for triple in statements}
    terms = {triple.predicate.value for triple in statements}
    terms |= {term.value for term in objects if isinstance(term, ox.NamedNode)}
    used = {term for term in terms if term.startswith((PREFIXES["ga"], PREFIXES["gc"]))}
    assert len(used) > 60
    for term in used:
        vocabulary, prefix = (GA, "ga") if term.startswith(PREFIXES["ga"]) else (GC, "gc")
        assert str(vocabulary[term.removeprefix(PREFIXES[prefix])]) == term


def test_our_path_has_nothing_to_add(graphs: Graphs) -> None:
    """Bounds and derived triples stand there already, so peers hold the same data as we do."""
    for name, triples in graphs.items():
        completed, problems = normalise(name, triples)
        assert problems == []
        assert completed == triples


def test_each_document_has_a_graph_of_some_size_and_a_catalogue_entry(graphs: Graphs) -> None:
    """A graph of a document is what one article or table says, not a whole dataset."""
    described = {triple.subject for triple in graphs[CATALOGUE]}
    for name in graphs.keys() - {CATALOGUE, REFERENCE}:
        assert ox.NamedNode(name) in described
        assert name.startswith(f"{PREFIXES['graph']}doc/")
        assert 10 <= len(graphs[name]) <= 400


def test_the_packaged_shapes_find_nothing(file: Path) -> None:
    """The figures are for data that our gate would take."""
    assert run_kg("validate", file, "--fail-on", "warning").returncode == 0


def test_a_peer_gets_each_statement_in_its_graph_and_in_the_default_graph(
    file: Path, tmp_path: Path
) -> None:
    """Both then answer the same questions over the default graph."""
    whole = tmp_path / "whole.nq"
    write_with_default_graph(file, whole)
    quads = list(ox.parse(whole.read_bytes(), ox.RdfFormat.N_QUADS))
    default = {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()}
    named = {quad.triple for quad in quads if quad.graph_name != ox.DefaultGraph()}
    assert default == named
    assert len(quads) == 2 * file.read_bytes().count(b"\n")


def test_the_graph_is_taken_off_a_line_with_brackets_in_its_text() -> None:
    """Only the last name of a line is the graph."""
    line = b'<e:s> <e:p> "a <b> c"@en <e:g> .\n'
    assert in_default_graph(line) == b'<e:s> <e:p> "a <b> c"@en .\n'


@pytest.mark.parametrize(("text", "size"), [("2500", 2500), ("100k", 100_000), ("1M", 1_000_000)])
def test_sizes_are_written_short(text: str, size: int) -> None:
    """A size is a number, of thousands or of millions."""
    assert parse_size(text) == size
