"""Tests of kg.store.versions: what is published, what is kept, what is pinned."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import UnavailableError
from kg.store.embedded import DatasetStore
from kg.store.versions import Versions
from tests.conftest import Load

READER = """
import sys; from pathlib import Path
from kg.store.embedded import DatasetStore
snapshot = DatasetStore.open(Path(sys.argv[1])).snapshot()
print(snapshot.version, flush=True)
for _ in sys.stdin:
    print(sorted(str(quad.object.value) for quad in snapshot.quads()), flush=True)
"""


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """Versions 1 to 5, of which 4 is published."""
    for number in range(1, 6):
        (tmp_path / "versions" / str(number)).mkdir(parents=True)
    (tmp_path / "CURRENT").write_text("4\n")
    return Versions(tmp_path)


def test_old_versions_go_but_the_last(versions: Versions) -> None:
    """What stands behind the published one is not old."""
    assert versions.prune(keep=2) == [1, 2]
    assert versions.prune(keep=2) == []
    assert versions.numbers() == [3, 4, 5]
    assert versions.prune(keep=1) == [3]
    assert versions.numbers() == [4, 5]


def test_what_was_never_published_goes(versions: Versions) -> None:
    """And halves of versions, as the engine names them; what is published stays."""
    half = versions.path(5).with_name("5.tmp")
    half.mkdir()
    (half / "bulk-1.sst").touch()
    assert {path.name for path in versions.behind(4)} == {"5", "5.tmp"}
    assert set(versions.remove_behind(4)) == {"5", "5.tmp"}
    assert versions.numbers() == [1, 2, 3, 4]
    assert not half.exists()


def test_all_others_can_be_removed(versions: Versions) -> None:
    """Also those that somebody reads: an erasure may not wait."""
    versions.remove_others()
    assert versions.numbers() == [4]


def test_a_current_that_may_not_be_read_is_no_damage(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, it cannot be seen now."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnavailableError, match="Permission denied"):
        _ = versions.current


def test_a_version_opens_or_does_not(tmp_path: Path, versions: Versions) -> None:
    """A missing and an empty folder do not, nor one with a broken file."""
    assert not versions.opens(9)
    assert not versions.opens(1)
    ox.Store(str(tmp_path / "versions" / "6")).flush()
    assert versions.opens(6)
    (versions.path(6) / "CURRENT").write_text("junk")
    assert not versions.opens(6)


@contextmanager
def reading(store: DatasetStore) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the published version."""
    command = [sys.executable, "-c", READER, str(store.folder)]
    reader = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    with reader:
        try:
            assert answer(reader) == f"{store.version}"
            yield reader
        finally:
            reader.kill()


def answer(reader: subprocess.Popen[str], ask: str = "") -> str:
    """What the other process says next."""
    assert reader.stdin is not None
    assert reader.stdout is not None
    if ask:
        reader.stdin.write(ask)
        reader.stdin.flush()
    return reader.stdout.readline().strip()


def test_a_version_that_another_process_reads_stays(load: Load) -> None:
    """It reads on from it, and when it has gone the next write removes the version."""
    store = load(g="e:s e:p 'first' .")
    with reading(store) as reader:
        for number in range(4):
            load(g=f"e:s e:p {number} .")
        assert store.versions.numbers() == [1, 3, 4, 5]
        assert answer(reader, "?\n") == "['first']"
    load(g="e:s e:p 9 .")
    assert store.versions.numbers() == [4, 5, 6]
