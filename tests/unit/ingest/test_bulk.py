"""Tests of kg.ingest.bulk: the same dataset as the ordinary way, from files that are not held."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, ParameterError
from kg.ingest import Author, graphs_of, ingest
from kg.ingest.bulk import LEAST_BYTES, ingest_bulk, is_large, takes_bulk
from kg.parsing import parse_path
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI
from tests.conftest import CATALOGUE

GA = "https://w3id.org/geoactors/ns#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
QUADS = f"""
<urn:t> <{GA}edtf> "2024-05"^^<{EDTF}> <urn:g> .
<urn:e> <{GA}hasParticipation> <urn:p> <urn:g> .
<urn:p> <{GA}participant> <urn:a> <urn:g> .
_:b <urn:says> "one" <urn:g> .
_:b <urn:says> "two" <urn:h> .
<urn:s> <urn:says> "claimed" <{BASE_IRI}id/claim/moon> .
<urn:s> <urn:says> "claimed too" <urn:k> .
<urn:k> {TYPE} <{GA}ClaimGraph> <{CATALOGUE}> .
"""


def empty(folder: Path) -> DatasetStore:
    """A store that takes data as it is."""
    return DatasetStore.create(folder, StoreSettings(shapes="none"))


def written(path: Path, text: str) -> Path:
    """A file of this text."""
    path.write_text(text, encoding="utf-8")
    return path


def content(store: DatasetStore) -> set[str]:
    """All quads, with every blank node under one name."""
    snapshot = store.snapshot()
    quads = (*snapshot.quads(), *snapshot.default_graph())
    return {" ".join("_:b" if w.startswith("_:") else w for w in str(q).split()) for q in quads}


def test_it_makes_the_dataset_of_the_ordinary_way(tmp_path: Path) -> None:
    """Bounds and derived triples included, and without what parties merely claim."""
    path = written(tmp_path / "a.nq", QUADS)
    bulk, ordinary = empty(tmp_path / "bulk"), empty(tmp_path / "ordinary")
    outcome = ingest_bulk(bulk, [path], None, Author("me"))
    ingest(ordinary, graphs_of([parse_path(path)]), None)
    assert content(bulk) == content(ordinary)
    assert outcome.version == 1
    assert outcome.created == {"urn:g", "urn:h", "urn:k", f"{BASE_IRI}id/claim/moon", CATALOGUE}
    last, other = bulk.journal.log.last(), ordinary.journal.log.last()
    assert last is not None
    assert other is not None
    assert (last.who, last.quads) == ("me", other.quads)
    assert check_store(bulk) == []


def test_triples_go_into_the_graph_that_is_named(tmp_path: Path) -> None:
    """As on the command line with --graph; without it they belong nowhere."""
    path = written(tmp_path / "a.nt", "<urn:s> <urn:p> <urn:o> .")
    store = empty(tmp_path / "store")
    with pytest.raises(ParameterError, match="stands outside a named graph"):
        ingest_bulk(store, [path], None, Author())
    assert store.version == 0
    ingest_bulk(store, [path], "urn:g", Author())
    assert store.snapshot().graphs() == ["urn:g"]


@pytest.mark.parametrize(
    "line", ["oops", '<urn:s> <urn:p> "a\\u0000" <urn:g> .', "<urn:s> <urn:p> 1 _:g ."]
)
def test_a_file_that_breaks_off_leaves_nothing(tmp_path: Path, line: str) -> None:
    """Not even what stood before the line."""
    path = written(tmp_path / "a.nq", f"{QUADS}{line}\n")
    store = empty(tmp_path / "store")
    with pytest.raises(InputError):
        ingest_bulk(store, [path], None, Author())
    assert (store.version, content(store)) == (0, set())


def test_only_large_files_of_lines_go_in_bulk(tmp_path: Path) -> None:
    """Into an empty store that judges nothing."""
    large = written(tmp_path / "a.nq", "#" * LEAST_BYTES)
    assert is_large([large])
    assert not is_large([written(tmp_path / "b.nq", QUADS)])
    assert not is_large([written(tmp_path / "c.ttl", "#" * LEAST_BYTES)])
    store = empty(tmp_path / "store")
    assert takes_bulk(store)
    ingest(store, graphs_of([parse_path(tmp_path / "b.nq")]), None)
    assert not takes_bulk(store)
    assert not takes_bulk(DatasetStore.create(tmp_path / "judging"))
