"""The journal of a store: its log, and the patch that made each version."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.store.files import damaged, sync_folder
from kg.store.log import Log
from kg.store.patch import (
    GRAPH,
    Field,
    PatchLine,
    end_patch,
    read_graphs,
    read_lines,
    write_header,
    write_lines,
    write_quads,
)

_NEXT = "next.rdfp"
_BASE = ".base.rdfp"
_TICK = 100_000_000  # nanoseconds, ten steps of the clock that file systems use


class Journal:
    """The folder `journal/`: `log.jsonl`, and `N.rdfp` with the patch of version N.

    Patches hold named graphs only, and the default graph where that is its own.
    Compacting puts one patch that makes a dataset from nothing, `N.base.rdfp`,
    in the place of all up to version N; the log keeps its entries.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.log = Log(folder / "log.jsonl")
        self._known: tuple[int, tuple[int, Path] | None] | None = None

    def create(self) -> None:
        """Make the folder and an empty log, where they are missing."""
        self._folder.mkdir(exist_ok=True)
        self.log.create()

    def patch(self, version: int) -> Path:
        """Where the patch of a version is, unless it was compacted."""
        return self._folder / f"{version}.rdfp"

    def base(self) -> tuple[int, Path] | None:
        """The newest base: its version, and the patch that makes its dataset from nothing.

        The folder may hold a patch of every version: it is looked through again when
        it was changed.
        """
        changed = self._changed()
        known = self._known
        if known is None or known[0] != changed:
            known = changed, self._newest_base()
            # what changes within one step of the clock would not be seen
            settled = time.time_ns() - changed > _TICK
            self._known = known if settled else None
        return known[1]

    def start(self) -> int:
        """The version that the journal begins with; that of a new store is 0."""
        base = self.base()
        return base[0] if base else 0

    def reaches(self, version: int, start: int) -> bool:
        """Whether every patch is there that leads from one version to a later one."""
        return all(self.patch(number).exists() for number in range(start + 1, version + 1))

    def begin(self, header: Mapping[str, str]) -> PatchWriter:
        """Begin the next patch; one that was left unfinished is replaced."""
        fields = [(name, ox.Literal(text)) for name, text in header.items()]
        return PatchWriter(self._folder / _NEXT, fields)

    def rewind(self, version: int) -> bool:
        """Remove what was written for the version behind *version*; say whether there was anything.

        One write at a time is under way, so there is never more than one such version.
        """
        found = self.behind(version)
        for path in found:
            path.unlink()
        return self.log.rewind(version) or bool(found)

    def behind(self, version: int) -> list[Path]:
        """The patch of a version that was never published, and one that is not finished."""
        candidates = (self.patch(version + 1), self._base(version + 1), self._folder / _NEXT)
        return [path for path in candidates if path.exists()]

    def write_base(
        self, version: int, graphs: Iterable[tuple[str, Iterable[ox.Triple]]], names: Iterable[str]
    ) -> None:
        """Write the patch that makes the dataset of a version from nothing.

        *graphs* are its graphs with their triples, *names* the IRIs of all named
        graphs, since an empty one has no line. What lies before stays until
        `remove_before`.
        """
        head: list[Field] = [("version", ox.Literal(str(version))), ("base", ox.Literal("true"))]
        fields = [*head, *((GRAPH, ox.NamedNode(name)) for name in names)]
        writer = PatchWriter(self._folder / _NEXT, fields)
        try:
            for graph, triples in graphs:
                writer.write(graph, triples, adds=True)
            writer.end(self._base(version))
        finally:
            writer.discard()

    def remove_before(self, version: int) -> int:
        """Remove what the base of a version stands for; give how many patches went."""
        old = [path for path in self._patches() if _number(path) <= version]
        old.remove(self._base(version))
        for path in old:
            path.unlink()
        sync_folder(self._folder)
        return len(old)

    def read(self, path: Path) -> Iterator[PatchLine]:
        """The lines of one patch.

        Raises:
            ResourceError: it is missing or torn.
        """
        try:
            with path.open("rb") as file:
                yield from read_lines(file)
        except (OSError, ValueError) as error:
            raise damaged(path, f"the patch cannot be read: {error}") from error

    def graphs(self, base: Path) -> list[str]:
        """The IRIs of all named graphs of a base."""
        with base.open("rb") as file:
            return list(read_graphs(file))

    def mentions(self, texts: Iterable[str]) -> bool:
        """Whether one of some texts stands in a patch."""
        wanted = [text.encode() for text in texts]
        for path in self._patches():
            with path.open("rb") as file:
                if any(text in line for line in file for text in wanted):
                    return True
        return False

    def _changed(self) -> int:
        try:
            return self._folder.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _newest_base(self) -> tuple[int, Path] | None:
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            found = (Path(entry) for entry in entries if entry.name.endswith(_BASE))
            return max(((_number(path), path) for path in found), default=None)
        return None

    def _base(self, version: int) -> Path:
        return self._folder / f"{version}{_BASE}"

    def _patches(self) -> list[Path]:
        return [path for path in self._folder.glob("*.rdfp") if _number(path) >= 0]


class PatchWriter:
    """A patch that is being written beside the others, and counts when it has its name."""

    def __init__(self, path: Path, header: Iterable[Field]) -> None:
        self._path = path
        self._file: IO[bytes] = path.open("wb")
        write_header(self._file, header)

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
        with suppress(OSError):  # a full disk takes not even what is to be thrown away
            self._file.close()
        self._path.unlink(missing_ok=True)


def _number(path: Path) -> int:
    name = path.name.split(".")[0]
    return int(name) if name.isdigit() else -1
