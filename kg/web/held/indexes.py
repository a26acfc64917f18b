"""The index of names that searches use: one is open at a time, of the newest version there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kg.errors import BusyError, UnavailableError
from kg.search import SearchIndex
from kg.web.held.downloads import SEARCH, WAIT_SECONDS, KnownExports


@dataclass(slots=True)
class _Opened:
    """An open index, its file, and how many requests read it."""

    index: SearchIndex
    file: Path
    readers: int = 0


class SearchIndexes:
    """Opens the index of the newest version that has one, and closes it when another replaces it.

    A request goes on with the index that it began with. Any thread may use it.
    """

    def __init__(self, exports: KnownExports) -> None:
        self._exports = exports
        self._lock = Lock()
        self._current: _Opened | None = None

    @contextmanager
    def reading(self, version: int) -> Iterator[SearchIndex]:
        """The index of a version as long as the block runs, else of the newest one before it.

        The one that is missing is made meanwhile.

        Raises:
            BusyError: there is none yet.
            UnavailableError: it could not be made.
        """
        opened = self._held(version)
        try:
            yield opened.index
        finally:
            with self._lock:
                opened.readers -= 1
                self._close_unread(opened)

    def close(self) -> None:
        """Close what is open, as soon as nobody reads it."""
        with self._lock:
            opened, self._current = self._current, None
            if opened is not None:
                self._close_unread(opened)

    def _held(self, version: int) -> _Opened:
        with self._lock:
            if (opened := self._current) and opened.index.version >= version:
                opened.readers += 1
                return opened
        file = self._file(version)
        with self._lock:
            if (opened := self._current) is None or opened.file != file:
                self._current = _Opened(self._opened(file), file)
                if opened is not None:
                    self._close_unread(opened)
                opened = self._current
            opened.readers += 1
        return opened

    def _file(self, version: int) -> Path:
        """Where the index is that a version is searched with.

        One that was removed is not searched, though it is open: what was erased may stand in it.
        """
        found = self._exports.newest(SEARCH, version)
        if found is None or found[0] != version:
            try:
                self._exports.hold(version, SEARCH, 0.0 if found else WAIT_SECONDS)
            except UnavailableError:  # as BusyError says: it is being made
                if found is None:
                    raise
            found = self._exports.newest(SEARCH, version)
        if found is None:
            raise BusyError("The index of names was removed.", hint="Try again in a moment.")
        return found[1].file

    def _opened(self, file: Path) -> SearchIndex:
        try:
            return SearchIndex(file)
        except UnavailableError as error:  # damaged, or in the form of another release
            self._exports.drop(file)
            raise BusyError(
                "The index of names could not be read, and is made again.",
                hint="Try again in a moment.",
            ) from error

    def _close_unread(self, opened: _Opened) -> None:
        if opened is not self._current and not opened.readers:
            opened.index.close()
