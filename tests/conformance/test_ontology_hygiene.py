"""What must never be true of the ontology: the queries of `queries/hygiene/` return nothing.

They stand in for the ROBOT report, for the OWL 2 RL profile check and for OOPS!, which need Java
or a network.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.resources import resource_root
from kg.store.memory import MemoryDataset
from tests.conformance.ontology_graphs import FOLDER, all_files, dataset

QUERIES = sorted((resource_root() / "queries" / "hygiene").glob("*.rq"))
CASES = FOLDER / "hygiene-cases"
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def ontology() -> MemoryDataset:
    """The ontology, its codes and its alignments together."""
    return dataset(all_files())


def test_the_queries_are_all_there() -> None:
    """No query was lost, and none is without a case that it must find."""
    assert len(QUERIES) >= 47
    assert {path.stem for path in QUERIES} == {path.stem for path in CASES.glob("*.ttl")}


@each_query
def test_a_query_opens_with_what_it_forbids(query: Path) -> None:
    """The first line is a comment that says what there must be none of."""
    assert query.read_text(encoding="utf-8").startswith("# No ")


@each_query
def test_the_ontology_is_clean(query: Path, ontology: MemoryDataset) -> None:
    """A hygiene query finds nothing in the ontology."""
    assert ontology.select(query.read_text(encoding="utf-8")) == []


@each_query
def test_a_query_finds_what_it_forbids(query: Path) -> None:
    """A hygiene query finds the fault in its broken snippet, so its silence means something."""
    broken = dataset([CASES / f"{query.stem}.ttl"])
    assert broken.select(query.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", all_files(), ids=lambda path: path.name)
def test_each_file_declares_what_it_uses(path: Path) -> None:
    """A file can be read alone: it declares every property that it uses."""
    (query,) = (query for query in QUERIES if query.stem == "undeclared-property")
    assert dataset([path]).select(query.read_text(encoding="utf-8")) == []
