"""How packed files are unpacked, by the endings of their names, and what goes wrong then."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

BROKEN = (
    *(EOFError, OSError, lzma.LZMAError, zlib.error),
    *(tarfile.TarError, zipfile.BadZipFile),
)
"""What reading a broken file raises."""


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
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".xz": lzma.LZMAFile,
    ".bz2": bz2.BZ2File,
    ".zip": _unzipped,
}
