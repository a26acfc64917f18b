"""Folders for stores of tests: in memory where there is room, as a write syncs a dozen files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kg.store.embedded import DatasetStore

_MEMORY = Path("/dev/shm")
_ROOM = 2 << 30


@contextmanager
def quick_folder(otherwise: Path) -> Iterator[Path]:
    """A folder that goes with the block, on a file system in memory if there is one."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM:
        yield otherwise
        return
    with TemporaryDirectory(dir=_MEMORY, prefix="geoactors-test-") as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own; what is temporary lies there too."""
    with quick_folder(tmp_path) as folder:
        for name in ("own", "scratch"):
            (folder / name).mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "scratch"))
        yield folder / "own"


def copied(original: DatasetStore, folder: Path) -> DatasetStore:
    """A store like another, of which each test may make what it likes."""
    shutil.copytree(original.folder, folder)
    return DatasetStore.open(folder)


def listing(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes, and every folder."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            found[str(path.relative_to(folder))] = path.read_bytes() if path.is_file() else None
    return found
