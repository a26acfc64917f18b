"""What the application holds between requests: the store, the gate, the open version."""

from __future__ import annotations

from threading import Lock

from flask import current_app

from kg import __version__
from kg.gate import Gate
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot


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
        self._snapshot = store.snapshot()

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
