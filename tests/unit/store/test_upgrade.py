"""Tests of kg.store.upgrade: stores of format 1, and of formats to come."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.errors import ParameterError
from kg.lookup import list_graphs
from kg.store.backup import write_backup
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.restore import restore
from kg.store.settings import FORMAT, StoreSettings, read_settings
from tests.conftest import Triples
from tests.unit.store.contents import content
from tests.unit.store.disk import copied, listing
from tests.unit.store.steps import each_step

G = "http://example.org/g"


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> DatasetStore:
    """A store as the release before wrote it: no journal, fewer settings, a copy left behind."""
    store = DatasetStore.create(module_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
        staging.put("http://example.org/h", triples("e:s e:p 2 ."))
    with store.write() as staging:
        staging.create("urn:empty")
    shutil.rmtree(store.folder / "journal")
    (store.folder / "server.lock").unlink(missing_ok=True)
    path = store.folder / "settings.json"
    settings = json.loads(path.read_text())
    del settings["keep_versions"]
    path.write_text(json.dumps({**settings, "format": 1}))
    (store.folder / "staging").mkdir()
    (store.folder / "staging" / "000004.sst").touch()
    return store


@pytest.fixture
def old(original: DatasetStore, tmp_path: Path) -> DatasetStore:
    """A copy of it."""
    return copied(original, tmp_path / "store")


def test_it_is_read_as_it_is(old: DatasetStore) -> None:
    """Nothing is written for that."""
    before = listing(old.folder)
    assert len(content(old)) == 7
    assert [graph.version for graph in list_graphs(old)] == [0, 0, 0]
    assert list(old.journal.log.entries()) == []
    [finding] = [f for f in check_store(old) if "format 1" in f.text]
    assert not finding.damage
    (old.folder / "lock").touch()
    assert listing(old.folder).keys() <= {*before, "lock"}


def test_a_server_upgrades_it_and_says_so(old: DatasetStore) -> None:
    """Once; its content and its identity stay."""
    before, identity = content(old), old.settings.identity
    with old.serving() as said:
        assert said[0] == "Upgraded the store from format 1 to 2."
        assert old.settings.format == FORMAT
    assert read_settings(old.folder).identity == identity
    assert (content(old), old.version) == (before, 2)
    assert check_store(old) == []
    with DatasetStore.open(old.folder).serving() as said:
        assert said == []


def test_a_write_upgrades_it_first(old: DatasetStore, triples: Triples) -> None:
    """The log begins with what was there."""
    with old.write() as staging:
        staging.put(G, triples("e:s e:p 3 ."))
    upgraded, written = old.journal.log.entries()
    assert (upgraded.version, upgraded.action, upgraded.quads) == (2, "upgrade", 2)
    assert (written.version, written.quads) == (3, 2)
    assert check_store(old) == []


def test_an_upgrade_may_break_off_anywhere(old: DatasetStore, tmp_path: Path) -> None:
    """It is done again, and the journal begins with a whole base."""
    before = content(old)
    with each_step(old.folder, tmp_path / "shots") as camera, old.serving():
        pass
    assert len(camera.taken) > 4
    for shot in camera.taken:
        store = DatasetStore.open(shot)
        with store.serving():
            pass
        assert (content(store), store.version) == (before, 2)
        assert [entry.action for entry in store.journal.log.entries()] == ["upgrade"]
        assert check_store(store) == [], shot


def test_a_store_opened_before_others_upgraded_it_writes_on(
    old: DatasetStore, triples: Triples
) -> None:
    """It still takes it for an old one."""
    late = DatasetStore.open(old.folder)
    for number, store in enumerate((old, late), start=5):
        with store.write() as staging:
            staging.put(G, triples(f"e:s e:p {number} ."))
    assert [entry.version for entry in late.journal.log.entries()] == [2, 3, 4]
    assert check_store(late) == []


def test_a_backup_of_it_restores_as_a_store_of_today(old: DatasetStore, tmp_path: Path) -> None:
    """Nobody has to upgrade the old one for that."""
    write_backup(old, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    new = DatasetStore.open(tmp_path / "new")
    assert (new.settings.format, content(new)) == (FORMAT, content(old))
    assert check_store(new) == []


def test_a_format_to_come_is_refused(old: DatasetStore) -> None:
    """By every way in, before anything of it is touched."""
    settings = json.loads((old.folder / "settings.json").read_text())
    (old.folder / "settings.json").write_text(json.dumps({**settings, "format": 3, "new": 1}))
    before = listing(old.folder)
    with pytest.raises(ParameterError, match=r"format 3, this release reads 2.*Install"):
        DatasetStore.open(old.folder)
    assert listing(old.folder) == before
