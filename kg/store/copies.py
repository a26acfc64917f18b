"""The copies that a writer changes: made from a version, kept warm, removed when their owner is."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.store.files import SharedLock, remove_unused
from kg.store.versions import Versions


class StagingArea:
    """The folder `staging/`: a copy for each process that writes.

    A copy that equals the published version serves for the next write as it is
    (*warm*); any other is thrown away and made anew, which costs milliseconds
    whatever its size, since its files are hard links. Its owner holds a lock on
    it, so that one left by a crash is known and removed.
    """

    def __init__(self, folder: Path, versions: Versions, *, warm: bool) -> None:
        self._folder = folder
        self._versions = versions
        self._warm = warm
        self._store: ox.Store | None = None
        self._path: Path | None = None
        self._lock: SharedLock | None = None
        self._version = -1

    def holds(self, version: int) -> bool:
        """Whether the copy equals a version, as it stands, and nobody removed it."""
        there = self._path is not None and self._path.exists()
        return there and self._store is not None and self._version == version

    def take(self, version: int) -> ox.Store:
        """Give a copy of a version, for the holder of the write lock alone."""
        if not self.holds(version):
            self.discard()
            self._make(version)
        self._version = -1  # until it is known to equal a published version again
        assert self._store is not None
        return self._store

    def keep(self, version: int) -> None:
        """Note that the copy equals a published version."""
        self._version = version

    def release(self) -> None:
        """Let go of a copy that is not warm, or not equal to a version."""
        if not self._warm or self._version < 0:
            self.discard()
        self._remove_folder()

    def discard(self) -> None:
        """Close the copy and remove it."""
        self._store = None
        self._version = -1
        if self._path is not None:
            shutil.rmtree(self._path, ignore_errors=True)
            self._lock = None
            self._path = None

    def remove_all(self) -> None:
        """Remove every copy, also those that others keep warm: they make theirs anew."""
        self.discard()
        shutil.rmtree(self._folder, ignore_errors=True)

    def clean(self) -> list[str]:
        """Remove copies whose owners are gone; give their names."""
        if not self._folder.exists():
            return []
        others = [path for path in self._folder.iterdir() if path != self._path]
        for path in others:
            if not path.is_dir():
                path.unlink()  # of a release whose only copy was the folder itself
        removed = [path.name for path in others if remove_unused(path)]
        self._remove_folder()
        return removed

    def _remove_folder(self) -> None:
        with suppress(OSError):  # others have their copies in it, or nobody ever had
            self._folder.rmdir()

    def _make(self, version: int) -> None:
        self._folder.mkdir(exist_ok=True)
        self._path = path = self._folder / secrets.token_hex(4)
        try:
            ox.Store.read_only(str(self._versions.path(version))).backup(str(path))
            self._lock = SharedLock(path)
            self._store = ox.Store(str(path))
        except Exception:
            self.release()
            raise
