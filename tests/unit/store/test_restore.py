"""Tests of kg.store.restore: a backup becomes a store, or the next version of one."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from kg.errors import InputError, NotFoundError, ParameterError, UnavailableError
from kg.store.backup import write_backup
from kg.store.changes import GraphVersions
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.restore import restore
from kg.store.settings import StoreSettings
from tests.conftest import CATALOGUE, Triples
from tests.unit.store.contents import content
from tests.unit.store.disk import copied, listing
from tests.unit.store.steps import each_step

G, H, K = (f"http://example.org/{name}" for name in "ghk")
CLAIM = "https://w3id.org/geoactors/id/claim/moon"
ACCEPTANCE = "https://w3id.org/geoactors/graph/acceptance"


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> DatasetStore:
    """Three versions with all kinds of graphs, and a backup beside."""
    store = DatasetStore.create(module_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 'Ünï\\n\u2028' . [] e:q [ e:r e:s ] ."))
        staging.put(H, triples("e:s e:p 2 ."))
    with store.write() as staging:
        staging.put(CATALOGUE, triples(f"<{CLAIM}> e:p 1 ."))
    with store.write() as staging:
        staging.put(CLAIM, triples("e:s e:p 'claimed' ."))
        staging.put(
            ACCEPTANCE, triples(f"<{H}> a <https://w3id.org/geoactors/ns#SuspendedGraph> .")
        )
        staging.create("urn:empty")
    write_backup(store, module_path / "backup.tar.gz")
    return store


@pytest.fixture
def store(original: DatasetStore, tmp_path: Path) -> DatasetStore:
    """A copy of it."""
    return copied(original, tmp_path / "store")


@pytest.fixture
def backup(original: DatasetStore, tmp_path: Path) -> Path:
    """A copy of the backup."""
    return Path(shutil.copy(original.folder.parent / "backup.tar.gz", tmp_path))


@pytest.mark.parametrize("there", [True, False])
def test_a_backup_becomes_a_new_store(
    store: DatasetStore, backup: Path, tmp_path: Path, there: bool
) -> None:
    """With the same graphs, default graph, settings and log, in a new or an empty folder."""
    target = tmp_path / "deep" / "new"
    if there:
        target.mkdir(parents=True)
    assert restore(backup, target, "ann") == 4
    new = DatasetStore.open(target)
    assert content(new) == content(store)
    assert new.settings == store.settings
    entries = list(new.journal.log.entries())
    assert entries[:3] == list(store.journal.log.entries())
    assert (entries[3].version, entries[3].who, entries[3].report) == (4, "ann", {"restored": 3})
    assert (entries[3].action, entries[3].quads) == ("restore", entries[2].quads)
    assert check_store(new) == []
    assert not any(path.name.startswith(".") for path in target.iterdir())


def test_a_new_store_is_another(store: DatasetStore, backup: Path, tmp_path: Path) -> None:
    """Both may go on from the same version: their answers must not be taken for each other."""
    restore(backup, tmp_path / "new")
    assert DatasetStore.open(tmp_path / "new").settings.identity != store.settings.identity


def test_a_new_store_can_be_written(backup: Path, tmp_path: Path, triples: Triples) -> None:
    """And made again from its journal, which begins with the backup."""
    restore(backup, tmp_path / "new")
    new = DatasetStore.open(tmp_path / "new")
    with new.write() as staging:
        staging.put(K, triples("e:s e:p 9 ."))
    before = content(new)
    for number in new.versions.numbers():
        shutil.rmtree(new.versions.path(number))
    with new.serving() as said:
        assert said == ["Version 5 could not be opened: made it again from version 4."]
    assert content(new) == before


@pytest.mark.parametrize("own_shapes", [b"", "# Ünï\n".encode()])
def test_a_plain_dataset_comes_back_with_its_default_graph_and_its_shapes(
    tmp_path: Path, triples: Triples, own_shapes: bytes
) -> None:
    """Neither is rebuilt from anything else."""
    settings = StoreSettings("own", "sha256:0" if own_shapes else "none")
    plain = DatasetStore.create(tmp_path / "plain", settings, own_shapes)
    with plain.write() as staging:
        staging.put("", triples("e:s e:p 1 . _:a e:p _:a ."))
        staging.put(G, triples("e:s e:p 2 ."))
    write_backup(plain, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "new")
    new = DatasetStore.open(tmp_path / "new")
    assert content(new) == content(plain)
    assert (new.shapes_file.read_bytes() if own_shapes else b"") == own_shapes
    assert check_store(new) == []


def test_a_backup_becomes_the_next_version_of_a_store(
    store: DatasetStore, backup: Path, triples: Triples
) -> None:
    """While readers go on with the one before; the log goes on, too."""
    before = content(store)
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 'newer' ."))
        staging.put(K, triples("e:s e:p 'other' ."))
        staging.drop("urn:empty")
    reader, seen = store.snapshot(), content(store)
    assert restore(backup, store.folder) == 5
    assert content(store) == before
    assert {str(quad) for quad in reader.quads()} <= seen
    assert [entry.version for entry in store.journal.log.entries()] == [1, 2, 3, 4, 5]
    assert check_store(store) == []


def test_a_restored_version_says_which_graphs_it_changed(
    store: DatasetStore, backup: Path, triples: Triples
) -> None:
    """Else a client would keep what it read before: tags of graphs name versions."""
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 'newer' ."))
        staging.put(K, triples("e:s e:p 'other' ."))
        staging.drop("urn:empty")
    restore(backup, store.folder)
    last = store.journal.log.last()
    assert last is not None
    assert last.changes == {G: (3, 1), K: (0, 1)}
    assert (last.created, last.dropped) == (("urn:empty",), (K,))
    versions = GraphVersions(store.journal.log)
    assert [versions.of(graph, 5) for graph in (G, H, K, "urn:empty")] == [5, 1, 5, 5]


def test_a_restore_waits_for_its_turn(store: DatasetStore, backup: Path, triples: Triples) -> None:
    """The version it becomes is the one behind what was published while it waited."""
    with store.write() as staging:
        found: list[int] = []
        thread = threading.Thread(target=lambda: found.append(restore(backup, store.folder)))
        thread.start()
        staging.put(K, triples("e:s e:p 1 ."))
    thread.join(timeout=30)
    assert found == [5]
    assert [entry.version for entry in store.journal.log.entries()] == [1, 2, 3, 4, 5]
    assert check_store(store) == []


def test_a_restore_that_breaks_off_anywhere_is_done_or_not(
    store: DatasetStore, backup: Path, triples: Triples, tmp_path: Path
) -> None:
    """A version is the restored one, or the one before."""
    old = content(store)
    with store.write() as staging:
        staging.put(K, triples("e:s e:p 1 ."))
    new = content(store)
    with each_step(store.folder, tmp_path / "shots") as camera:
        restore(backup, store.folder)
    found = []
    for shot in camera.taken:
        crashed = DatasetStore.open(shot)
        with crashed.serving():
            found.append(crashed.version)
        assert content(crashed) == (new if crashed.version == 4 else old)
        assert check_store(crashed) == [], shot
    assert set(found) == {4, 5}


def test_a_folder_with_something_else_in_it_takes_no_backup(backup: Path, tmp_path: Path) -> None:
    """Nor does a file."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.tex").touch()
    before = listing(tmp_path)
    with pytest.raises(NotFoundError, match="is not empty and holds no store"):
        restore(backup, tmp_path / "papers")
    with pytest.raises(ParameterError, match="A store is a folder"):
        restore(backup, backup)
    assert listing(tmp_path) == before


def test_a_refused_backup_makes_no_folder(tmp_path: Path) -> None:
    """The one that was asked for is not there afterwards."""
    (tmp_path / "b").write_bytes(b"junk")
    with pytest.raises(InputError, match="no whole backup"):
        restore(tmp_path / "b", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_restore_that_finds_no_room_changes_nothing(
    store: DatasetStore, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in a new folder nor in a store."""
    before = listing(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.store.publication.sync_files", full)
    for target in (tmp_path / "new", store.folder):
        with pytest.raises(UnavailableError, match="full"):
            restore(backup, target)
    assert listing(tmp_path) == before
