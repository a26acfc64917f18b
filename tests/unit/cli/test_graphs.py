"""Tests of `kg graphs`: the source graphs, in and out of the default graph."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.store.embedded import DatasetStore
from tests.conftest import Kg, Load
from tests.importers.support import FIXTURES
from tests.unit.store.disk import listing

G, H = "http://example.org/g", "http://example.org/h"
STATES = "https://w3id.org/geoactors/graph/reference/states"
ARTICLE = "https://w3id.org/geoactors/graph/doc/58d4d7d1640f7572"
CATALOGUE = "https://w3id.org/geoactors/graph/catalogue"
CLAIM = "https://w3id.org/geoactors/id/claim/china-in-war"


@pytest.fixture
def imported(kg: Kg, tmp_path: Path) -> tuple[DatasetStore, str]:
    """A store with one imported release, and the graph of that."""
    store = tmp_path / "imported"
    path = FIXTURES / "sanctions-uk"
    done = kg("import", "sanctions-uk", path, "--store", store, "--retrieved", "2026-11-23")
    assert done.code == 0, done.err
    return DatasetStore.open(store), "https://w3id.org/geoactors/graph/doc/sanctions-uk"


@pytest.fixture
def copy(demo_store: DatasetStore, tmp_path: Path) -> DatasetStore:
    """The packaged data, to be changed."""
    shutil.copytree(demo_store.folder, tmp_path / "store")
    return DatasetStore.open(tmp_path / "store")


def kinds(kg: Kg, store: DatasetStore) -> dict[str, str]:
    """What each graph counts as."""
    done = kg("graphs", "--store", store.folder, "--format", "json")
    assert (done.code, done.err) == (0, "")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert all(row.keys() == {"iri", "triples", "kind", "version"} for row in rows)
    return {row["iri"]: row["kind"] for row in rows}


def test_graphs_are_listed_with_what_they_are(kg: Kg, demo_store: DatasetStore) -> None:
    """As a table, and for programs."""
    found = kinds(kg, demo_store)
    assert (found[STATES], found[CLAIM]) == ("reference", "claim")
    table = kg("graphs", "--store", demo_store.folder)
    assert table.code == 0
    assert table.out.split()[:6] == ["graph", "triples", "kind", "changed", "in", "version"]
    for graph in found:
        assert graph in table.out
    assert table.out == kg("graphs", "list", "--store", demo_store.folder).out


def test_a_graph_is_suspended_resumed_and_dropped(kg: Kg, load: Load) -> None:
    """Each says which version it became, or that there was nothing to do."""
    store = load(g="e:s e:p 1 .", h="e:s e:p 2 .")
    for action, said, kind in (
        ("suspend", "suspended; published as version 2", "suspended"),
        ("suspend", "suspended already; the store stays at version 2", "suspended"),
        ("resume", "resumed; published as version 3", "accepted"),
        ("resume", "resumed already; the store stays at version 3", "accepted"),
        ("drop", "dropped; published as version 4", None),
    ):
        done = kg("graphs", "--store", store.folder, action, G)
        assert (done.code, done.out) == (0, f"{G}: {said}.\n")
        assert kinds(kg, store).get(G) == kind


def test_a_refusal_prints_the_report(kg: Kg, copy: DatasetStore) -> None:
    """As a load does; nothing changed."""
    before = listing(copy.folder)
    done = kg("graphs", "--store", copy.folder, "suspend", ARTICLE)
    assert done.code == 1
    assert done.out.startswith("Does not conform")
    assert "VIOLATION" in done.out
    assert "Without it the dataset cannot stand; it is not suspended." in done.err
    assert {**before, "lock": b""} == {**listing(copy.folder), "lock": b""}


def quads(store: DatasetStore, *, catalogue: bool = False) -> set[str]:
    """The default graph, or the catalogue, as texts."""
    snapshot = store.snapshot()
    found = snapshot.quads(CATALOGUE) if catalogue else snapshot.default_graph()
    return {str(quad.triple) for quad in found}


def test_an_imported_graph_is_suspended_and_resumed(
    kg: Kg, imported: tuple[DatasetStore, str]
) -> None:
    """Its entry in the catalogue stays, though only the graph describes what that leads to."""
    store, graph = imported
    all_facts, entries = quads(store), quads(store, catalogue=True)
    done = kg("graphs", "--store", store.folder, "suspend", graph)
    assert done.code == 0, done.out
    assert kinds(kg, store)[graph] == "suspended"
    assert not any("/id/agent/foreign-commonwealth" in f.split()[0] for f in quads(store))
    assert quads(store, catalogue=True) == entries
    assert kg("validate", "--store", store.folder, "--all-shapes").code == 0
    assert kg("graphs", "--store", store.folder, "resume", graph).code == 0
    assert quads(store) == all_facts


def test_a_suspended_release_is_imported_again(kg: Kg, imported: tuple[DatasetStore, str]) -> None:
    """It stays suspended, with the new entry."""
    store, graph = imported
    assert kg("graphs", "--store", store.folder, "suspend", graph).code == 0
    path = FIXTURES / "sanctions-uk"
    done = kg("import", "sanctions-uk", path, "--store", store.folder, "--citation", "As told")
    assert done.code == 0, done.out
    assert kinds(kg, store)[graph] == "suspended"
    assert any('"As told"@en' in triple for triple in quads(store, catalogue=True))


@pytest.mark.parametrize("suspended", [False, True])
def test_an_imported_graph_is_dropped_with_its_entry(
    kg: Kg, imported: tuple[DatasetStore, str], suspended: bool
) -> None:
    """What the catalogue says of others stays."""
    store, graph = imported
    if suspended:
        assert kg("graphs", "--store", store.folder, "suspend", graph).code == 0
    done = kg("graphs", "--store", store.folder, "drop", graph)
    assert done.code == 0, done.out
    left = quads(store, catalogue=True)
    assert graph not in kinds(kg, store)
    assert left
    assert all(triple.startswith(f"<{STATES}> ") for triple in left)
    assert kg("validate", "--store", store.folder, "--all-shapes").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("suspend",), "Which graph?"),
        (("list", G), "takes no IRI"),
        (("hide", G), "is not one of"),
        (("drop", "urn:other"), "There is no graph urn:other"),
        (("drop", "no iri"), "is no IRI"),
        (("suspend", "https://w3id.org/geoactors/graph/catalogue"), "cannot be suspended"),
        (("drop", "https://w3id.org/geoactors/graph/acceptance"), "kept by the store itself"),
    ],
)
def test_what_cannot_be_done_ends_with_2(
    kg: Kg, load: Load, arguments: tuple[str, ...], said: str
) -> None:
    """With a sentence, and without a change."""
    store = load(g="e:s e:p 1 .")
    done = kg("graphs", "--store", store.folder, *arguments)
    assert (done.code, said in done.err) == (2, True), done.err
    assert store.version == 1


def test_a_name_may_be_short(kg: Kg, copy: DatasetStore) -> None:
    """By our prefixes."""
    done = kg("graphs", "--store", copy.folder, "suspend", "claim:china-in-war")
    assert (done.code, CLAIM in done.out) == (0, True)
