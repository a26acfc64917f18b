"""The published versions of a dataset on disk, and which of them is current."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.errors import UnavailableError
from kg.store.export_folders import ExportFolders
from kg.store.files import damaged, is_sound, remove_unused
from kg.store.view_folders import ViewFolders


class Versions:
    """The folder `versions/` and the file `CURRENT` beside it.

    Whoever reads a version holds a shared lock on its folder; a version that
    somebody reads is not removed. The views and exports of a version go with it.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._folder = store / "versions"
        self.views = ViewFolders(store)
        self.exports = ExportFolders(store)

    @property
    def current(self) -> int:
        """The number of the published version.

        Raises:
            ResourceError: the file is missing, or holds no number.
            UnavailableError: it cannot be read now.
        """
        try:
            return int((self._store / "CURRENT").read_bytes())
        except (FileNotFoundError, ValueError) as error:
            raise damaged(self._store, f"CURRENT cannot be read: {error}") from error
        except OSError as error:
            raise UnavailableError(f"{self._store}: CURRENT cannot be read: {error}.") from error

    def path(self, version: int) -> Path:
        """Where a version is, or would be."""
        return self._folder / str(version)

    def numbers(self) -> list[int]:
        """The versions on disk, in order; some may be unpublished or broken."""
        return sorted(number for path in self._folder.iterdir() if (number := _number(path)) >= 0)

    def opens(self, version: int) -> bool:
        """Whether a version is there and can be opened.

        Raises:
            OSError: it cannot be seen now whether it can.
        """
        return is_sound(self.path(version))

    def prune(self, *, keep: int) -> list[int]:
        """Remove the versions that nobody reads, but the last *keep*; give those removed."""
        current = self.current
        old = [number for number in self.numbers() if number <= current - keep]
        removed = [number for number in old if remove_unused(self.path(number))]
        self.views.prune(self.numbers())
        self.exports.prune(self.numbers())
        return removed

    def remove_others(self) -> None:
        """Remove all but the current version, also those that somebody reads."""
        for number in self.numbers():
            if number != self.current:
                shutil.rmtree(self.path(number))
        self.views.remove_others(self.current)
        self.exports.remove_others(self.current)

    def remove_behind(self, version: int) -> list[str]:
        """Remove versions that were never published, and halves of them; give their names."""
        behind = self.behind(version)
        for path in behind:
            shutil.rmtree(path)
        return [path.name for path in behind]

    def behind(self, version: int) -> list[Path]:
        """What no reader ever saw: versions that were never published, and halves of them."""
        return [path for path in self._folder.iterdir() if not 0 <= _number(path) <= version]


def _number(path: Path) -> int:
    return int(path.name) if path.name.isdecimal() else -1
