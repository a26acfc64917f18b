"""What the application holds between requests: the store, the gate, the open version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from flask import current_app

from kg import __version__
from kg.errors import UnavailableError
from kg.gate import Gate
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot

MAX_WORKING = 6
"""Requests that may ask the engine at once; the threads beyond stay free for `/health`."""


class State:
    """The store of an application and its published version, opened once.

    *edition* tells answers of one version number apart: of another store that
    was served at the same address, and of another release of the program.
    """

    def __init__(self, store: DatasetStore, gate: Gate) -> None:
        self.store = store
        self.gate = gate
        self.edition = f"{store.settings.identity}-{__version__}"
        self._lock = Lock()
        self._places = BoundedSemaphore(MAX_WORKING)
        self._snapshot = store.snapshot()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Hold one of the places of those who ask the engine.

        Raises:
            UnavailableError: all are taken for longer than a moment.
        """
        if not self._places.acquire(timeout=1.0):
            raise UnavailableError("The server is busy with other queries.", hint="Try again soon.")
        try:
            yield
        finally:
            self._places.release()

    def snapshot(self) -> Snapshot:
        """The version that is published now."""
        if self._snapshot.version != self.store.version:
            with self._lock:
                if self._snapshot.version != self.store.version:
                    self._snapshot = self.store.snapshot()
        return self._snapshot


def state() -> State:
    """The state of the application that serves the current request."""
    found = current_app.extensions["kg"]
    assert isinstance(found, State)
    return found
