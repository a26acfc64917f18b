"""Tests of kg.ingest.revalidation: what data has passed, and its validation by what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import NonConformingDataError, ParameterError, UnavailableError
from kg.gate import Passing, gate_of
from kg.ingest import Author, ingest
from kg.ingest.revalidation import note_passed, revalidate
from kg.ingest.sources import drop_graph, suspend_graph
from kg.report import Scope
from kg.store.embedded import DatasetStore
from kg.store.files import locked
from kg.store.settings import StoreSettings
from tests.conftest import BREAKING, Triples
from tests.unit.ingest.gates import G, H, Watching

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:P a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; sh:maxCount 2 ] .
e:Q a sh:NodeShape ; sh:targetSubjectsOf e:q ; sh:property [ sh:path e:q ; sh:maxCount 2 ] .
"""
STRICTER = SHAPES.replace("e:q ; sh:maxCount 2", "e:q ; sh:maxCount 1")
P, Q = "http://example.org/P", "http://example.org/Q"
CITIZEN = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
agent:a a ga:Person ; skos:prefLabel "A"@en ; ga:citizenship agent:land .
"""


@pytest.fixture
def store(tmp_path: Path, triples: Triples) -> DatasetStore:
    """A store with shapes of its own, whose data passed them."""
    found = DatasetStore.create(tmp_path / "own", StoreSettings(shapes="sha256:…"), SHAPES.encode())
    write(found, triples("e:s e:p 1, 2 ."))
    return found


def write(store: DatasetStore, data: object, graph: str = G) -> None:
    """Write a graph through the gate that the store has now."""
    assert isinstance(data, set)
    ingest(store, {graph: data}, gate_of(store))


def differences(store: DatasetStore) -> tuple[tuple[str, ...], ...] | None:
    """What the data of a store has not passed: what changed, is new, is gone."""
    found = Passing.of(store).differences
    return None if found is None else tuple(found)


def test_a_write_passes_the_shapes_of_its_gate(store: DatasetStore, triples: Triples) -> None:
    """And so does the next."""
    assert differences(store) == ((), (), ())
    write(store, triples("e:s e:q 1 ."), H)
    assert Passing.of(store).is_current
    assert Passing.of(store).passed is not None


def test_older_data_has_not_passed_shapes_that_changed(
    store: DatasetStore, triples: Triples
) -> None:
    """Neither when something else was written since: the gate looks at what that affects."""
    store.shapes_file.write_text(STRICTER)
    assert differences(store) == ((Q,), (), ())
    write(store, triples("e:t e:p 1 ."), H)
    assert differences(store) == ((Q,), (), ())
    store.shapes_file.write_text(SHAPES)
    assert differences(store) == ((Q,), (), ())


def test_the_first_data_has_passed_all_shapes(store: DatasetStore, triples: Triples) -> None:
    """There is no older data that has not."""
    store.shapes_file.write_text(STRICTER)
    drop_graph(store, G, gate_of(store))
    assert Passing.of(store).is_current
    write(store, triples("e:s e:q 1 ."))
    assert Passing.of(store).is_current


@pytest.mark.parametrize("gate", [None, Watching()])
def test_a_write_that_nothing_judged_passes_nothing(
    store: DatasetStore, triples: Triples, gate: Watching | None
) -> None:
    """Nor does what is written after it."""
    ingest(store, {G: triples("e:s e:q 1, 2, 3 .")}, gate)
    assert differences(store) is None
    write(store, triples("e:s e:p 1 ."), H)
    assert differences(store) is None
    assert "not known" in Passing.of(store).sentence()


def test_only_what_changed_is_asked_again(store: DatasetStore, triples: Triples) -> None:
    """And everything, when that is wanted."""
    ingest(store, {G: triples("e:s e:p 1, 2, 3 ; e:q 1, 2 .")}, None)
    present = Passing.of(store).present
    assert present is not None
    store.note_passed(2, present)
    assert revalidate(store).report.conforms
    store.shapes_file.write_text(STRICTER)
    [narrow] = {result.path for result in revalidate(store).report.results}
    every = {result.path for result in revalidate(store, every=True).report.results}
    assert (narrow, len(every)) == ("<http://example.org/q>", 2)


def test_what_passes_is_noted(store: DatasetStore, triples: Triples) -> None:
    """No version is published for that, and it is noted once."""
    write(store, triples("e:s e:q 1 ."), H)
    store.shapes_file.write_text(STRICTER)
    found = revalidate(store)
    assert (found.report.conforms, found.report.focus_nodes) == (True, 1)
    assert note_passed(store, found)
    assert (store.version, differences(store)) == (2, ((), (), ()))
    assert not note_passed(store, revalidate(store))
    with pytest.raises(NonConformingDataError):
        write(store, triples("e:s e:q 1, 2 ."), H)


def test_what_breaks_a_shape_is_not_noted(store: DatasetStore, triples: Triples) -> None:
    """It is still to pass it."""
    write(store, triples("e:s e:q 1, 2 ."), H)
    store.shapes_file.write_text(STRICTER)
    found = revalidate(store)
    assert [result.shape for result in found.report.violations] != []
    assert not note_passed(store, found)
    assert differences(store) == ((Q,), (), ())


def test_a_shape_that_is_gone_is_only_noted(store: DatasetStore) -> None:
    """There is nothing to validate by."""
    kept = "\n".join(line for line in SHAPES.splitlines() if not line.startswith("e:Q"))
    store.shapes_file.write_text(kept)
    found = revalidate(store)
    assert (found.report.focus_nodes, differences(store)) == (0, ((), (), (Q,)))
    assert note_passed(store, found)
    assert Passing.of(store).is_current


def test_a_version_that_is_not_published_any_more_is_not_noted(
    store: DatasetStore, triples: Triples
) -> None:
    """Nor one while somebody writes."""
    store.shapes_file.write_text(STRICTER)
    found = revalidate(store)
    write(store, triples("e:s e:q 1 ."), H)
    with pytest.raises(UnavailableError, match="published meanwhile"):
        note_passed(store, found)
    assert differences(store) == ((Q,), (), ())


def test_nothing_is_noted_beside_a_writer(
    store: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, as every command does."""
    monkeypatch.setattr("kg.store.embedded._PATIENCE", 0.0)
    store.shapes_file.write_text(STRICTER)
    found = revalidate(store)
    with (
        locked(store.folder / "lock", "busy"),
        pytest.raises(UnavailableError, match="another process is writing"),
    ):
        note_passed(store, found)


