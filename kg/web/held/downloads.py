"""Exports of published versions as files, which processes of their own make in the background."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import BinaryIO

from kg import __version__
from kg.errors import BusyError, KgError, UnavailableError
from kg.export import FORMATS
from kg.store.export_folders import MADE, REPORT, ExportFolders
from kg.store.layout import StoreFolder
from kg.web.held.export_process import ExportProcess

WAITING = 16
"""Most requests that wait for an export; further ones are refused at once."""

SEARCH = "search"
"""The index of names, which is made ahead of all others, whatever the size of a version."""

AHEAD = ("void", "nquads", "turtle", "iris")
"""The further formats that are made before somebody asks for them."""

WAIT_SECONDS = 3.0
"""How long a request waits for an export that is being made."""

_QUEUED = 64
_FAILED_SECONDS = 60.0  # before one that failed is tried again
_LOOK_SECONDS = 1.0  # between looks for a new version
_NOTHING = 1  # of quads that a version may have, with which nothing at all is made ahead

_log = logging.getLogger("kg.web")
_Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class MadeExport:
    """An export that is there: its file, its size, its SHA-256 in hexadecimal, its report."""

    file: Path
    bytes: int
    sha256: str
    report: Path


class KnownExports:
    """Finds the export of a version, and has it made when it is not there: one at a time.

    It goes on being made when those who wait for it have gone. Exports are kept in the folder of
    the store, else among the temporary files until `close`. Any thread may use it.
    """

    def __init__(self, store: StoreFolder, process: ExportProcess) -> None:
        self._store = store
        self._process = process
        self._threads = ThreadPoolExecutor(1, "kg-exports")
        self._waiting = BoundedSemaphore(WAITING)
        self._lock = Lock()
        self._begun: dict[_Key, Future[MadeExport]] = {}
        self._failed: dict[_Key, tuple[float, str]] = {}
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None
        self._closed = Event()
        self._watcher: Thread | None = None
        self._folders = self._placed()
        self.made = 0

    def find(self, version: int, name: str) -> MadeExport | None:
        """The export of a version, where this release of the program made it already."""
        folder = self._folders.of(version) / name
        try:
            said = json.loads((folder / MADE).read_text(encoding="utf-8"))
            if said["release"] != __version__:
                return None
            found = MadeExport(
                folder / str(said["name"]), int(said["bytes"]), said["sha256"], folder / REPORT
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if found.file.exists() else None

    def newest(self, name: str, version: int) -> tuple[int, MadeExport] | None:
        """The export of a version, else of the newest one before it that is there, with its number.

        Nothing is begun. What was erased is in none: exports of versions before go with it.
        """
        for number in sorted(self._folders.versions(), reverse=True):
            if number <= version and (found := self.find(number, name)):
                return number, found
        return None

    def drop(self, file: Path) -> None:
        """Remove the export of a file that cannot be read, so that it is made again."""
        shutil.rmtree(file.parent, ignore_errors=True)

    def is_begun(self, version: int, name: str) -> bool:
        """Whether an export is being made, or waits for its turn."""
        with self._lock:
            return (version, name) in self._begun

    def hold(self, version: int, name: str, seconds: float = WAIT_SECONDS) -> MadeExport:
        """The export of a version, for which it waits for *seconds* at most.

        Raises:
            BusyError: it is still being made, or too many wait.
            UnavailableError: it could not be made.
        """
        if found := self.find(version, name):
            return found
        if not self._waiting.acquire(blocking=False):
            raise BusyError("Too many requests wait for exports.", hint="Try again soon.")
        try:
            return self._begin((version, name)).result(seconds)
        except TimeoutError:
            raise BusyError(
                f"The export {name} is still being made.",
                hint="Ask again soon: it goes on, and is kept.",
            ) from None
        except CancelledError:
            raise UnavailableError("The server ends.") from None
        finally:
            self._waiting.release()

    def opened(
        self, version: int, name: str, *, report: bool = False
    ) -> tuple[MadeExport, BinaryIO]:
        """The export of a version with its file, or its report, open: who asks for it closes it.

        An export may vanish at any time, with its version or in an erasure; what is open stays.

        Raises:
            BusyError: it is still being made, too many wait, or it vanished twice.
            UnavailableError: it could not be made.
        """
        for _ in range(2):
            made = self.hold(version, name)
            with suppress(FileNotFoundError):
                return made, (made.report if report else made.file).open("rb")
        raise BusyError(f"The export {name} was removed.", hint="Ask again.")

    def keep_ahead(self, most: int) -> None:
        """Make the index of names of each new version, and of one with at most so many quads
        the usual exports, until `close`; with 1 nothing is made ahead.
        """
        if most <= _NOTHING:
            return
        self._watcher = Thread(target=self._watch, args=(most,), name="kg-exports-ahead")
        self._watcher.daemon = True
        self._watcher.start()

    def close(self) -> None:
        """End what is being made, and remove what stands among the temporary files."""
        self._closed.set()
        self._process.close()
        self._threads.shutdown(cancel_futures=True)
        self._folders.clear_unfinished()
        if self._watcher is not None:
            self._watcher.join()
        if self._elsewhere is not None:
            self._elsewhere.cleanup()

    def _placed(self) -> ExportFolders:
        folders = self._store.versions.exports
        place = folders.root if folders.root.exists() else self._store.folder
        if os.access(place, os.W_OK):
            folders.clear_unfinished()
            return folders
        self._elsewhere = tempfile.TemporaryDirectory(prefix="geoactors-exports-")
        return ExportFolders(Path(self._elsewhere.name))

    def _begin(self, key: _Key) -> Future[MadeExport]:
        with self._lock:
            if (future := self._begun.get(key)) is not None:
                return future
            since, reason = self._failed.get(key, (0.0, ""))
            if reason and time.monotonic() - since < _FAILED_SECONDS:
                raise UnavailableError(reason)
            if self._closed.is_set() or len(self._begun) >= _QUEUED:
                raise BusyError("Too many exports wait to be made.", hint="Try again later.")
            future = self._begun[key] = self._threads.submit(self._make, key)
            return future

    def _make(self, key: _Key) -> MadeExport:
        version, name = key
        begun = time.monotonic()
        try:
            if found := self.find(version, name):
                return found
            self._process.run(version, name, self._folders.of(version) / name)
            self.made += 1
            seconds = time.monotonic() - begun
            _log.info("export %s of version %d made in %.1f s", name, version, seconds)
            if (found := self.find(version, name)) is None:
                raise UnavailableError(f"The export {name} was removed.", hint="Ask again.")
            if self._elsewhere is not None:
                self._folders.prune(self._store.versions.numbers())
            return found
        except KgError as error:
            _log.warning("export %s of version %d: %s", name, version, error)
            with self._lock:
                if len(self._failed) >= _QUEUED:
                    self._failed.clear()
                self._failed[key] = (time.monotonic(), str(error))
            raise
        finally:
            with self._lock:
                del self._begun[key]

    def _watch(self, most: int) -> None:
        done = -1
        while not self._closed.wait(_LOOK_SECONDS):
            with suppress(KgError):  # it is said where somebody asks
                version = self._store.version
                last = self._store.journal.log.last() if version != done else None
                if last is not None and last.quads:
                    names = (SEARCH, *(AHEAD if last.quads <= most else ()))
                    failed = [name for name in names if not self._is_ahead(version, name)]
                    if failed:
                        continue
                done = version

    def _is_ahead(self, version: int, name: str) -> bool:
        """Whether an export is there or could be begun, where there is such a format."""
        if name in FORMATS and self.find(version, name) is None:
            try:
                self._begin((version, name))
            except KgError:
                return False
        return True
