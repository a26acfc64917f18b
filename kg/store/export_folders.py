"""Where exports of versions lie on the disk, and when they are removed."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

SCRATCH = ".new-"
"""How the name of a folder begins in which an export is made."""

REPORT = "report.json"
"""The report of sources and losses beside the file of an export."""

MADE = "made.json"
"""What says, last of all, the name of that file, its size and digest, and the release."""

LASTING = "search"
"""The format whose export of an older version serves until that of a newer one is there."""


class ExportFolders:
    """The folder `exports/` of a store: `exports/N/FORMAT` is an export of version N.

    They are made again when they are missing. Whoever reads a file of one has it open, and
    so to its end.
    """

    def __init__(self, store: Path) -> None:
        self.root = store / "exports"

    def of(self, version: int) -> Path:
        """Where the exports of a version are."""
        return self.root / str(version)

    def versions(self) -> list[int]:
        """The versions that have a folder, in no order."""
        return [int(folder.name) for folder in self._of_versions()]

    def prune(self, versions: Collection[int]) -> None:
        """Remove the exports of other versions than these.

        The newest index of names stays, though its version went, until a newer one is there.
        """
        lasting = max((n for n in self.versions() if self._has_lasting(n)), default=None)
        for folder in self._of_versions():
            number = int(folder.name)
            if number in versions:
                continue
            if number != lasting:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            for path in [path for path in folder.iterdir() if path.name != LASTING]:
                shutil.rmtree(path, ignore_errors=True)

    def remove_others(self, version: int) -> None:
        """Remove the exports of all versions but one; what was erased may stand in them.

        Raises:
            OSError: one of them cannot be removed.
        """
        for folder in self._of_versions():
            if int(folder.name) != version:
                shutil.rmtree(folder)

    def clear_unfinished(self) -> None:
        """Remove what is left of exports that were never finished; nobody makes one now."""
        for folder in self._of_versions():
            for path in folder.glob(f"{SCRATCH}*"):
                shutil.rmtree(path, ignore_errors=True)

    def _has_lasting(self, version: int) -> bool:
        return (self.of(version) / LASTING / MADE).is_file()

    def _of_versions(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from [path for path in self.root.iterdir() if path.name.isdecimal()]