def test_a_record_that_is_torn_is_found_out_again(store: DatasetStore) -> None:
    """By all shapes."""
    for path in (store.folder / "shapes").iterdir():
        path.write_text("{")
    assert Passing.of(store).is_current  # the log knows the digest
    store.shapes_file.write_text(STRICTER)
    passing = Passing.of(store)
    assert passing.ahead is None
    assert "cannot be read" in passing.sentence()
    found = revalidate(store)
    assert note_passed(store, found)
    assert Passing.of(store).is_current


def test_every_graph_is_looked_at_in_its_scope(tmp_path: Path, triples: Triples) -> None:
    """A suspended one, too; the dataset when they are sound."""
    packaged = DatasetStore.create(tmp_path / "packaged")
    ingest(packaged, {G: triples(CITIZEN), H: triples(BREAKING)}, None)
    suspend_graph(packaged, H, None, Author())
    [broken] = revalidate(packaged).report.violations
    assert (broken.scope, broken.graph) == (Scope.GRAPH, H)
    drop_graph(packaged, H, None)
    found = {result.scope for result in revalidate(packaged).report.violations}
    assert found == {Scope.DATASET}


def test_a_store_without_shapes_has_nothing_to_validate_by(plain_store: DatasetStore) -> None:
    """That is said, and never taken for conforming."""
    with pytest.raises(ParameterError, match="has no shapes"):
        revalidate(plain_store)


def test_an_empty_store_passes(tmp_path: Path) -> None:
    """There is nothing to note."""
    found = revalidate(DatasetStore.create(tmp_path / "new"))
    assert (found.report.conforms, found.passing.is_current) == (True, True)
    assert not note_passed(DatasetStore.open(tmp_path / "new"), found)
