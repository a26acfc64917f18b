"""Runs an export: whole files that appear at once, and a report of sources and losses."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

from kg.dates import Day
from kg.export.formats import ExportFormat
from kg.export.losses import Losses
from kg.export.placing import file_place, filled_folder, folder_place, replaced_file, told_errors
from kg.export.version import ExportedVersion

_COMPRESSED = ".gz"
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of an export: its name, its size, and its digest in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was exported, from which sources under which terms, and what the format cannot carry.

    It has no time of its own: the same version gives the same report.
    """

    format: str
    version: ExportedVersion
    known_at: Day | None
    files: tuple[WrittenFile, ...]
    losses: Losses

    def described(self) -> dict[str, object]:
        """The report as JSON has it."""
        selection = self.version.selection.described()
        if self.known_at:
            selection["known-at"] = str(self.known_at)
        return {
            "dataset": self.version.base_iri,
            "version": self.version.version,
            "format": self.format,
            "selection": selection,
            "files": [asdict(file) for file in self.files],
            "sources": [terms.described() for terms in self.version.sources],
            "left_out": [asdict(loss) for loss in self.version.left_out.listed()],
            "losses": [asdict(loss) for loss in self.losses.listed()],
        }

    def to_json(self) -> str:
        """The report as a JSON document."""
        return json.dumps(self.described(), ensure_ascii=False, indent=2) + "\n"


def export_to(
    version: ExportedVersion, wanted: ExportFormat, target: Path, known_at: Day | None = None
) -> ExportReport:
    """Write an export to a file, or into a folder that is empty or not there yet.

    A file appears when it is whole, packed when its name ends in `.gz`; a folder likewise.
    Where *target* is a link, what it leads to is replaced.

    Raises:
        ParameterError: the folder holds something, or the file is a folder, a device or a pipe.
        NotFoundError: there is no folder to write in.
        DiskFullError: there is no room; nothing was left behind.
        UnavailableError: the place cannot be written.
    """
    losses = Losses()
    with told_errors(target.parent):
        if wanted.is_folder:
            files = _folder(version, wanted, target, losses)
        else:
            files = [_file(version, wanted, target, losses)]
    return ExportReport(wanted.name, version, known_at, tuple(files), losses)


def _file(
    version: ExportedVersion, wanted: ExportFormat, target: Path, losses: Losses
) -> WrittenFile:
    with replaced_file(file_place(target)) as file:
        counted = _Counted(file)
        with _packed(counted, target) as output:
            wanted.writer()(version, output, losses)
    return WrittenFile(target.name, counted.bytes, counted.digest.hexdigest())


@contextmanager
def _packed(output: _Counted, target: Path) -> Iterator[IO[bytes]]:
    """Pack what is written where the name asks for it; no name and no time stand in it."""
    plain = cast("IO[bytes]", output)
    if target.suffix != _COMPRESSED:
        yield plain
        return
    with gzip.GzipFile("", "wb", _LEVEL, plain, mtime=0) as packed:
        yield cast("IO[bytes]", packed)


def _folder(
    version: ExportedVersion, wanted: ExportFormat, target: Path, losses: Losses
) -> list[WrittenFile]:
    with filled_folder(folder_place(target)) as folder:
        wanted.writer()(version, folder, losses)
    return [measured(path, target) for path in sorted(target.rglob("*")) if path.is_file()]


def measured(path: Path, folder: Path) -> WrittenFile:
    """The name of a file below a folder, its size and its digest."""
    with path.open("rb") as file:
        digest, size = sha256(), 0
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    return WrittenFile(str(path.relative_to(folder)), size, digest.hexdigest())


class _Counted:
    """Counts and digests what goes through to a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.bytes = 0
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        self._file.write(data)
        self.digest.update(data)
        self.bytes += len(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()
