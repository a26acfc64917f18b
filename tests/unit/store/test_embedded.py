"""Tests of kg.store.embedded: versions, one writer, crashes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, UnavailableError
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Load, Triples

G = "http://example.org/g"


def content(store: DatasetStore) -> set[str]:
    """All quads of the published version."""
    snapshot = store.snapshot()
    return {str(quad) for quad in (*snapshot.quads(), *snapshot.default_graph())}


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


def test_a_store_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    """The reason of the operating system is passed on."""
    (tmp_path / "file").touch()
    with pytest.raises(UnavailableError, match=r"File exists|Not a directory"):
        DatasetStore.create(tmp_path / "file" / "store")


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


def test_a_crash_before_current_is_replaced_leaves_the_old_version(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checkpoint is complete, but nobody has named it yet."""
    store = load(g="e:s e:p 1 .")
    before = content(store)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kg.store.embedded.write_atomically", crash)
        with pytest.raises(KeyboardInterrupt), store.write() as staging:
            staging.put(G, triples("e:s e:p 2 ."))
    assert (store.version, content(store)) == (1, before)
    assert (store.folder / "versions" / "2").exists()
    assert load(g="e:s e:p 3 .").version == 2
    assert [str(quad.object) for quad in store.snapshot().quads(G)] == [str(ox.Literal(3))]


def test_each_step_of_a_write_is_on_the_disk_before_the_next(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The patch, the checkpoint, the log, `CURRENT`: what the last names is whole."""
    store = load(g="e:s e:p 1 .")
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}")).relative_to(store.folder.resolve())
        steps.append(f"sync {path}" if path.parts[:1] != ("versions",) else "sync version")
        fsync(handle)

    def note_replace(path: Path, target: Path) -> Path:
        steps.append(f"replace {target.relative_to(store.folder)}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 2 ."))
    assert list(dict.fromkeys(steps)) == [
        "sync journal/next.rdfp",
        "replace journal/2.rdfp",
        "sync journal",
        "sync version",
        "sync journal/log.jsonl",
        "sync CURRENT.new",
        "replace CURRENT",
        "sync .",
    ]


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
def test_a_current_that_cannot_be_read_is_said_so(text: str | None, load: Load) -> None:
    """Rather than taken for version 0."""
    store = load(g="e:s e:p 1 .")
    current = store.folder / "CURRENT"
    current.unlink()
    if text is not None:
        current.write_text(text)
    with pytest.raises(UnavailableError, match="CURRENT cannot be read"):
        store.snapshot()


def test_a_missing_version_is_said_to_be_missing(load: Load) -> None:
    """Rather than taken for an empty one."""
    store = load(g="e:s e:p 1 .")
    shutil.rmtree(store.folder / "versions" / "1")
    with pytest.raises(UnavailableError, match="the version cannot be opened"):
        store.snapshot()
