"""Tests of kg.store.passed: which shapes a version passed, kept and read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ResourceError, UnavailableError
from kg.store.backup import write_backup
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.passed import CONTEXT, Differences, PassedShapes, ShapeDigests
from kg.store.restore import restore
from tests.conftest import Load
from tests.unit.store.steps import each_step

G = "http://example.org/g"
FIRST = ShapeDigests({CONTEXT: "0", "urn:a": "1", "urn:b": "2"})
SECOND = ShapeDigests({"urn:b": "3", "urn:c": "4", CONTEXT: "0"})


def written(store: DatasetStore, passed: ShapeDigests | None, number: int) -> DatasetStore:
    """Publish a version that passed shapes."""
    with store.write() as staging:
        staging.create(f"urn:{number}")
        staging.passed = passed
    return store


def shapes_of(store: DatasetStore) -> str:
    """What the log says of the newest version."""
    last = store.journal.log.last()
    assert last is not None
    return last.shapes


def test_one_digest_stands_for_all() -> None:
    """In whatever order the shapes come."""
    other = ShapeDigests(dict(reversed(list(FIRST.parts.items()))))
    assert (other.digest, other.text) == (FIRST.digest, FIRST.text)
    assert FIRST.digest.startswith("sha256:")
    assert FIRST.digest != SECOND.digest


def test_differences_are_told_apart() -> None:
    """What changed, what is new, what is gone."""
    assert SECOND.since(FIRST) == Differences(("urn:b",), ("urn:c",), ("urn:a",))
    assert FIRST.since(FIRST) == Differences()


def test_a_shape_that_changed_is_passed_by_no_one_s_data() -> None:
    """Some of it passed the one, some the other; going back to the first does not mend that."""
    carried = SECOND.carried(FIRST)
    assert SECOND.since(carried).changed == FIRST.since(carried).changed == ("urn:b",)
    assert FIRST.since(carried).added == ("urn:a",)
    assert SECOND.since(carried).added == ("urn:c",)
    assert FIRST.carried(FIRST) == FIRST


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    """By its digest; once is enough."""
    passed = PassedShapes(tmp_path / "shapes")
    digest = passed.keep(FIRST)
    before = [path.stat().st_mtime_ns for path in (tmp_path / "shapes").iterdir()]
    assert passed.keep(FIRST) == digest == FIRST.digest
    assert [path.stat().st_mtime_ns for path in (tmp_path / "shapes").iterdir()] == before
    assert passed.read(digest) == FIRST
    assert (passed.read(""), passed.known("")) == (None, None)


def tear(path: Path) -> None:
    """Only half of it is there."""
    path.write_bytes(path.read_bytes()[:20])


def swap(path: Path) -> None:
    """Another one under its name."""
    path.write_text(SECOND.text)


def nest(path: Path) -> None:
    """JSON that is something else."""
    path.write_text("[" * 100_000)


@pytest.mark.parametrize("spoil", [tear, swap, nest, Path.unlink, lambda p: p.write_text("[1]")])
def test_what_cannot_be_read_is_said(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    """With the way out; it is not known then, and kept anew when it comes again."""
    passed = PassedShapes(tmp_path)
    digest = passed.keep(FIRST)
    [path] = tmp_path.iterdir()
    spoil(path)
    with pytest.raises(ResourceError, match=r"cannot be read.*kg validate --store"):
        passed.read(digest)
    assert passed.known(digest) is None
    passed.keep(FIRST)
    assert passed.read(digest) == FIRST


@pytest.mark.parametrize("digest", ["1", "sha256:../../settings", "sha256:" + "0" * 63])
def test_only_a_digest_names_a_file(tmp_path: Path, digest: str) -> None:
    """A log may come from anywhere."""
    with pytest.raises(ResourceError, match="no digest of shapes"):
        PassedShapes(tmp_path).read(digest)


def test_the_log_names_what_a_version_passed(load: Load) -> None:
    """Or nothing, when that is not known."""
    store = load(g="e:s e:p 1 .")
    assert shapes_of(store) == ""
    assert shapes_of(written(store, FIRST, 1)) == FIRST.digest
    assert store.passed.read(FIRST.digest) == FIRST
    assert shapes_of(written(store, None, 2)) == ""


def test_a_version_is_noted_to_have_passed(load: Load) -> None:
    """It stays the version, and the rest of the log as it was."""
    store = written(load(g="e:s e:p 1 ."), FIRST, 1)
    before = list(store.journal.log.entries())
    store.note_passed(2, SECOND)
    after = list(store.journal.log.entries())
    assert store.version == 2
    assert after == [before[0], replace(before[1], shapes=SECOND.digest)]
    assert store.graph_versions.of(G, 2) == 1
    assert check_store(store) == []


def test_another_version_is_noted_nothing(load: Load) -> None:
    """Somebody wrote meanwhile, or writes still."""
    store = written(load(g="e:s e:p 1 ."), FIRST, 1)
    with pytest.raises(UnavailableError, match="version 2 was published meanwhile"):
        store.note_passed(1, SECOND)
    (store.folder / "journal" / "log.jsonl").write_bytes(b"")
    with pytest.raises(ResourceError, match="does not end with version 2"):
        store.note_passed(2, SECOND)


def test_a_crash_at_any_step_leaves_the_old_note_or_the_new(load: Load, tmp_path: Path) -> None:
    """Each can be read, and nothing is left over."""
    store = written(load(g="e:s e:p 1 ."), FIRST, 1)
    with each_step(store.folder, tmp_path) as camera:
        store.note_passed(2, SECOND)
        camera.shoot("noted")
    found = []
    for shot in camera.taken:
        crashed = DatasetStore.open(shot)
        with crashed.serving():
            found.append(crashed.passed.read(shapes_of(crashed)))
        assert check_store(crashed) == [], shot
    assert (found[0], found[-1]) == (FIRST, SECOND)
    assert found == [FIRST] * found.count(FIRST) + [SECOND] * found.count(SECOND)


def test_a_backup_keeps_what_its_version_passed(load: Load, tmp_path: Path) -> None:
    """In a new store, and in one that is there."""
    store = written(load(g="e:s e:p 1 ."), FIRST, 1)
    write_backup(store, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "new")
    written(store, SECOND, 2)
    restore(tmp_path / "b", store.folder)
    for restored in (DatasetStore.open(tmp_path / "new"), store):
        assert restored.passed.read(shapes_of(restored)) == FIRST
        assert check_store(restored) == []


def test_a_backup_of_a_store_that_lost_it_says_nothing(load: Load, tmp_path: Path) -> None:
    """It is whole all the same."""
    store = written(load(g="e:s e:p 1 ."), FIRST, 1)
    for path in (store.folder / "shapes").iterdir():
        path.write_text("{")
    write_backup(store, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "new")
    assert shapes_of(DatasetStore.open(tmp_path / "new")) == ""


def test_erasing_keeps_it(load: Load) -> None:
    """What is left has passed what all had."""
    store = load(g="e:s e:p 1 .")
    with store.write("forget", erasing=[G]) as staging:
        staging.drop(G)
        staging.passed = FIRST
    assert store.passed.read(shapes_of(store)) == FIRST
