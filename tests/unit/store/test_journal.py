"""Tests of kg.store.journal: patches by version, the base, what a crash leaves."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ResourceError
from kg.store.journal import Journal
from tests.unit.store.disk import listing

G = "http://example.org/g"


def triple(number: int) -> ox.Triple:
    """A fact."""
    s, p = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
    return ox.Triple(s, p, ox.Literal(number))


def write(journal: Journal, version: int) -> None:
    """Write the patch of a version, which adds a fact."""
    writer = journal.begin({"version": str(version)})
    writer.write(G, [triple(version)], adds=True)
    writer.end(journal.patch(version))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The patches of three versions."""
    found = Journal(tmp_path / "journal")
    found.create()
    for version in (1, 2, 3):
        write(found, version)
    return found


def names(journal: Journal) -> list[str]:
    """The patches there are."""
    return sorted(path.name for path in journal.patch(0).parent.glob("*.rdfp"))


def numbers(journal: Journal, path: Path) -> list[str]:
    """The facts that a patch adds."""
    return [str(line.quad.object) for line in journal.read(path) if line.adds]


def test_a_patch_counts_when_it_has_its_name(journal: Journal) -> None:
    """One that is begun again replaces one that was not finished; one that is discarded is gone."""
    first = journal.begin({})
    first.write(G, [triple(7)], adds=True)
    first._file.close()
    second = journal.begin({})
    assert names(journal) == ["1.rdfp", "2.rdfp", "3.rdfp", "next.rdfp"]
    second.discard()
    second.discard()
    assert names(journal) == ["1.rdfp", "2.rdfp", "3.rdfp"]


def test_a_patch_is_thrown_away_on_a_full_disk_too(journal: Journal) -> None:
    """What it still holds cannot be written, and is not missed."""
    writer = journal.begin({})

    class Full:
        """A file on a full disk."""

        def close(self) -> None:
            """Fail, as a buffer does that cannot be emptied."""
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writer._file.close()
    writer._file = Full()  # type: ignore[assignment]
    writer.discard()
    assert "next.rdfp" not in names(journal)


@pytest.mark.parametrize(("version", "left"), [(3, 3), (2, 2)])
def test_what_lies_behind_a_version_goes(journal: Journal, version: int, left: int) -> None:
    """Its patch, the unfinished one; it says whether there was anything."""
    (journal.patch(0).parent / "next.rdfp").touch()
    assert [path.name for path in journal.behind(2)] == ["3.rdfp", "next.rdfp"]
    assert journal.rewind(version)
    assert not journal.rewind(version)
    assert len(names(journal)) == left


def test_a_base_that_was_never_published_goes(journal: Journal) -> None:
    """Else the journal would begin with a version that nobody ever saw."""
    journal.write_base(4, [], [])
    assert journal.start() == 4
    assert journal.rewind(3)
    assert (journal.base(), journal.start()) == (None, 0)


def test_a_base_takes_the_place_of_all_before_it(journal: Journal) -> None:
    """It is whole before they go; a later one takes its place in turn."""
    journal.write_base(2, [(G, [triple(1), triple(2)]), ("urn:empty", [])], [G, "urn:empty"])
    assert names(journal) == ["1.rdfp", "2.base.rdfp", "2.rdfp", "3.rdfp"]
    assert journal.remove_before(2) == 2
    assert journal.remove_before(2) == 0
    base = journal.base()
    assert base is not None
    assert (base[0], journal.graphs(base[1])) == (2, [G, "urn:empty"])
    assert len(numbers(journal, base[1])) == 2
    journal.write_base(3, [], [])
    assert journal.remove_before(3) == 2
    assert names(journal) == ["3.base.rdfp"]


def settle(journal: Journal) -> None:
    """Let the folder seem to be as it is for a long time."""
    os.utime(journal.patch(0).parent, ns=(0, 1))


def test_the_folder_is_looked_through_when_it_was_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may hold a hundred thousand patches, and every page of the feed asks for the base."""
    looks: list[object] = []
    look = os.scandir

    def noted(folder: Path) -> Iterator[os.DirEntry[str]]:
        looks.append(folder)
        return look(folder)

    monkeypatch.setattr("os.scandir", noted)
    journal.write_base(2, [], [])
    settle(journal)
    assert [journal.start() for _ in range(5)] == [2] * 5
    assert len(looks) == 1
    write(journal, 4)
    assert journal.start() == 2
    assert len(looks) == 2


def test_a_base_is_seen_at_once(journal: Journal) -> None:
    """Though another process writes it, within the same step of the clock."""
    other = Journal(journal.patch(0).parent)
    for version in range(4, 24):
        write(other, version)
        journal.start()
        other.write_base(version, [], [])
        assert journal.start() == version
        settle(journal)
        assert journal.start() == version
    other.remove_before(23)
    assert [journal.start(), Journal(Path("/nowhere")).start()] == [23, 0]


def test_a_base_that_cannot_be_written_changes_nothing(journal: Journal) -> None:
    """Its reader failed in the middle."""
    before = listing(journal.patch(0).parent)

    def fail() -> object:
        raise OSError(errno.EIO, "gone")

    with pytest.raises(OSError, match="gone"):
        journal.write_base(2, ((G, [triple(1)]) for _ in iter(fail, None)), [])
    assert listing(journal.patch(0).parent) == before


def test_how_far_the_patches_reach(journal: Journal) -> None:
    """From one version to another, without a gap."""
    assert journal.reaches(3, 0)
    assert journal.reaches(3, 3)
    assert not journal.reaches(4, 0)
    journal.patch(2).unlink()
    assert not journal.reaches(3, 0)
    assert journal.reaches(3, 2)


def test_a_patch_that_is_missing_or_torn_is_damage(journal: Journal) -> None:
    """The sentence names the file."""
    path = journal.patch(2)
    path.write_bytes(path.read_bytes().replace(b"TC .\n", b""))
    with pytest.raises(ResourceError, match=r"2\.rdfp: the store is damaged: .*breaks off"):
        list(journal.read(path))
    path.unlink()
    with pytest.raises(ResourceError, match=r"2\.rdfp: the store is damaged: .*No such file"):
        list(journal.read(path))


def test_what_the_patches_mention(journal: Journal) -> None:
    """By the bytes that stand there."""
    assert journal.mentions([f"<{G}>"])
    assert journal.mentions(["<urn:other>", '"2"'])
    assert not journal.mentions(["<urn:other>", "<http://example.org>"])
