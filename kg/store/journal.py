"""The journal of a store: its log, and the patch that made each version."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.files import sync_folder
from kg.store.log import Log
from kg.store.patch import PatchLine, end_patch, read_lines, write_header, write_lines, write_quads


class Journal:
    """The folder `journal/`: `log.jsonl`, and `N.rdfp` with the patch of version N.

    Patches hold named graphs only, and the default graph where that is its own.
    Compacting puts one patch that makes a dataset from nothing, `N.base.rdfp`,
    in the place of all up to version N; the log keeps its entries.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.log = Log(folder / "log.jsonl")

    def create(self) -> None:
        """Make the folder and an empty log, where they are missing."""
        self._folder.mkdir(exist_ok=True)
        self.log.create()

    def patch(self, version: int) -> Path:
        """Where the patch of a version is, unless it was compacted."""
        return self._folder / f"{version}.rdfp"

    def base(self) -> tuple[int, Path] | None:
        """The newest base: its version, and the patch that makes its dataset from nothing."""
        found = [(_number(path), path) for path in self._folder.glob("*.base.rdfp")]
        return max(found, default=None)

    def begin(self, header: Mapping[str, str]) -> PatchWriter:
        """Begin the next patch; one that was left unfinished is replaced."""
        return PatchWriter(self._folder / "next.rdfp", header)

    def rewind(self, version: int) -> bool:
        """Remove what was written for a version behind *version*; say whether there was anything.

        One write at a time is under way, so there is never more than one such version.
        """
        left = [self._folder / "next.rdfp", self.patch(version + 1)]
        found = [path for path in left if path.exists()]
        for path in found:
            path.unlink()
        return self.log.rewind(version) or bool(found)

    def compact(self, version: int, graphs: Iterable[tuple[str, Iterable[ox.Triple]]]) -> int:
        """Put one base in the place of all patches up to *version*, whose dataset is *graphs*.

        The new base is there before anything goes. Gives how many patches went.
        """
        writer = self.begin({"version": str(version), "base": "true"})
        for graph, triples in graphs:
            writer.write(graph, triples, adds=True)
        base = self._folder / f"{version}.base.rdfp"
        writer.end(base)
        old = [path for path in self._folder.glob("*.rdfp") if _number(path) <= version]
        for path in old:
            if path != base:
                path.unlink()
        return len(old) - 1

    def read(self, path: Path) -> Iterator[PatchLine]:
        """The lines of one patch.

        Raises:
            UnavailableError: it is missing or torn.
        """
        try:
            with path.open("rb") as file:
                yield from read_lines(file)
        except (OSError, ValueError) as error:
            raise UnavailableError(f"{path}: the patch cannot be read: {error}.") from error


class PatchWriter:
    """A patch that is being written beside the others, and counts when it has its name."""

    def __init__(self, path: Path, header: Mapping[str, str]) -> None:
        self._path = path
        self._file: IO[bytes] = path.open("wb")
        write_header(self._file, header.items())

    def write(self, graph: str, triples: Iterable[ox.Triple], *, adds: bool) -> None:
        """Add what a graph gains or loses."""
        write_lines(self._file, graph, triples, adds=adds)

    def write_quads(self, quads: list[ox.Quad], *, adds: bool) -> None:
        """Add quads as they stand."""
        write_quads(self._file, quads, adds=adds)

    def end(self, path: Path) -> None:
        """Complete the patch, sync it and give it its name."""
        end_patch(self._file)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.replace(path)
        sync_folder(path.parent)

    def discard(self) -> None:
        """Throw the patch away, unless it has its name."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def _number(path: Path) -> int:
    name = path.name.split(".")[0]
    return int(name) if name.isdigit() else -1
