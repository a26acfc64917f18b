"""Backups: one file that makes the whole dataset again, checked by its digests."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import InputError, NotFoundError
from kg.store.embedded import DatasetStore
from kg.store.files import translated_errors
from kg.store.log import Entry, Log
from kg.store.settings import StoreSettings
from kg.terms import in_graph

_MANIFEST = "manifest.json"
_QUADS = "quads.nq"
_GRAPHS = "graphs.json"
_LOG = "log.jsonl"
_SHAPES = "shapes.ttl"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose digests are right, unpacked into *folder*."""

    folder: Path
    version: int
    settings: StoreSettings

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

    @property
    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, the empty ones included."""
        found = json.loads((self.folder / _GRAPHS).read_bytes())
        return [str(iri) for iri in found]


def write_backup(store: DatasetStore, target: Path) -> tuple[int, str]:
    """Write the published version of a store to a file; others may write and read meanwhile.

    Gives the version and the SHA-256 digest of the file. A file that exists is
    replaced when the new one is whole.

    Raises:
        UnavailableError: the file cannot be written.
    """
    snapshot = store.snapshot()
    with translated_errors(target), TemporaryDirectory(dir=target.absolute().parent) as scratch:
        folder = Path(scratch)
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
        packed = folder / "packed"
        _pack(folder, packed)
        digest = _digest(packed)
        packed.replace(target)
    return snapshot.version, digest


@contextmanager
def read_backup(path: Path, scratch: Path) -> Iterator[Backup]:
    """Unpack a backup under *scratch* and check every digest before anything is used.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is no backup, or not as it was written.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such file.")
    with translated_errors(scratch), TemporaryDirectory(dir=scratch) as folder:
        try:
            manifest = _unpack(path, Path(folder))
            settings = StoreSettings(**manifest["settings"])
            backup = Backup(Path(folder), int(manifest["version"]), settings)
        except (tarfile.TarError, gzip.BadGzipFile, EOFError, ValueError, TypeError, KeyError) as e:
            raise InputError(f"{path}: this is no whole backup: {e}.") from e
        yield backup


def _pack(folder: Path, target: Path) -> None:
    """The manifest comes first, so that a reader knows what to expect."""
    names = [_MANIFEST, _QUADS, _GRAPHS, _LOG, _SHAPES]
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for name in names:
            if (folder / name).exists():
                archive.add(folder / name, arcname=name, filter=_anonymous)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    with tarfile.open(path, "r:gz") as archive:
        first = archive.next()
        content = archive.extractfile(first) if first and first.name == _MANIFEST else None
        if content is None:
            raise ValueError("it does not begin with a manifest")
        manifest = json.load(io.BytesIO(content.read(_CHUNK)))
        expected = dict(manifest["files"])
        while member := archive.next():
            if member.name not in expected or not member.isfile():
                raise ValueError(f"{member.name!r} does not belong to it")
            source = archive.extractfile(member)
            assert source is not None
            found = _copy(source, folder / Path(member.name).name)
            if found != expected.pop(member.name):
                raise ValueError(f"{member.name} has not the digest of the manifest")
        if expected:
            raise ValueError(f"{', '.join(expected)} is missing")
    assert isinstance(manifest, dict)
    return manifest


def _copy(source: IO[bytes], target: Path) -> dict[str, object]:
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            file.write(chunk)
    return _described(target)


def _described(path: Path) -> dict[str, object]:
    return {"bytes": path.stat().st_size, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
