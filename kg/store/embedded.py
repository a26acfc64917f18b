"""The dataset in a folder: immutable versions, one writer, any number of readers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.copies import StagingArea
from kg.store.creation import lay_out
from kg.store.erasing import finish_erasure
from kg.store.files import damaged, is_corruption, locked, translated_errors
from kg.store.graphs import GraphNames
from kg.store.journal import Journal, PatchWriter
from kg.store.log import Entry
from kg.store.publication import publish, publish_anew, publish_erasure, write_base
from kg.store.recovery import clear_leftovers, remake_version
from kg.store.settings import FORMAT, StoreSettings, read_settings
from kg.store.snapshot import Snapshot
from kg.store.staging import Staging
from kg.store.upgrade import upgrade
from kg.store.versions import Versions

_log = logging.getLogger("kg.store")


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
            ParameterError: it is a file, or in one.
            NotFoundError: the folder holds something else.
        """
        store = cls(folder, settings or StoreSettings())
        lay_out(store, shapes)
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
        """Open the published version for reading.

        Raises:
            ResourceError: it is missing or damaged.
            UnavailableError: it cannot be opened now.
        """
        while True:
            version = self.version
            folder = self.versions.path(version)
            try:
                return Snapshot.open(folder, version, self.settings.base_iri)
            except (UnavailableError, RuntimeError) as error:
                if version != self.version:
                    continue  # it was removed between the two steps, and a newer one is there
                reason = error.__cause__ or error
                if isinstance(reason, FileNotFoundError) or is_corruption(reason):
                    raise damaged(folder, f"the version cannot be opened: {reason}") from error
                raise

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
            ResourceError: the store is damaged beyond what can be mended.
        """
        refusal = f"{self.folder}: another server serves this store."
        with locked(self.folder / "server.lock", refusal):
            with self._writing(wait=10.0):
                said = self._mend()
            yield said

    @contextmanager
    def write(
        self,
        action: str = "load",
        who: str = "",
        *,
        wait: float = 0.0,
        erasing: Sequence[str] = (),
    ) -> Iterator[Staging]:
        """Change a copy, and publish it as the next version when the block ends.

        The whole block is one transaction: an exception discards every change.
        When nothing changed, the version stays. What was published is on the disk,
        see `kg.store.publication`. *who* and *action* go into the journal; *wait* is
        how long to wait for another writer, in seconds. A write that is *erasing*
        things always publishes, and costs what the dataset costs: afterwards nothing
        in the folder holds what was removed, and the log does not name them.

        Raises:
            UnavailableError: another process writes.
            DiskFullError: the disk is full.
            ResourceError: the store is damaged beyond what can be mended.
        """
        with self._writing(wait):
            for sentence in self._mend():
                _log.warning("%s: %s", self.folder, sentence)
            version = self.version
            header = {"version": str(version + 1), "action": action, "who": who}
            patch = None if erasing else self.journal.begin(header)
            try:
                staging = self._stage(version, patch)
                try:
                    yield staging
                    if erasing:
                        publish_erasure(self, staging, action, who, erasing)
                    elif patch is not None and staging.changed:
                        publish(self, staging, patch, action, who)
                    staging.version = self.version
                    self.area.keep(self.version)
                finally:
                    staging.close()
                    self.area.release()
            finally:
                if patch is not None:
                    patch.discard()
            if erasing:
                finish_erasure(self)

    def _stage(self, version: int, patch: PatchWriter | None) -> Staging:
        return Staging(
            self.area.take(version),
            self.names,
            patch,
            union=self.union,
            before=lambda: ox.Store.read_only(str(self.versions.path(version))),
        )

    def _mend(self) -> list[str]:
        """Bring the store back to its last acknowledged write, and to this release's layout."""
        said = []
        if self.settings.format < FORMAT:
            said.append(upgrade(self))
            self.settings = read_settings(self.folder)
        said += clear_leftovers(self)
        if not self.area.holds(self.version):
            said += remake_version(self)
        return said + finish_erasure(self)

    def replace(
        self, build: Callable[[Path], None], describe: Callable[[int], Entry], *, above: int = 0
    ) -> int:
        """Publish what *build* makes in the folder it is given; give its version.

        That is the next one, and higher than *above*; *describe* gives its entry when
        the folder is there. The journal begins anew with it.

        Raises:
            UnavailableError: another process writes, or the disk is full; the version stays.
        """
        with self._writing(wait=10.0):
            self._mend()
            version = max(self.version, above) + 1
            publish_anew(self, version, build, lambda: describe(version))
        return version

    def compact(self) -> int:
        """Put one patch in the place of all up to the oldest version on disk.

        Gives how many patches went.
        """
        with self._writing(wait=10.0):
            self._mend()
            start = self.journal.start()
            numbers = (number for number in self.versions.numbers() if number >= start)
            oldest = next(number for number in numbers if self.versions.opens(number))
            if oldest == start:
                return 0
            write_base(self, oldest)
            return self.journal.remove_before(oldest)

    @contextmanager
    def _writing(self, wait: float) -> Iterator[None]:
        refusal = f"{self.folder}: another process is writing to this store."
        with locked(self.folder / "lock", refusal, wait=wait), translated_errors(self.folder):
            yield

    def close(self) -> None:
        """Remove the copy that a warm store keeps."""
        self.area.discard()
        self.area.release()
