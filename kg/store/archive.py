"""Files in one archive behind a manifest with their digests, checked before any of it is used."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"

_CHUNK = 1 << 20
BROKEN = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ArithmeticError,
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the libraries raise over bytes that are no such archive."""


def pack(folder: Path, names: Iterable[str]) -> Path:
    """Pack the files of some names that are in a folder, behind the manifest there.

    So a reader knows what to expect. Neither times nor names of people go in: what is
    the same is packed to the same bytes.
    """
    packed = folder / "packed"
    with packed.open("wb") as file:
        with (
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as stream,
            tarfile.open(fileobj=stream, mode="w:") as archive,
        ):
            for name in (MANIFEST, *names):
                if (folder / name).exists():
                    archive.add(folder / name, arcname=name, filter=_anonymous)
        file.flush()
        os.fsync(file.fileno())
    return packed


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def unpack(
    path: Path, folder: Path, always: Collection[str], names: Collection[str]
) -> Mapping[str, Any]:
    """Unpack an archive that holds files of some *names*, and these *always*; give its manifest.

    Raises:
        Exception: one of `BROKEN`: it is none, or not as it was written.
    """
    with gzip.open(path) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
        first = archive.next()
        content = archive.extractfile(first) if first and first.name == MANIFEST else None
        if content is None:
            raise ValueError("it does not begin with a manifest")
        manifest: Mapping[str, Any] = json.loads(content.read(_CHUNK))
        expected = dict(manifest["files"])
        if not set(always) <= expected.keys() <= set(names):
            raise ValueError("its manifest names other files than a backup has")
        while member := archive.next():
            source = archive.extractfile(member) if member.name in expected else None
            if source is None or not member.isfile():
                raise ValueError(f"{member.name!r} does not belong to it")
            promised = expected.pop(member.name)
            if _copy(source, folder / member.name, promised["bytes"]) != promised:
                raise ValueError(f"{member.name} has not the digest of the manifest")
        if expected:
            raise ValueError(f"{', '.join(expected)} is missing")
        while rest := stream.read(_CHUNK):  # to its end, where its own checksum stands
            if rest.strip(b"\0"):
                raise ValueError("something stands behind its end")
    return manifest


def _copy(source: IO[bytes], target: Path, size: int) -> dict[str, object]:
    """Copy as much as there should be; what is longer has another digest."""
    left = size + 1
    with target.open("wb") as file:
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            file.write(chunk)
            left -= len(chunk)
    return described(target)


def described(path: Path) -> dict[str, object]:
    """How long a file is, and its digest."""
    return {"bytes": path.stat().st_size, "sha256": digest_of(path)}


def digest_of(path: Path) -> str:
    """The SHA-256 digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
