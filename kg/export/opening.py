"""Opens a store for an export: its published version, or what was known of it on a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.dates import Day
from kg.export.selection import Selection
from kg.export.version import ExportedVersion
from kg.store.layout import StoreFolder
from kg.store.views import Views


@contextmanager
def open_export(
    store: StoreFolder, selection: Selection, known_at: Day | None = None
) -> Iterator[ExportedVersion]:
    """Hold the published version of a store, as it was known on a day where one is given.

    Raises:
        NotFoundError: there is no graph of a name that was selected.
        ParameterError: *known_at* is asked of a store whose default graph is its own.
        UnavailableError: it cannot be opened now.
    """
    snapshot = store.snapshot()
    held = [snapshot]  # the version stays while its view is read
    if known_at is not None:
        snapshot, _ = Views(store).open(snapshot, known_at)
        held.append(snapshot)
    try:
        yield ExportedVersion(snapshot, store.names, selection, union=store.union)
    finally:
        for opened in held:
            opened.close()
