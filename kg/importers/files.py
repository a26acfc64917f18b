"""The files of an import: found in folders and tar archives, unpacked on the way, within limits."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError, NotFoundError
from kg.importers.unpacking import BROKEN, UNPACKERS

_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")


class _Counted(io.RawIOBase):
    """Tells how far a file has been read, whatever unpacks it."""

    def __init__(self, tell: Callable[[int], None], stream: IO[bytes], *below: IO[bytes]) -> None:
        self._streams = (stream, *below)
        self._stream = stream
        self._tell = tell

    def close(self) -> None:
        """Close it, and what it unpacks."""
        for stream in self._streams:
            stream.close()
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._tell(len(data))
        return len(data)


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
        plain = _unpacked_name(name)
        leaf = plain.rsplit("/", 1)[-1]
        return any(
            fnmatch(plain, f"*{p}") if "/" in p else fnmatch(leaf, p) for p in self._patterns
        )

    def _file(self, path: Path, name: str) -> InputFile:
        self.bytes_total += path.stat().st_size

        def opens() -> IO[bytes]:
            packed = self.counted(path)
            unpack: Any = UNPACKERS.get(path.suffix)
            if unpack is None:
                return packed
            try:
                return io.BufferedReader(_Counted(_untold, unpack(packed), packed))
            except BROKEN:
                packed.close()
                raise

        return InputFile(_unpacked_name(name), opens)

    def _members(self, path: Path) -> Iterator[InputFile]:
        """The members of an archive, in their order there; it is opened once for all of them."""
        self.bytes_total += path.stat().st_size
        try:
            with tarfile.open(path) as archive:
                members = [m for m in archive.getmembers() if m.isfile() and self._wanted(m.name)]
        except BROKEN as error:
            raise InputError(f"{path}: the archive cannot be read: {error}.") from error
        reader = _Archive(path, self)
        self._archives.append(reader)
        for member in members:
            name = member.name.removeprefix("./")
            yield InputFile(name, lambda wanted=member.name: reader.open(wanted))  # type: ignore[misc]

    def counted(self, path: Path) -> IO[bytes]:
        """Open a packed file, so that it is known how much of it has been read."""
        return io.BufferedReader(_Counted(self.count, path.open("rb")))

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
                    return io.BytesIO(stream.read())  # the archive moves on beneath it
            self._begin()
        raise InputError(f"{self._path}: {name} is not in the archive any more.")

    def _begin(self) -> None:
        """Open it from the start; a stream, since seeking back would unpack it once a member."""
        self.close()
        packed = self._files.counted(self._path)
        name = self._path.name.replace(".tgz", ".tar.gz")
        unpack: Any = next((u for suffix, u in UNPACKERS.items() if name.endswith(suffix)), None)
        unpacked: Any = unpack(packed) if unpack else packed
        self._archive = tarfile.open(fileobj=unpacked, mode="r|")  # noqa: SIM115 - see close
        self._members = iter(self._archive)
        self._below = (unpacked, packed)

    def close(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            self._archive.close()
        for stream in self._below:
            stream.close()


def _untold(_: int) -> None:
    """Tell nobody."""


def _unpacked_name(name: str) -> str:
    return next((name.removesuffix(s) for s in UNPACKERS if name.endswith(s)), name)


def _without_endings(name: str) -> str:
    return name.split(".", 1)[0] if not name.startswith(".") else name
