"""Where views of versions lie on the disk, and when they are removed."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from kg.store.files import remove_unused

KEPT = 4
"""How many views stay, those that were used last."""

SCRATCH = ".new-"
"""How the name of a folder begins in which a view is made."""


class ViewFolders:
    """The folder `views/` of a store: `views/N/DAY` is version N as it was known on a day.

    They are copies, which are made again when they are missing. Whoever reads one
    holds a shared lock on its folder, as on that of a version.
    """

    def __init__(self, store: Path) -> None:
        self.root = store / "views"

    def of(self, version: int) -> Path:
        """Where the views of a version are."""
        return self.root / str(version)

    def prune(self, versions: Collection[int]) -> None:
        """Remove the views of other versions than these, but what somebody reads."""
        for folder in self._of_versions():
            if int(folder.name) not in versions:
                for path in folder.iterdir():
                    if path.is_dir():
                        remove_unused(path)
                    else:
                        path.unlink(missing_ok=True)
                with suppress(OSError):  # somebody reads one: the next write looks again
                    folder.rmdir()

    def remove_others(self, version: int) -> None:
        """Remove the views of all versions but one, also those that somebody reads."""
        for folder in self._of_versions():
            if int(folder.name) != version:
                shutil.rmtree(folder)

    def trim(self) -> None:
        """Remove what is left of views that were never finished, and the views used longest ago.

        The caller holds the lock of those who make views.
        """
        folders = [path for of in self._of_versions() for path in of.iterdir() if path.is_dir()]
        unfinished = [path for path in folders if path.name.startswith(SCRATCH)]
        whole = [path for path in folders if not path.name.startswith(SCRATCH)]
        oldest_first = sorted(whole, key=_used)
        for path in (*unfinished, *oldest_first[:-KEPT]):
            remove_unused(path)

    def _of_versions(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from [path for path in self.root.iterdir() if path.name.isdecimal()]


def _used(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0  # somebody removes it now
