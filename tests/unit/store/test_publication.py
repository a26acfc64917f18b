"""Tests of kg.store.publication: the order of the steps, and a crash at every one of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import DiskFullError, UnavailableError
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.store.staging import Staging
from tests.conftest import Load, Triples
from tests.unit.store.contents import Quads, content
from tests.unit.store.disk import listing
from tests.unit.store.steps import each_step

G = "http://example.org/g"
H = "http://example.org/h"


def states_after_crashes(shots: list[Path], expected: dict[int, Quads]) -> list[int]:
    """Serve each copy once: which version it has then; it holds what that version held."""
    found = []
    for shot in shots:
        store = DatasetStore.open(shot)
        with store.serving() as said:
            assert all(sentence.endswith(".") for sentence in said)
        found.append(store.version)
        assert content(store) == expected[store.version], shot
        assert check_store(store) == [], shot
    return found


def test_a_crash_at_any_step_leaves_the_old_version_or_the_new(
    load: Load, triples: Triples, tmp_path: Path
) -> None:
    """What is served again is whole, its journal leads to it, and nothing is left over."""
    store = load(g="e:s e:p 1 .")
    before = content(store)
    with each_step(store.folder, tmp_path) as camera:
        with store.write() as staging:
            staging.put(G, triples("e:s e:p 2 ."))
            staging.create(H)
        camera.shoot("acknowledged")
    found = states_after_crashes(camera.taken, {1: before, 2: content(store)})
    assert found == sorted(found)
    assert (found[0], found[-1]) == (1, 2)
    assert found.count(1) >= 5  # the patch, its name, the checkpoint, the log, CURRENT


def test_a_store_goes_on_after_a_crash_at_any_step(
    load: Load, triples: Triples, tmp_path: Path
) -> None:
    """Without a word of help: the next write is the next version, and says what it mended."""
    store = load(g="e:s e:p 1 .")
    with each_step(store.folder, tmp_path) as camera, store.write() as staging:
        staging.put(G, triples("e:s e:p 2 ."))
    for shot in camera.taken:
        crashed = DatasetStore.open(shot)
        before = crashed.version
        with crashed.write() as staging:
            staging.put(G, triples("e:s e:p 3 ."))
        assert crashed.version == before + 1
        assert check_store(crashed) == [], shot


def test_a_crash_while_a_store_is_made_leaves_a_store_or_none(tmp_path: Path) -> None:
    """A folder without settings is no store; with them it is whole."""
    with each_step(tmp_path / "store", tmp_path / "shots") as camera:
        camera.taken.clear()
        (tmp_path / "store").mkdir()
        DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    made = [shot for shot in camera.taken if (shot / "settings.json").exists()]
    assert 0 < len(made) < len(camera.taken)
    for shot in made:
        assert check_store(DatasetStore.open(shot)) == []


def test_each_step_of_a_write_is_on_the_disk_before_the_next(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The patch, the checkpoint, the log, `CURRENT`: what the last names is whole."""
    store = load(g="e:s e:p 1 .")
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}")).relative_to(store.folder.resolve())
        steps.append(f"sync {path}" if len(path.parts) < 3 else "sync a file of the version")
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
        "sync a file of the version",
        "sync versions/2",
        "sync versions",
        "sync journal/log.jsonl",
        "sync CURRENT.new",
        "replace CURRENT",
        "sync .",
    ]


def nothing(_: Staging) -> None:
    """Change nothing."""


def the_same_again(staging: Staging) -> None:
    """Put what is there."""
    staging.put(G, staging.triples(G))


def there_and_back(staging: Staging) -> None:
    """Change a graph, make another, drop a third, and take all of it back."""
    before = staging.triples(G)
    staging.put(G, ())
    staging.put(G, before)
    staging.put(H, before)
    staging.drop(H)
    staging.drop(G)
    staging.put(G, before)


@pytest.mark.parametrize("change", [nothing, the_same_again, there_and_back])
def test_a_write_that_changes_nothing_leaves_no_trace(
    load: Load, change: Callable[[Staging], None]
) -> None:
    """No version, no line in the log, no file anywhere; readers keep their caches."""
    store = load(g="e:s e:p 1, 01, 'text' .")
    before = listing(store.folder)
    with store.write() as staging:
        change(staging)
    assert listing(store.folder) == before


class Refused(Exception):
    """What a gate may raise."""


@pytest.mark.parametrize(
    "error", [Refused(), OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()]
)
def test_a_refused_write_leaves_no_trace(
    load: Load, triples: Triples, error: BaseException
) -> None:
    """Journal and staging included, whatever it had changed, and whatever stopped it."""
    store = load(g="e:s e:p 1 .")
    before = listing(store.folder)

    def change(staging: Staging) -> None:
        staging.put(G, triples("e:s e:p 2 ."))
        staging.drop(H)
        staging.create("http://example.org/new")
        raise error

    with pytest.raises((Refused, UnavailableError, KeyboardInterrupt)), store.write() as staging:
        change(staging)
    assert listing(store.folder) == before


STEPS = (
    "kg.store.journal.PatchWriter.end",
    "kg.store.staging.Staging.save",
    "kg.store.publication.sync_files",
    "kg.store.log.Log.append",
    "kg.store.publication.write_atomically",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_is_full_at_any_step_takes_back_those_before(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Half a checkpoint must not lie on a full disk until the next write."""
    store = load(g="e:s e:p 1 .")
    before = listing(store.folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(DiskFullError, match="nothing was stored"), store.write() as staging:
            staging.put(G, triples("e:s e:p 2 ."))
    assert listing(store.folder) == before
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 3 ."))
    assert (store.version, check_store(store)) == (2, [])


def test_a_half_written_line_of_the_log_is_taken_back(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full in the middle of it; nothing that needs room is tried then."""
    store = load(g="e:s e:p 1 .")
    before = listing(store.folder)

    def half(handle: int) -> None:
        if os.readlink(f"/proc/self/fd/{handle}").endswith("log.jsonl"):
            os.truncate(handle, os.fstat(handle).st_size - 30)
            monkeypatch.undo()
            monkeypatch.setattr("kg.store.log.write_atomically", no_room)
            no_room()

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", half)
    with pytest.raises(DiskFullError), store.write() as staging:
        staging.put(G, triples("e:s e:p 2 ."))
    assert listing(store.folder) == before


def test_old_versions_that_cannot_be_removed_stop_no_write(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write was published before they were looked at."""
    store = load(g="e:s e:p 1 .")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("kg.store.versions.Versions.prune", fail)
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 2 ."))
    assert (store.version, staging.version) == (2, 2)
