"""Backups: one file that makes the whole dataset again, checked by its digests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import InputError, KgError, NotFoundError
from kg.store.archive import BROKEN, MANIFEST, described, digest_of, pack, unpack
from kg.store.embedded import DatasetStore
from kg.store.files import SCRATCH, SharedLock, sync_folder, translated_errors
from kg.store.log import Entry, Log
from kg.store.passed import ShapeDigests, read_digests
from kg.store.settings import StoreSettings, settings_of
from kg.terms import in_graph

_QUADS = "quads.nq"
_GRAPHS = "graphs.json"
_LOG = "log.jsonl"
_SHAPES = "shapes.ttl"
_PASSED = "passed.json"
_ALWAYS = (_QUADS, _GRAPHS, _LOG)
_FILES = (*_ALWAYS, _SHAPES, _PASSED)


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

    @property
    def passed(self) -> ShapeDigests | None:
        """The shapes that all of its data has passed, as far as that is known."""
        path = self.folder / _PASSED
        return read_digests(path.read_bytes()) if path.exists() else None


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
        if passed := _passed(store, Log(folder / _LOG), snapshot.version):
            (folder / _PASSED).write_text(passed.text, encoding="utf-8")
        manifest = {
            "version": snapshot.version,
            "settings": asdict(store.settings),
            "files": {path.name: described(path) for path in sorted(folder.iterdir())},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        packed = pack(folder, _FILES)
        digest = digest_of(packed)
        packed.replace(target)
        sync_folder(place)
    return snapshot.version, digest


def _passed(store: DatasetStore, log: Log, version: int) -> ShapeDigests | None:
    last = log.last()
    return store.passed.known(last.shapes) if last and last.version == version else None


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
        except BROKEN as error:
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


def _checked(path: Path, folder: Path) -> Backup:
    manifest = unpack(path, folder, _ALWAYS, _FILES)
    settings = settings_of(manifest["settings"], str(path))
    graphs = tuple(ox.NamedNode(iri).value for iri in json.loads((folder / _GRAPHS).read_bytes()))
    backup = Backup(path, folder, int(manifest["version"]), settings, graphs)
    try:
        entries = list(backup.entries())
    except KgError as error:
        raise ValueError("a line of its log is none") from error
    versions = [entry.version for entry in entries]
    if backup.version < 0 or versions != sorted(set(versions)) or versions[-1:] > [backup.version]:
        raise ValueError("its log is not that of its version")
    last = (entries[-1].version, entries[-1].shapes) if entries else (0, "")
    if backup.passed and last != (backup.version, backup.passed.digest):
        raise ValueError("the shapes that it passed are not those of its log")
    return backup
