"""How packed files are unpacked, by the endings of their names, and what goes wrong then."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

from kg.errors import TooLargeError

BROKEN = (
    *(EOFError, OSError, lzma.LZMAError, zlib.error),
    *(tarfile.TarError, zipfile.BadZipFile),
)
"""What reading a broken file raises."""
LARGEST = 1 << 30
"""Bytes that one packed file may become: a few kilobytes can be made to unpack to anything."""


class Counted(io.RawIOBase):
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
        """It is."""
        return True

    def seekable(self) -> bool:
        """As what it reads."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read, and tell how much it was."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._tell(len(data))
        return len(data)


class Bound:
    """Refuses a file that unpacks to more than the limit, as soon as so much was read of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = LARGEST

    def count(self, number: int) -> None:
        """Note that so many unpacked bytes have been read.

        Raises:
            TooLargeError: they are too many.
        """
        self._left -= number
        if self._left < 0:
            raise TooLargeError(
                f"{self._name}: it unpacks to more than {LARGEST:,} bytes, which is the limit.",
                hint="Unpack it first, and give the file itself.",
            )


def unpacked(name: str, packed: IO[bytes]) -> IO[bytes]:
    """Unpack a stream as the ending of a name says, within the limit; it is closed with it."""
    unpack = UNPACKERS.get(f".{name.rpartition('.')[2]}")
    if unpack is None:
        return packed
    try:
        return io.BufferedReader(Counted(Bound(name).count, unpack(packed), packed))
    except BROKEN:
        packed.close()
        raise


def unpacked_name(name: str) -> str:
    """The name that a packed file has when it is unpacked."""
    return next((name.removesuffix(s) for s in UNPACKERS if name.endswith(s)), name)


def _unzipped(stream: IO[bytes]) -> IO[bytes]:
    """The only file of a zip archive, as GDELT packs its slots."""
    archive = zipfile.ZipFile(stream)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise zipfile.BadZipFile(f"it holds {len(members)} files, and only one is read")
    try:
        return archive.open(members[0])
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in some rare way
        raise zipfile.BadZipFile(str(error)) from error


UNPACKERS: dict[str, Callable[[IO[bytes]], Any]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"),
    ".xz": lzma.LZMAFile,
    ".bz2": bz2.BZ2File,
    ".zip": _unzipped,
}
