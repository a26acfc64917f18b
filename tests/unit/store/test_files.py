"""Tests of kg.store.files: atomic replacement, locks, errors of the disk."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from kg.errors import DiskFullError, KgError, ResourceError, UnavailableError
from kg.store.files import (
    SharedLock,
    is_unused,
    locked,
    remove_unused,
    translated_errors,
    write_atomically,
)

HOLD = """
import sys; from pathlib import Path
from kg.store.files import SharedLock
lock = SharedLock(Path(sys.argv[1]))
print("holds", flush=True)
sys.stdin.read()
"""


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """And what it was written to first is gone."""
    path = tmp_path / "CURRENT"
    for text in ("1\n", "2\n"):
        write_atomically(path, text)
        assert path.read_text() == text
    assert [found.name for found in tmp_path.iterdir()] == ["CURRENT"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_file_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Nothing lies beside it either."""
    path = tmp_path / "CURRENT"
    write_atomically(path, "1\n")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(step, full)
    with pytest.raises(OSError, match="full"):
        write_atomically(path, "2\n")
    assert path.read_text() == "1\n"
    assert [found.name for found in tmp_path.iterdir()] == ["CURRENT"]


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    """As long as the caller says; it is free when its holder lets go."""
    path = tmp_path / "lock"
    first = locked(path, "taken")
    first.__enter__()
    with pytest.raises(UnavailableError, match="taken"), locked(path, "taken", wait=0.05):
        pass
    timer = Timer(0.1, first.__exit__, (None, None, None))
    timer.start()
    with locked(path, "taken", wait=30.0):
        pass
    timer.join()


def test_a_lock_goes_with_a_process_that_is_killed(tmp_path: Path) -> None:
    """Nobody has to clear it away."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from kg.store.files import locked\n"
        "locked(Path(sys.argv[1]), 'taken').__enter__(); os.kill(os.getpid(), 9)"
    )
    path = tmp_path / "lock"
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert (done.returncode, path.exists()) == (-9, True)
    with locked(path, "taken"):
        pass


def test_a_lock_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    """A folder that is not there, or may not be written."""
    with pytest.raises(UnavailableError, match="No such file"), locked(tmp_path / "no" / "l", ""):
        pass


def test_a_folder_in_use_is_not_removed(tmp_path: Path) -> None:
    """By this process or another, however that one ends."""
    folder = tmp_path / "version"
    folder.mkdir()
    lock = SharedLock(folder)
    assert (is_unused(folder), remove_unused(folder)) == (False, False)
    reader = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"holds\n"
        del lock
        assert not remove_unused(folder)
        reader.kill()
    assert remove_unused(folder)
    assert not folder.exists()
    assert remove_unused(folder)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFullError),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DiskFullError),
        (OSError("IO error: No space left on device: While appending"), DiskFullError),
        (OSError(errno.EROFS, "Read-only file system"), UnavailableError),
        (RuntimeError("Corruption: block checksum mismatch"), ResourceError),
        (RuntimeError("something else"), RuntimeError),
    ],
)
def test_errors_of_the_disk_and_the_engine_become_ours(
    tmp_path: Path, error: Exception, kind: type[Exception]
) -> None:
    """Each says which folder it is about; what is no error of the disk passes."""
    with pytest.raises(kind) as caught, translated_errors(tmp_path):
        raise error
    assert type(caught.value) is kind
    assert not isinstance(caught.value, KgError) or str(tmp_path) in str(caught.value)
