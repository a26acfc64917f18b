"""Tests of kg.store.checks: each kind of damage is found, and what to run is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.backup import write_backup
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.log import Log
from kg.store.restore import restore
from kg.store.settings import StoreSettings
from kg.terms import in_graph
from tests.conftest import Triples
from tests.unit.store.disk import copied, listing

G, H = "http://example.org/g", "http://example.org/h"
HIDDEN = "https://w3id.org/geoactors/graph/acceptance"


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> DatasetStore:
    """Three versions; one graph is suspended, one is empty."""
    store = DatasetStore.create(module_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 2 ."))
        staging.put(H, triples("e:s e:p 2, 3 ."))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
    with store.write() as staging:
        staging.create("urn:empty")
        staging.put(HIDDEN, triples(f"<{H}> a <https://w3id.org/geoactors/ns#SuspendedGraph> ."))
    return store


@pytest.fixture
def store(original: DatasetStore, tmp_path: Path) -> DatasetStore:
    """A copy of it."""
    return copied(original, tmp_path / "store")


def found(store: DatasetStore) -> list[tuple[bool, str, str]]:
    """What a check finds."""
    findings = check_store(DatasetStore.open(store.folder))
    return [(finding.damage, finding.text, finding.advice) for finding in findings]


def rewritten(store: DatasetStore, change: Callable[[ox.Store], object]) -> None:
    """Let somebody else write into the published version."""
    folder = store.versions.path(store.version)
    opened = ox.Store(str(folder))
    change(opened)
    opened.flush()


def test_a_whole_store_has_no_findings_and_is_not_touched(store: DatasetStore) -> None:
    """But for the lock that keeps writers out for a moment."""
    before = listing(store.folder)
    assert found(store) == []
    assert listing(store.folder) == before


QUAD = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("of nobody"))


def add_to_default(opened: ox.Store) -> None:
    """A triple that no source states."""
    opened.add(QUAD)


def empty_default(opened: ox.Store) -> None:
    """None of those that sources state."""
    opened.clear_graph(ox.DefaultGraph())


def show_hidden(opened: ox.Store) -> None:
    """What a suspended graph alone states."""
    for quad in list(opened.quads_for_pattern(None, None, None, ox.NamedNode(H))):
        opened.add(ox.Quad(quad.subject, quad.predicate, quad.object))


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        (add_to_default, "0 triples are missing, 1 have no source"),
        (empty_default, "2 triples are missing, 0 have no source"),
        (show_hidden, "0 triples are missing, 2 have no source"),
    ],
)
def test_a_default_graph_that_is_not_the_union_is_damage(
    store: DatasetStore, change: Callable[[ox.Store], object], counts: str
) -> None:
    """It can be made anew from the graphs."""
    rewritten(store, change)
    [(damage, text, advice)] = found(store)
    assert (damage, counts in text, "kg restore FILE" in advice) == (True, True, True)


def test_what_a_finding_advises_helps(store: DatasetStore, tmp_path: Path) -> None:
    """A backup that is restored into the store it is of makes default graph and journal anew."""
    rewritten(store, add_to_default)
    store.journal.patch(2).unlink()
    assert [damage for damage, _, _ in found(store)] == [True, True]
    write_backup(store, tmp_path / "b")
    restore(tmp_path / "b", store.folder)
    assert found(store) == []


def test_graphs_that_the_journal_does_not_make_are_damage(store: DatasetStore) -> None:
    """One that holds something else, one that is not there, one that should not be."""
    rewritten(store, lambda s: s.add(in_graph(QUAD.triple, ox.NamedNode(HIDDEN))))
    rewritten(store, lambda s: s.remove_graph(ox.NamedNode("urn:empty")))
    rewritten(store, lambda s: s.add_graph(ox.NamedNode("urn:other")))
    text = found(store)[-1][1]
    assert f"does not lead to version 3: {HIDDEN}, urn:empty, urn:other differ" in text


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda s: s.journal.patch(2).unlink(), "begins with version 0 and lacks a patch"),
        (lambda s: s.journal.patch(2).write_bytes(b"H x"), "2.rdfp"),
        (lambda s: s.journal.log.rewind(2), "The log ends with version 2, not 3."),
        (lambda s: (s.folder / "journal" / "log.jsonl").write_text("junk\n"), "no line of a log"),
    ],
)
def test_a_journal_that_is_not_whole_is_damage(
    store: DatasetStore, spoil: Callable[[DatasetStore], object], said: str
) -> None:
    """Though everything can be read; the advice makes another."""
    spoil(store)
    damage, text, advice = found(store)[0]
    assert (damage, said in text, "kg backup" in advice) == (True, True, True)


def break_version(store: DatasetStore, version: int) -> None:
    """Lose a version."""
    shutil.rmtree(store.versions.path(version))


def test_a_version_that_can_be_made_again_says_how(store: DatasetStore) -> None:
    """And one that cannot is to be restored."""
    break_version(store, 3)
    [(damage, text, advice)] = found(store)
    assert (damage, "Version 3 cannot be read" in text) == (True, True)
    assert "`kg serve` makes it again from 2" in advice
    store.journal.patch(3).unlink()
    assert "Restore a backup" in found(store)[0][2]


def break_a_block(store: DatasetStore) -> None:
    """Flip a byte in each file of the version with which it can be opened still."""
    version = store.version
    for path in store.versions.path(version).glob("*.sst"):
        data = path.read_bytes()
        path.unlink()  # other versions have the same file under their own name
        path.write_bytes(data[:20] + bytes([data[20] ^ 0xFF]) + data[21:])
        if not store.versions.opens(version):
            path.write_bytes(data)


@pytest.mark.parametrize("default_graph", ["union", "own"])
def test_a_block_that_cannot_be_read_is_found(
    tmp_path: Path, triples: Triples, default_graph: str
) -> None:
    """The version opens; only reading it through shows the damage."""
    store = DatasetStore.create(tmp_path / "store", StoreSettings(default_graph, "none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
    break_a_block(store)
    assert store.versions.opens(1)
    damage, text, advice = found(store)[0]
    assert (damage, "Version 1 cannot be read" in text) == (True, True)
    assert ("Corruption" in text, "Restore a backup" in advice) == (True, True)


def test_a_lost_current_is_damage_with_a_way_back(store: DatasetStore) -> None:
    """The log ends with the version that it named."""
    (store.folder / "CURRENT").unlink()
    [(damage, text, advice)] = found(store)
    assert (damage, "CURRENT cannot be read" in text) == (True, True)
    assert advice.startswith("Version 3 is the last in the log and can be opened")
    (store.folder / "CURRENT").write_text("3\n")
    assert found(store) == []
    (store.folder / "CURRENT").unlink()
    break_version(store, 3)
    assert "Restore a backup" in found(store)[0][2]


@pytest.mark.parametrize(
    "left",
    [
        "staging/abcd/bulk-1.sst",
        "journal/next.rdfp",
        "journal/4.rdfp",
        "versions/4/000001.sst",
        "versions/4.tmp/x",
        "CURRENT.new",
        "remade/x",
        ".backup-x/quads.nq",
    ],
)
def test_leftovers_are_no_damage(store: DatasetStore, left: str) -> None:
    """The next write removes them."""
    path = store.folder / left
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    [(damage, text, advice)] = found(store)
    assert (damage, left.split("/")[0] in text, "removes what" in advice) == (False, True, True)


def test_an_unfinished_erasure_is_said(store: DatasetStore) -> None:
    """The next write finishes it."""
    (store.folder / "erasing").write_text('{"version": 3, "iris": ["urn:x"]}')
    [(damage, text, advice)] = found(store)
    assert (damage, "erasure broke off" in text, "finishes it" in advice) == (False, True, True)


def test_a_writer_at_work_is_left_alone(store: DatasetStore, triples: Triples) -> None:
    """Its copy is no leftover, and it is not kept waiting."""
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 9 ."))
        [(damage, text, _)] = found(store)
        assert (damage, "Another process writes" in text) == (False, True)
    warm = DatasetStore.open(store.folder, warm=True)
    with warm.write() as staging:
        staging.put(G, triples("e:s e:p 10 ."))
    assert found(store) == []
    warm.close()


def test_a_version_published_meanwhile_is_looked_at_again(
    store: DatasetStore, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was seen of the one before is no damage."""
    entries = Log.entries

    def late(log: Log, after: int = -1) -> object:
        monkeypatch.undo()
        with store.write(erasing=[G]) as staging:
            staging.put(G, triples("e:s e:p 7 ."))
        return entries(log, after)

    monkeypatch.setattr(Log, "entries", late)
    assert [text for damage, text, _ in found(store) if damage] == []
