"""Tests of kg.store.embedded: versions, one writer, crashes."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, ParameterError, ResourceError, UnavailableError
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.store.snapshot import Snapshot
from tests.conftest import Load, Triples
from tests.unit.store.contents import content

G = "http://example.org/g"


def versions(store: DatasetStore) -> list[str]:
    """The versions on disk."""
    return sorted(path.name for path in (store.folder / "versions").iterdir())


def break_off(store: DatasetStore, triples: set[ox.Triple], error: Exception) -> None:
    """Change two graphs, then fail."""
    with store.write() as staging:
        staging.put(G, triples)
        staging.put("http://example.org/h", triples)
        raise error


def test_a_new_store_is_empty_and_has_version_0(tmp_path: Path) -> None:
    """Folders above it are made."""
    store = DatasetStore.create(tmp_path / "a" / "b")
    assert store.version == 0
    assert content(store) == set()
    assert DatasetStore.open(store.folder).settings == StoreSettings()


def test_a_folder_with_something_else_in_it_becomes_no_store(tmp_path: Path) -> None:
    """And what is in it stays."""
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(NotFoundError, match="is not empty and holds no store"):
        DatasetStore.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("name", ["file", "file/store"])
def test_a_store_cannot_be_made_where_a_file_stands(tmp_path: Path, name: str) -> None:
    """The reason of the operating system is passed on."""
    (tmp_path / "file").touch()
    with pytest.raises(ParameterError, match=r"(File exists|Not a directory).*is a folder"):
        DatasetStore.create(tmp_path / name)


def test_there_is_no_store_where_none_was_made(tmp_path: Path) -> None:
    """Opening never creates."""
    with pytest.raises(NotFoundError, match="there is no store here"):
        DatasetStore.open(tmp_path)


def test_each_write_publishes_the_next_version(load: Load) -> None:
    """Version N+1 is there when the block has ended."""
    assert [load(g=f"e:s e:p {number} .").version for number in range(3)] == [1, 2, 3]


def test_a_write_is_invisible_until_it_ends(load: Load, triples: Triples) -> None:
    """A reader sees the whole of it or nothing."""
    store = load(g="e:s e:p 1 .")
    before = content(store)
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 2 ."))
        assert (store.version, content(store)) == (1, before)
    assert store.version == 2
    assert content(store) != before


def test_an_exception_in_a_write_discards_all_of_it(load: Load, triples: Triples) -> None:
    """Version and content stay, and the copy is gone."""
    store = load(g="e:s e:p 1 .")
    before = content(store)
    with pytest.raises(KeyError):
        break_off(store, triples("e:s e:p 2 ."), KeyError())
    assert (store.version, content(store)) == (1, before)
    assert not (store.folder / "staging").exists()


def test_a_write_that_changes_nothing_publishes_nothing(load: Load, triples: Triples) -> None:
    """Readers keep their caches."""
    store = load(g="e:s e:p 1 .")
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
    assert (store.version, versions(store)) == (1, ["0", "1"])


def test_a_writer_that_somebody_still_names_blocks_nobody(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """An error report that is kept for a log keeps its frames, and their variables."""
    with plain_store.write() as first:
        first.put(G, triples("e:s e:p 1 ."))
    with plain_store.write() as second:
        second.put(G, triples("e:s e:p 2 ."))
    assert plain_store.version == 2
    with pytest.raises(AttributeError):
        first.triples(G)


def test_a_reader_keeps_the_version_it_opened(load: Load) -> None:
    """It stays on the disk for as long as somebody reads it, and goes with a later write."""
    store = load(g="e:s e:p 1 .")
    snapshot = store.snapshot()
    for number in range(2, 8):
        load(g=f"e:s e:p {number} .")
    assert versions(store) == ["1", "5", "6", "7"]
    assert [str(quad.object) for quad in snapshot.quads(G)] == [str(ox.Literal(1))]
    del snapshot
    load(g="e:s e:p 8 .")
    assert versions(store) == ["6", "7", "8"]


def test_old_versions_are_removed_but_the_last(load: Load) -> None:
    """Their number is a setting."""
    for number in range(6):
        store = load(g=f"e:s e:p {number} .")
    assert store.settings.keep_versions == 3
    assert versions(store) == ["4", "5", "6"]


def test_a_second_writer_is_refused_with_a_plain_sentence(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """In the same process and in another; afterwards the store is free again."""
    script = (
        "import sys; from pathlib import Path\n"
        "from kg.store.embedded import DatasetStore\n"
        "with DatasetStore.open(Path(sys.argv[1])).write(): print('writes')"
    )
    command = [sys.executable, "-c", script, str(plain_store.folder)]
    with plain_store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
        with (
            pytest.raises(UnavailableError, match="another process is writing"),
            plain_store.write(),
        ):
            pass
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "another process is writing to this store" in refused.stderr
    assert plain_store.version == 1
    allowed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert allowed.stdout == "writes\n"


def test_leftovers_of_a_crash_are_harmless(load: Load) -> None:
    """A half-made copy, a version that CURRENT never named, a half-written CURRENT."""
    store = load(g="e:s e:p 1 .")
    before = content(store)
    (store.folder / "staging").mkdir()
    (store.folder / "staging" / "bulk-1.sst").write_bytes(b"rubbish")
    shutil.copytree(store.folder / "versions" / "0", store.folder / "versions" / "2")
    (store.folder / "versions" / "2" / "rubbish").touch()
    (store.folder / "CURRENT.new").write_text("7")
    assert (store.version, content(store)) == (1, before)
    assert load(g="e:s e:p 2 .").version == 2
    assert [str(quad.object) for quad in store.snapshot().quads(G)] == [str(ox.Literal(2))]
    assert not (store.folder / "versions" / "2" / "rubbish").exists()
    assert not (store.folder / "staging").exists()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "the disk is full; nothing was stored"), (errno.EIO, "Input/output error")],
)
def test_a_disk_that_fails_is_said_to_fail(
    number: int, sentence: str, load: Load, triples: Triples
) -> None:
    """And nothing is stored."""
    store = load(g="e:s e:p 1 .")
    with pytest.raises(UnavailableError, match=sentence):
        break_off(store, triples("e:s e:p 2 ."), OSError(number, os.strerror(number)))
    assert store.version == 1


@pytest.mark.parametrize("text", ["", "one", None])
def test_a_current_that_cannot_be_read_is_damage(text: str | None, load: Load) -> None:
    """Rather than taken for version 0; the sentence says where to go on."""
    store = load(g="e:s e:p 1 .")
    current = store.folder / "CURRENT"
    current.unlink()
    if text is not None:
        current.write_text(text)
    for use in (store.snapshot, store.write().__enter__, store.serving().__enter__):
        with pytest.raises(ResourceError, match=r"damaged: CURRENT cannot be read.*kg doctor"):
            use()


@pytest.mark.parametrize("damage", ["missing", "MANIFEST", "sst", "CURRENT"])
def test_a_version_that_is_damaged_is_said_so(damage: str, load: Load) -> None:
    """Rather than taken for an empty one."""
    store = load(g="e:s e:p 1 .")
    folder = store.versions.path(1)
    for path in list(folder.iterdir()):
        if damage in path.name:
            path.write_bytes(b"")
    if damage == "missing":
        shutil.rmtree(folder)
    with pytest.raises(ResourceError, match="damaged: the version cannot be opened"):
        store.snapshot()


def test_a_version_that_cannot_be_opened_now_is_no_damage(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be too many open files; nobody should restore a backup for that."""
    store = load(g="e:s e:p 1 .")

    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("kg.store.snapshot.SharedLock", refuse)
    with pytest.raises(UnavailableError, match="Too many open files"):
        store.snapshot()


