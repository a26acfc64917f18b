"""Backups: one file that makes the whole dataset again, checked by its digests."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import InputError, KgError, NotFoundError
from kg.store.embedded import DatasetStore
from kg.store.files import SCRATCH, SharedLock, sync_folder, translated_errors
from kg.store.log import Entry, Log
from kg.store.settings import StoreSettings, settings_of
from kg.terms import in_graph

_MANIFEST = "manifest.json"
_QUADS = "quads.nq"
_GRAPHS = "graphs.json"
_LOG = "log.jsonl"
_SHAPES = "shapes.ttl"
_ALWAYS = {_QUADS, _GRAPHS, _LOG}
_CHUNK = 1 << 20
_BROKEN = (
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
"""What the libraries raise over bytes that are no backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup at *path* whose digests are right, unpacked into *folder*."""

    path: Path
    folder: Path
    version: int
    settings: StoreSettings
    graphs: tuple[str, ...]
    """The IRIs of all named graphs, the empty ones included."""

    @property
    def quads(self) -> Path:
        """The triples of all named graphs, and of the default graph where that is its own."""
        return self.folder / _QUADS

    def entries(self) -> Iterator[Entry]:
        """The log of the store up to the version."""
        return Log(self.folder / _LOG).entries()

    def count(self) -> int:
        """How many quads it holds."""
        with self.quads.open("rb") as file:
            return sum(1 for _ in file)

    @property
    def shapes(self) -> bytes:
        """The shapes of the store's own; empty when it has none."""
        path = self.folder / _SHAPES
        return path.read_bytes() if path.exists() else b""


def write_backup(store: DatasetStore, target: Path) -> tuple[int, str]:
    """Write the published version of a store to a file; others may write and read meanwhile.

    Gives the version and the SHA-256 digest of the file. A file that exists is
    replaced when the new one is whole.

    Raises:
        NotFoundError: there is no folder to write it into.
        UnavailableError: the file cannot be written.
    """
    place = target.absolute().parent
    if not place.is_dir():
        raise NotFoundError(f"{place}: there is no such folder.", hint="Make it, or name another.")
    snapshot = store.snapshot()
    with translated_errors(target), _scratch(place) as folder:
        with (folder / _QUADS).open("wb") as file:
            for graph, triples in store.contents(snapshot):
                name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
                quads = (in_graph(triple, name) for triple in triples)
                ox.serialize(quads, output=file, format=ox.RdfFormat.N_QUADS)
        (folder / _GRAPHS).write_text(json.dumps(snapshot.graphs()), encoding="utf-8")
        lines = store.journal.log.lines_until(snapshot.version)
        (folder / _LOG).write_bytes(b"".join(lines))
        if store.shapes_file.exists():
            (folder / _SHAPES).write_bytes(store.shapes_file.read_bytes())
        manifest = {
            "version": snapshot.version,
            "settings": asdict(store.settings),
            "files": {path.name: _described(path) for path in sorted(folder.iterdir())},
        }
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        packed = _pack(folder)
        digest = _digest(packed)
        packed.replace(target)
        sync_folder(place)
    return snapshot.version, digest


@contextmanager
def read_backup(path: Path, place: Path) -> Iterator[Backup]:
    """Unpack a backup in a folder of its own in *place*, and check it before any of it is used.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is no backup, or not as it was written.
        ParameterError: a newer release wrote it.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such file.")
    with translated_errors(place), _scratch(place) as folder:
        try:
            backup = _checked(path, folder)
        except _BROKEN as error:
            raise broken_backup(path, str(error)) from error
        yield backup


def broken_backup(path: Path, reason: str) -> InputError:
    """The error of a file that is no backup, or no whole one."""
    return InputError(
        f"{path}: this is no whole backup: {reason.rstrip('.')}.",
        hint="Take another copy of it; nothing was changed.",
    )


@contextmanager
def _scratch(place: Path) -> Iterator[Path]:
    """A folder that goes with the block, locked: one without a lock was left by a crash."""
    with TemporaryDirectory(dir=place, prefix=SCRATCH) as name:
        lock = SharedLock(Path(name))
        yield Path(name)
        del lock


def _pack(folder: Path) -> Path:
    """The manifest comes first, so that a reader knows what to expect.

    Neither times nor names of people go in: what is the same is packed to the same bytes.
    """
    packed = folder / "packed"
    with packed.open("wb") as file:
        with (
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as stream,
            tarfile.open(fileobj=stream, mode="w:") as archive,
        ):
            for name in (_MANIFEST, _QUADS, _GRAPHS, _LOG, _SHAPES):
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


def _checked(path: Path, folder: Path) -> Backup:
    manifest = _unpack(path, folder)
    settings = settings_of(manifest["settings"], str(path))
    graphs = tuple(ox.NamedNode(iri).value for iri in json.loads((folder / _GRAPHS).read_bytes()))
    backup = Backup(path, folder, int(manifest["version"]), settings, graphs)
    try:
        versions = [entry.version for entry in backup.entries()]
    except KgError as error:
        raise ValueError("a line of its log is none") from error
    if backup.version < 0 or versions != sorted(set(versions)) or versions[-1:] > [backup.version]:
        raise ValueError("its log is not that of its version")
    return backup


def _unpack(path: Path, folder: Path) -> Mapping[str, Any]:
    with gzip.open(path) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
        first = archive.next()
        content = archive.extractfile(first) if first and first.name == _MANIFEST else None
        if content is None:
            raise ValueError("it does not begin with a manifest")
        manifest: Mapping[str, Any] = json.loads(content.read(_CHUNK))
        expected = dict(manifest["files"])
        if not _ALWAYS <= expected.keys() <= {*_ALWAYS, _SHAPES}:
            raise ValueError("its manifest names other files than a backup has")
        while member := archive.next():
            source = archive.extractfile(member) if member.name in expected else None
            if source is None or not member.isfile():
                raise ValueError(f"{member.name!r} does not belong to it")
            described = expected.pop(member.name)
            if _copy(source, folder / member.name, described["bytes"]) != described:
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
    return _described(target)


def _described(path: Path) -> dict[str, object]:
    return {"bytes": path.stat().st_size, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
