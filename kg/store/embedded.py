"""The dataset in a folder: immutable versions, one writer, any number of readers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.creation import lay_out
from kg.store.erasing import finish_erasure
from kg.store.files import damaged, locked, translated_errors
from kg.store.journal import PatchWriter
from kg.store.layout import StoreFolder
from kg.store.log import Entry
from kg.store.passed import ShapeDigests
from kg.store.publication import publish, publish_anew, publish_erasure, write_base
from kg.store.recovery import clear_leftovers, remake_version
from kg.store.settings import FORMAT, StoreSettings, read_settings
from kg.store.staging import Staging
from kg.store.upgrade import upgrade

_log = logging.getLogger("kg.store")

_PATIENCE = 10.0
"""Seconds to wait for another writer."""


class DatasetStore(StoreFolder):
    """A dataset in a folder, and what may be done with it."""

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

    @contextmanager
    def serving(self) -> Iterator[list[str]]:
        """Be the one server of this store while the block runs; tell what a crash left to mend.

        Raises:
            UnavailableError: another server serves this store.
            ResourceError: the store is damaged beyond what can be mended.
        """
        refusal = f"{self.folder}: another server serves this store."
        with locked(self.folder / "server.lock", refusal):
            with self._writing(_PATIENCE):
                said = self._mend()
            yield said

    def holds_graph(self, graph: str) -> bool:
        """Whether the current version has a triple in a named graph of this IRI."""
        quads = self.snapshot().quads_of(None, None, None, ox.NamedNode(graph))
        return next(iter(quads), None) is not None

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
            if erasing:
                with self._staged(None) as staging:
                    yield staging
                    publish_erasure(self, staging, action, who, erasing)
                finish_erasure(self)
                return
            version = str(self.version + 1)
            patch = self.journal.begin({"version": version, "action": action, "who": who})
            try:
                with self._staged(patch) as staging:
                    yield staging
                    if staging.changed:
                        publish(self, staging, patch, action, who)
            finally:
                patch.discard()

    @contextmanager
    def _staged(self, patch: PatchWriter | None) -> Iterator[Staging]:
        """A copy of the published version, which is kept when it equals the one published then."""
        version = self.version
        staging = Staging(
            self.area.take(version),
            self.names,
            patch,
            union=self.union,
            before=lambda: ox.Store.read_only(str(self.versions.path(version))),
        )
        try:
            yield staging
            staging.version = self.version
            self.area.keep(self.version)
        finally:
            staging.close()
            self.area.release()

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
        with self._writing(_PATIENCE):
            self._mend()
            version = max(self.version, above) + 1
            publish_anew(self, version, build, lambda: describe(version))
        return version

    def note_passed(self, version: int, shapes: ShapeDigests) -> None:
        """Note that the published version has passed shapes; no other is published for that.

        Raises:
            UnavailableError: another process writes, or *version* is not the published one
                any more; nothing was noted.
        """
        with self._writing(_PATIENCE):
            self._mend()
            if self.version != version:
                raise UnavailableError(
                    f"{self.folder}: version {self.version} was published meanwhile; that version"
                    f" {version} conforms was not noted.",
                    hint="Validate again.",
                )
            log = self.journal.log
            entries = list(log.entries())
            if not entries or entries[-1].version != version:
                raise damaged(self.folder, f"the log does not end with version {version}")
            log.rewrite([*entries[:-1], replace(entries[-1], shapes=self.passed.keep(shapes))])

    def compact(self) -> int:
        """Put one patch in the place of all up to the oldest version on disk.

        Gives how many patches went.
        """
        with self._writing(_PATIENCE):
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
