"""The published versions of a dataset on disk, and which of them is current."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.files import remove_unused


class Versions:
    """The folder `versions/` and the file `CURRENT` beside it.

    Whoever reads a version holds a shared lock on its folder; a version that
    somebody reads is not removed.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._folder = store / "versions"

    @property
    def current(self) -> int:
        """The number of the published version.

        Raises:
            UnavailableError: the file cannot be read.
        """
        try:
            return int((self._store / "CURRENT").read_bytes())
        except (OSError, ValueError) as error:
            raise UnavailableError(
                f"{self._store}: CURRENT cannot be read: {error}.",
                hint=f"`kg doctor --store {self._store}` says what is left, and mends it.",
            ) from error

    def path(self, version: int) -> Path:
        """Where a version is, or would be."""
        return self._folder / str(version)

    def numbers(self) -> list[int]:
        """The versions on disk, in order; some may be unpublished or broken."""
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdigit())

    def opens(self, version: int) -> bool:
        """Whether a version is there and can be opened."""
        try:
            ox.Store.read_only(str(self.path(version)))
        except OSError:
            return False
        return True

    def prune(self, *, keep: int) -> list[int]:
        """Remove the versions that nobody reads, but the last *keep*; give those removed."""
        current = self.current
        old = [number for number in self.numbers() if number <= current - keep]
        return [number for number in old if remove_unused(self.path(number))]

    def remove_others(self) -> None:
        """Remove all but the current version, also those that somebody reads."""
        for number in self.numbers():
            if number != self.current:
                shutil.rmtree(self.path(number), ignore_errors=True)

    def remove_behind(self, version: int) -> list[int]:
        """Remove versions that were never published."""
        behind = [number for number in self.numbers() if number > version]
        return [number for number in behind if remove_unused(self.path(number))]
