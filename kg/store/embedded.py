"""The dataset in a folder: immutable versions, one writer, any number of readers."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFoundError, UnavailableError
from kg.store.settings import StoreSettings, read_settings
from kg.store.snapshot import Snapshot
from kg.store.staging import Staging

KEPT_VERSIONS = 3
"""Published versions that stay on disk, so that a reader of an older one can finish."""


class DatasetStore:
    """A dataset in a folder.

    `versions/N` are checkpoints that never change after `CURRENT` names them;
    `staging` belongs to the one writer. Readers only ever open checkpoints.
    """

    def __init__(self, folder: Path, settings: StoreSettings) -> None:
        self.folder = folder
        self.settings = settings

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
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise NotFoundError(
                    f"{folder}: the folder is not empty and holds no store.",
                    hint="Name a new folder.",
                )
            (folder / "versions").mkdir()
            ox.Store(str(folder / "versions" / "0")).flush()
            _write_atomically(folder / "CURRENT", "0\n")
            store = cls(folder, settings)
            if shapes:
                store.shapes_file.write_bytes(shapes)
            settings.write(folder)
        except OSError as error:
            raise _unavailable(folder, error) from error
        return store

    @classmethod
    def open(cls, folder: Path) -> DatasetStore:
        """Open the store at *folder*.

        Raises:
            NotFoundError: there is no store.
        """
        return cls(folder, read_settings(folder))

    @property
    def shapes_file(self) -> Path:
        """Where the store keeps shapes of the caller's own."""
        return self.folder / "shapes.ttl"

    @property
    def version(self) -> int:
        """The number of the published version."""
        try:
            return int((self.folder / "CURRENT").read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise UnavailableError(f"{self.folder}: CURRENT cannot be read: {error}.") from error

    def snapshot(self) -> Snapshot:
        """Open the published version for reading."""
        version = self.version
        return Snapshot.open(self._version_folder(version), version, self.settings.base_iri)

    @contextmanager
    def write(self) -> Iterator[Staging]:
        """Change a copy, and publish it as the next version when the block ends.

        The whole block is one transaction: an exception discards every change.
        When nothing changed, the version stays.

        Raises:
            UnavailableError: another process writes, or the disk is full.
        """
        with self._lock():
            try:
                with closing(self._stage()) as staging:
                    yield staging
                    if staging.changed:
                        self._publish(staging)
            except OSError as error:
                raise _unavailable(self.folder, error) from error
            finally:
                shutil.rmtree(self.folder / "staging", ignore_errors=True)

    def _stage(self) -> Staging:
        copy = self.folder / "staging"
        shutil.rmtree(copy, ignore_errors=True)
        ox.Store.read_only(str(self._version_folder(self.version))).backup(str(copy))
        return Staging(
            ox.Store(str(copy)),
            union=self.settings.default_graph == "union",
            base_iri=self.settings.base_iri,
        )

    def _publish(self, staging: Staging) -> None:
        version = self.version + 1
        folder = self._version_folder(version)
        shutil.rmtree(folder, ignore_errors=True)  # left by a crash before CURRENT named it
        staging.save(str(folder))
        _write_atomically(self.folder / "CURRENT", f"{version}\n")
        for old in (self.folder / "versions").iterdir():
            if old.name.isdigit() and int(old.name) <= version - KEPT_VERSIONS:
                shutil.rmtree(old, ignore_errors=True)

    def _version_folder(self, version: int) -> Path:
        return self.folder / "versions" / str(version)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise _unavailable(self.folder, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise UnavailableError(
                f"{self.folder}: another process is writing to this store.",
                hint="Try again when it has finished.",
            ) from None
        finally:
            os.close(handle)


def _write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a reader sees the old text or the new one, even after a crash."""
    partial = path.with_suffix(".new")
    with partial.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unavailable(folder: Path, error: OSError) -> UnavailableError:
    if error.errno == errno.ENOSPC:
        return UnavailableError(f"{folder}: the disk is full; nothing was stored.")
    return UnavailableError(f"{folder}: {error.strerror or error}.")