def test_a_version_that_goes_between_two_steps_is_not_missed(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader looked at CURRENT, then others published until that version was removed."""
    store = load(g="e:s e:p 1 .")
    opened = Snapshot.open

    def late(folder: Path, version: int, base_iri: str) -> Snapshot:
        monkeypatch.undo()
        for number in range(2, 6):
            load(g=f"e:s e:p {number} .")
        assert not folder.exists()
        return opened(folder, version, base_iri)

    monkeypatch.setattr(Snapshot, "open", late)
    assert store.snapshot().version == 5


@pytest.mark.parametrize("keep", [1, 2])
def test_the_versions_that_stay_are_a_setting(
    plain_store: DatasetStore, triples: Triples, keep: int
) -> None:
    """It is read from settings.json, which may be edited."""
    replace(plain_store.settings, keep_versions=keep).write(plain_store.folder)
    edited = DatasetStore.open(plain_store.folder)
    for number in range(4):
        with edited.write() as staging:
            staging.put(G, triples(f"e:s e:p {number} ."))
    assert versions(edited) == ["3", "4"][-keep:]


def test_two_servers_cannot_serve_one_store(plain_store: DatasetStore) -> None:
    """The second says so, in this process and in another; afterwards the store is free."""
    script = (
        "import sys; from pathlib import Path\n"
        "from kg.store.embedded import DatasetStore\n"
        "with DatasetStore.open(Path(sys.argv[1])).serving(): print('serves')"
    )
    command = [sys.executable, "-c", script, str(plain_store.folder)]
    with plain_store.serving() as said:
        assert said == []
        with pytest.raises(UnavailableError, match="another server serves this store"):
            plain_store.serving().__enter__()
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "another server serves this store" in refused.stderr
        with plain_store.write() as staging:
            staging.create(G)  # a loader beside the server is no second server
    allowed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert allowed.stdout == "serves\n"


def test_errors_of_a_server_are_not_blamed_on_the_store(plain_store: DatasetStore) -> None:
    """A socket that fails is no disk that fails."""
    with pytest.raises(ConnectionResetError), plain_store.serving():
        raise ConnectionResetError


def test_a_warm_store_writes_on_its_copy_again(load: Load, triples: Triples) -> None:
    """Unless others published in between, or the copy was refused or removed."""
    store = DatasetStore.open(load(g="e:s e:p 1 .").folder, warm=True)
    area = store.folder / "staging"

    def write(number: int) -> list[str]:
        with store.write() as staging:
            staging.put(G, triples(f"e:s e:p {number} ."))
        assert content(store) == content(DatasetStore.open(store.folder))
        assert any(f'"{number}"' in quad for quad in content(store))
        return [path.name for path in area.iterdir()]

    first = write(2)
    assert write(3) == first
    load(h="e:s e:p 9 .")
    second = write(4)
    assert second != first
    with pytest.raises(KeyError):
        break_off(store, triples("e:s e:p 5 ."), KeyError())
    third = write(6)
    assert third != second
    shutil.rmtree(area)
    assert write(7) != third
    store.close()
    assert not area.exists()


def test_a_write_says_which_version_holds_it(load: Load, triples: Triples) -> None:
    """Also when it changed nothing: then the one that was there."""
    store = load(g="e:s e:p 1 .")
    for objects, version in (("2", 2), ("2", 2), ("3", 3)):
        with store.write() as staging:
            staging.put(G, triples(f"e:s e:p {objects} ."))
        assert staging.version == version


def test_the_log_says_what_a_version_changed(plain_store: DatasetStore, triples: Triples) -> None:
    """Who, by what, each graph with its counts, how many quads there are now."""
    with plain_store.write("put", "ann") as staging:
        staging.put(G, triples("e:s e:p 1, 2 ."))
        staging.create("urn:empty")
    with plain_store.write("delete", "bob") as staging:
        staging.put(G, triples("e:s e:p 2 ."))
        staging.drop("urn:empty")
    one, two = plain_store.journal.log.entries()
    assert (one.version, one.who, one.action, one.quads) == (1, "ann", "put", 2)
    assert (one.changes, one.created, one.dropped) == ({G: (2, 0)}, (G, "urn:empty"), ())
    assert (two.changes, two.created, two.dropped) == ({G: (0, 1)}, (), ("urn:empty",))
    assert (two.who, two.quads) == ("bob", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.time)
