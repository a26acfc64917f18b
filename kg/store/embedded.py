"""The dataset in a folder: immutable versions, one writer, any number of readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFoundError, UnavailableError
from kg.store.copies import StagingArea
from kg.store.files import locked, sync_files, translated_errors, write_atomically
from kg.store.graphs import GraphNames
from kg.store.journal import Journal, PatchWriter
from kg.store.log import Entry, now
from kg.store.recovery import clear_leftovers, remake_version
from kg.store.settings import FORMAT, StoreSettings, read_settings
from kg.store.snapshot import Snapshot
from kg.store.staging import Staging
from kg.store.upgrade import upgrade
from kg.store.versions import Versions


class DatasetStore:
    """A dataset in a folder.

    `versions/N` are checkpoints that never change after `CURRENT` names them;
    readers only ever open those. A copy in `staging/` belongs to the one writer;
    `journal/` says what each version changed. *warm* keeps the copy open between
    writes, for a process that writes often.
    """

    def __init__(self, folder: Path, settings: StoreSettings, *, warm: bool = False) -> None:
        self.folder = folder
        self.settings = settings
        self.names = GraphNames(settings.base_iri)
        self.journal = Journal(folder / "journal")
        self.versions = Versions(folder)
        self.area = StagingArea(folder / "staging", self.versions, warm=warm)

    @classmethod
    def create(
        cls, folder: Path, settings: StoreSettings | None = None, shapes: bytes = b""
    ) -> DatasetStore:
        """Create an empty store; the folder may exist when it is empty.

        *shapes* is the text of the shapes file when the settings name one.

        Raises:
            UnavailableError: the folder cannot be written.
            NotFoundError: the folder holds something else.
        """
        settings = settings or StoreSettings()
        with translated_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise NotFoundError(
                    f"{folder}: the folder is not empty and holds no store.",
                    hint="Name a new folder.",
                )
            store = cls(folder, settings)
            (folder / "versions").mkdir()
            ox.Store(str(store.versions.path(0))).flush()
            store.journal.create()
            write_atomically(folder / "CURRENT", "0\n")
            if shapes:
                store.shapes_file.write_bytes(shapes)
            settings.write(folder)
        return store

    @classmethod
    def open(cls, folder: Path, *, warm: bool = False) -> DatasetStore:
        """Open the store at *folder*.

        Raises:
            NotFoundError: there is no store.
            ParameterError: a newer release wrote it.
        """
        return cls(folder, read_settings(folder), warm=warm)

    @property
    def shapes_file(self) -> Path:
        """Where the store keeps shapes of the caller's own."""
        return self.folder / "shapes.ttl"

    @property
    def union(self) -> bool:
        """The default graph is the union of the accepted source graphs."""
        return self.settings.default_graph == "union"

    @property
    def version(self) -> int:
        """The number of the published version."""
        return self.versions.current

    def snapshot(self) -> Snapshot:
        """Open the published version for reading."""
        while True:
            version = self.version
            folder = self.versions.path(version)
            try:
                return Snapshot.open(folder, version, self.settings.base_iri)
            except UnavailableError:
                if version == self.version:
                    raise  # else it was removed between the two steps, and a newer one is there

    def contents(self, snapshot: Snapshot) -> Iterator[tuple[str, Iterator[ox.Triple]]]:
        """What makes a dataset: each named graph, and the default graph where that is its own.

        An empty graph comes with no triples. The triples must be read before the
        next graph is asked for.
        """
        if not self.union:
            yield "", (quad.triple for quad in snapshot.default_graph())
        for graph in snapshot.graphs():
            yield graph, (quad.triple for quad in snapshot.quads(graph))

    @contextmanager
    def serving(self) -> Iterator[list[str]]:
        """Be the one server of this store while the block runs; tell what a crash left to mend.

        Raises:
            UnavailableError: another server serves this store.
        """
        refusal = f"{self.folder}: another server serves this store."
        with translated_errors(self.folder), locked(self.folder / "server.lock", refusal):
            with self._writing(wait=10.0):
                said = self._mend()
            yield said

    @contextmanager
    def write(
        self, action: str = "load", who: str = "", *, wait: float = 0.0, traceless: bool = False
    ) -> Iterator[Staging]:
        """Change a copy, and publish it as the next version when the block ends.

        The whole block is one transaction: an exception discards every change.
        When nothing changed, the version stays. Then, in this order: the patch is
        synced, the checkpoint made, the log synced, `CURRENT` replaced; what is
        not named by `CURRENT` was never there. *who* and *action* go into the
        journal; *wait* is how long to wait for another writer, in seconds. A
        *traceless* write costs what the dataset costs: afterwards nothing in the
        folder holds what was removed.

        Raises:
            UnavailableError: another process writes.
            DiskFullError: the disk is full.
        """
        with translated_errors(self.folder), self._writing(wait):
            self._mend()
            header = {"version": str(self.version + 1), "action": action, "who": who}
            patch = self.journal.begin(header)
            try:
                staging = Staging(self.area.take(self.version), self.names, patch, union=self.union)
                try:
                    yield staging
                    if staging.changed:
                        entry = self._entry(staging, action, who)
                        self._publish(staging, patch, entry, afresh=traceless)
                    self.area.keep(self.version)
                finally:
                    staging.close()
                    self.area.release()
            finally:
                patch.discard()
            if traceless:
                self._remove_traces()

    def _mend(self) -> list[str]:
        """Bring the store back to its last acknowledged write, and to this release's layout."""
        said = []
        if self.settings.format < FORMAT:
            said.append(upgrade(self))
            self.settings = read_settings(self.folder)
        said += clear_leftovers(self)
        return said if self.area.holds(self.version) else [*said, *remake_version(self)]

    def _publish(self, staging: Staging, patch: PatchWriter, entry: Entry, *, afresh: bool) -> None:
        folder = self.versions.path(entry.version)
        patch.end(self.journal.patch(entry.version))
        staging.save(str(folder), afresh=afresh)
        sync_files(folder)
        self.journal.log.append(entry)
        write_atomically(self.folder / "CURRENT", f"{entry.version}\n")
        self.versions.prune(keep=self.settings.keep_versions)

    def _entry(self, staging: Staging, action: str, who: str) -> Entry:
        last = self.journal.log.last()
        before = last.quads if last else 0
        return Entry(
            version=self.version + 1,
            time=now(),
            who=who,
            action=action,
            changes={name: change for name, change in staging.changes.items() if any(change)},
            quads=before + sum(added - removed for added, removed in staging.changes.values()),
            created=tuple(sorted(staging.created)),
            dropped=tuple(sorted(staging.dropped)),
            report=staging.report,
        )

    def replace(self, build: Callable[[Path], None], entry: Entry) -> None:
        """Publish as the next version what *build* makes in the folder it is given.

        The journal begins anew with it: what lies before has no patch any more.

        Raises:
            UnavailableError: another process writes, or the disk is full; the version stays.
        """
        with translated_errors(self.folder), self._writing(wait=10.0):
            self._mend()
            folder = self.versions.path(entry.version)
            build(folder)
            sync_files(folder)
            self.journal.log.append(entry)
            write_atomically(self.folder / "CURRENT", f"{entry.version}\n")
            self.compact(entry.version)
            self.versions.prune(keep=self.settings.keep_versions)

    def _remove_traces(self) -> None:
        """Keep the published version alone, whoever reads another, and a journal that begins it."""
        self.area.remove_all()
        self.versions.remove_others()
        self.compact(self.version)

    def compact(self, version: int | None = None) -> int:
        """Put one patch in the place of all up to *version*, at first the oldest on disk.

        Gives how many patches went. The caller of a *version* holds the write lock.
        """
        if version is None:
            with self._writing(wait=10.0):
                return self.compact(self.versions.numbers()[0])
        folder = self.versions.path(version)
        snapshot = Snapshot.open(folder, version, self.settings.base_iri)
        return self.journal.compact(version, self.contents(snapshot))

    @contextmanager
    def _writing(self, wait: float) -> Iterator[None]:
        refusal = f"{self.folder}: another process is writing to this store."
        with locked(self.folder / "lock", refusal, wait=wait):
            yield

    def close(self) -> None:
        """Remove the copy that a warm store keeps."""
        self.area.discard()
        self.area.release()
