"""Tests of kg.store.copies: the copies that writers change, and what is left of them."""

from __future__ import annotations

import errno
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.copies import StagingArea
from kg.store.versions import Versions


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """Two versions."""
    (tmp_path / "versions").mkdir()
    for number in (1, 2):
        ox.Store(str(tmp_path / "versions" / str(number))).flush()
    return Versions(tmp_path)


def area_of(versions: Versions, *, warm: bool = False) -> StagingArea:
    """A writer's area."""
    return StagingArea(versions.path(1).parent.parent / "staging", versions, warm=warm)


def names(area: StagingArea) -> list[str]:
    """The copies on disk."""
    return [path.name for path in area._folder.iterdir()] if area._folder.exists() else []


def test_a_copy_goes_when_the_write_ends(versions: Versions) -> None:
    """And the folder with it."""
    area = area_of(versions)
    area.take(1)
    assert len(names(area)) == 1
    area.keep(1)
    area.release()
    assert not area._folder.exists()


def test_a_warm_copy_stays_while_it_equals_a_version(versions: Versions) -> None:
    """One that may have changed does not."""
    area = area_of(versions, warm=True)
    area.take(1)
    assert not area.holds(1)
    area.keep(1)
    area.release()
    assert area.holds(1)
    assert not area.holds(2)
    [kept] = names(area)
    area.take(2)
    assert names(area) != [kept]
    area.release()
    assert names(area) == []


def test_copies_without_an_owner_are_cleared_away(versions: Versions) -> None:
    """Whatever is in them, such as what a bulk load leaves; those of living writers stay."""
    mine, other = area_of(versions, warm=True), area_of(versions, warm=True)
    for area in (mine, other):
        area.take(1)
        area.keep(1)
    for name in ("dead", "half.tmp"):
        (mine._folder / name).mkdir()
        (mine._folder / name / "bulk-0123.sst").write_bytes(b"x" * 1000)
    (mine._folder / "bulk-1.sst").touch()
    assert sorted(mine.clean()) == ["bulk-1.sst", "dead", "half.tmp"]
    assert len(names(mine)) == 2
    assert mine.holds(1)
    assert other.holds(1)


def test_the_last_crumb_takes_the_folder_with_it(versions: Versions) -> None:
    """A refused write leaves nothing, nor does a crash after it is mended."""
    area = area_of(versions)
    (area._folder / "dead").mkdir(parents=True)
    assert area.clean() == ["dead"]
    assert not area._folder.exists()
    assert area.clean() == []


def test_a_copy_that_others_removed_is_made_anew(versions: Versions) -> None:
    """An erasure clears all of them away, whoever keeps them."""
    mine, other = area_of(versions, warm=True), area_of(versions)
    mine.take(1)
    mine.keep(1)
    other.remove_all()
    assert not mine.holds(1)
    assert list(mine.take(1)) == []
    assert len(names(mine)) == 1


def test_a_copy_that_cannot_be_made_leaves_nothing(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full while it was opened."""
    area = area_of(versions)

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("kg.store.copies.SharedLock", full)
    with pytest.raises(OSError, match="full"):
        area.take(1)
    assert not area._folder.exists()
