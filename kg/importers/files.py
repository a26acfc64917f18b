"""The files of an import: found in folders and tar archives, unpacked on the way, within limits."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from kg.errors import InputError, NotFoundError
from kg.importers.unpacking import (
    BROKEN,
    UNPACKERS,
    Bound,
    Counted,
    unpacked,
    unpacked_name,
)

_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")
_PIECE = 1 << 16
_HELD = 1 << 25
"""Bytes of a member of an archive that are held in memory."""


@dataclass(slots=True)
class InputFile:
    """One file to import: *name* is the shortest that tells it from the others of the import.

    *opens* gives a new stream of its own, unpacked bytes.
    """

    name: str
    opens: Callable[[], IO[bytes]]

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Read the unpacked bytes.

        Raises:
            InputError: it is cut short, or not packed as its name says.
        """
        try:
            with self.opens() as stream:
                yield stream
        except BROKEN as error:
            raise InputError(
                f"{self.name}: the file cannot be read: {error}.",
                hint="It may be cut short, or not be packed as its name says.",
            ) from error

    @property
    def stem(self) -> str:
        """Its name without folders and endings."""
        return _without_endings(self.name.rsplit("/", 1)[-1])


class Files:
    """The files of an import in their order, and how much of them has been read.

    Folders are read recursively and archives are opened; in them *patterns* of file names
    choose. A file that is named itself is taken whatever its name.
    """

    def __init__(self, paths: Sequence[Path], patterns: Sequence[str]) -> None:
        self.bytes_total = 0
        self.bytes_read = 0
        self._patterns = patterns
        self._archives: list[_Archive] = []
        found: dict[str, InputFile] = {}
        for path in paths:
            for file in self._find(path):
                if file.name in found:
                    raise InputError(f"{file.name}: two files have this name.")
                found[file.name] = file
        if paths and not found:
            raise InputError(
                f"{paths[0]}: there is no file of this format.",
                hint=f"Files are named {', '.join(patterns)}; packed ones end in gz, xz, bz2, zip.",
            )
        self.files = list(found.values())

    def _find(self, path: Path) -> Iterator[InputFile]:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                name = file.relative_to(path).as_posix()
                if name.endswith(_ARCHIVES):
                    yield from self._members(file)
                elif self._wanted(name):
                    yield self._file(file, name)
        elif path.is_file() and path.name.endswith(_ARCHIVES):
            yield from self._members(path)
        elif path.is_file():
            yield self._file(path, path.name)
        else:
            raise NotFoundError(f"{path}: there is no such file.")

    def _wanted(self, name: str) -> bool:
        """Whether a pattern fits the name, whatever packs it; one with a slash takes the path."""
        plain = unpacked_name(name)
        leaf = plain.rsplit("/", 1)[-1]
        return any(
            fnmatch(plain, f"*{p}") if "/" in p else fnmatch(leaf, p) for p in self._patterns
        )

    def _file(self, path: Path, name: str) -> InputFile:
        self.bytes_total += path.stat().st_size

        return InputFile(unpacked_name(name), lambda: unpacked(name, self.counted(path)))

    def _members(self, path: Path) -> Iterator[InputFile]:
        """The members of an archive, in their order there; it is opened once for all of them."""
        self.bytes_total += path.stat().st_size
        try:
            with tarfile.open(path) as archive:
                members = [m for m in archive.getmembers() if m.isfile() and self._wanted(m.name)]
                _check_end(archive)
        except BROKEN as error:
            raise InputError(f"{path}: the archive cannot be read: {error}.") from error
        reader = _Archive(path, self)
        self._archives.append(reader)
        for member in members:
            name = member.name.removeprefix("./")
            yield InputFile(unpacked_name(name), lambda wanted=member.name: reader.open(wanted))  # type: ignore[misc]

    def counted(self, path: Path) -> IO[bytes]:
        """Open a packed file, so that it is known how much of it has been read."""
        return io.BufferedReader(Counted(self.count, path.open("rb")))

    def close(self) -> None:
        """Close the archives."""
        for archive in self._archives:
            archive.close()

    def count(self, number: int) -> None:
        """Note that so many packed bytes have been read."""
        self.bytes_read += number


class _Archive:
    """Gives the members of a tar archive; quick when they are asked for in their order."""

    def __init__(self, path: Path, files: Files) -> None:
        self._path = path
        self._files = files
        self._members: Iterator[tarfile.TarInfo] = iter(())
        self._archive: tarfile.TarFile | None = None
        self._below: tuple[IO[bytes], ...] = ()

    def open(self, name: str) -> IO[bytes]:
        """Open a member."""
        for _ in range(2):
            for member in self._members:
                if member.name == name and self._archive is not None:
                    stream = self._archive.extractfile(member)
                    assert stream is not None
                    return unpacked(name, _copied(name, stream))
            self._begin()
        raise InputError(f"{self._path}: {name} is not in the archive any more.")

    def _begin(self) -> None:
        """Open it from the start; a stream, since seeking back would unpack it once a member."""
        self.close()
        packed = self._files.counted(self._path)
        name = self._path.name.replace(".tgz", ".tar.gz")
        unpack: Any = next((u for suffix, u in UNPACKERS.items() if name.endswith(suffix)), None)
        below: Any = unpack(packed) if unpack else packed
        self._archive = tarfile.open(fileobj=below, mode="r|")  # noqa: SIM115 - see close
        self._members = iter(self._archive)
        self._below = (below, packed)

    def close(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            self._archive.close()
        for stream in self._below:
            stream.close()


def _check_end(archive: tarfile.TarFile) -> None:
    """Find the empty block that ends an archive; `tarfile` ends as well at a block that is cut
    short or broken, with what came before.

    Raises:
        tarfile.ReadError: there is none.
    """
    assert archive.fileobj is not None
    archive.fileobj.seek(archive.offset)
    if archive.fileobj.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
        raise tarfile.ReadError("it is cut short or broken after some of its files")


def _copied(name: str, stream: IO[bytes]) -> IO[bytes]:
    """A member that can be read while the archive moves on; a large one is put on the disk."""
    bound, copy = Bound(name), SpooledTemporaryFile(_HELD)  # noqa: SIM115 - its reader closes it
    try:
        while piece := stream.read(_PIECE):
            bound.count(len(piece))
            copy.write(piece)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return cast("IO[bytes]", copy)


def _without_endings(name: str) -> str:
    return name.split(".", 1)[0] if not name.startswith(".") else name
