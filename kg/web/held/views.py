"""Views of versions as they were known on a day, which processes of their own make."""

from __future__ import annotations

import logging
import os
import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock

from kg.dates import Day
from kg.errors import BusyError
from kg.store.files import SharedLock
from kg.store.layout import StoreFolder
from kg.workers import ViewJob, WorkerPool

WAITING = 16
"""Most requests that wait for a view; further ones are refused at once."""

_PATIENCE = 1.0
"""Seconds that one process waits for another that makes a view."""

_KNOWN = 1000  # days of which is known where their view is
_TRIES = 3

_log = logging.getLogger("kg.web")
_Key = tuple[int, Day]


class KnownViews:
    """Finds the view of a version on a day, and has it made when it is not there.

    A view goes on being made when those who wait for it have gone, so that whoever asks
    again finds it. *pool* may take long over a job. Any thread may use it.
    """

    def __init__(self, pool: WorkerPool, store: StoreFolder) -> None:
        self._pool = pool
        self._store = store
        self._threads = ThreadPoolExecutor(pool.limits.workers, "kg-views")
        self._waiting = BoundedSemaphore(WAITING)
        self._lock = Lock()
        self._places: OrderedDict[_Key, Path] = OrderedDict()
        self._begun: dict[_Key, Future[Path]] = {}
        self.made = 0

    def hold(self, version: int, day: Day, seconds: float) -> tuple[Path, SharedLock]:
        """The folder of a view, and a lock that keeps it from being removed.

        The version must be kept from being removed. It waits for *seconds* at most.

        Raises:
            BusyError: the view is still being made, or too many wait for views.
            ParameterError: the default graph is not made from the source graphs.
            UnavailableError: it could not be made.
        """
        key = (version, day)
        if found := self._find(key):
            return found
        if not self._waiting.acquire(blocking=False):
            raise BusyError("Too many requests wait for views.", hint="Try again soon.")
        try:
            end = time.monotonic() + seconds
            for _ in range(_TRIES):
                self._wait(key, end - time.monotonic())
                if found := self._find(key):
                    return found
        finally:
            self._waiting.release()
        raise BusyError(f"The view of {day} was removed for others.", hint="Try again soon.")

    def close(self) -> None:
        """Let go of the threads, when the pool has been closed."""
        self._threads.shutdown(cancel_futures=True)

    def _find(self, key: _Key) -> tuple[Path, SharedLock] | None:
        with self._lock:
            folder = self._places.get(key)
        if folder is None:
            return None
        with suppress(OSError):
            lock = SharedLock(folder)
            if folder.exists():
                if folder != self._store.versions.path(key[0]):
                    os.utime(folder)  # the view that was used longest ago is the first to go
                return folder, lock
        with self._lock:
            self._places.pop(key, None)
        return None

    def _wait(self, key: _Key, seconds: float) -> None:
        with self._lock:
            if key in self._places:
                return  # it was made meanwhile
            future = self._begun.get(key)
            if future is None:
                future = self._begun[key] = self._threads.submit(self._make, key)
        try:
            future.result(max(0.0, seconds))
        except TimeoutError:
            raise BusyError(
                f"What was known on {key[1]} is still being put together.",
                hint="Ask again soon: it goes on, and is kept.",
            ) from None

    def _make(self, key: _Key) -> Path:
        version, day = key
        try:
            folder = self._store.versions.path(version)
            view = self._pool.view(ViewJob(folder, self._store.folder, str(day), _PATIENCE))
            if view.seconds is not None:
                self.made += 1
                _log.info("view of %s built in %.1f s", day, view.seconds)
            with self._lock:
                self._places[key] = view.folder
                while len(self._places) > _KNOWN:
                    self._places.popitem(last=False)
            return view.folder
        finally:
            with self._lock:
                del self._begun[key]
