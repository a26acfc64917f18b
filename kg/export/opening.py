"""Opens a store for an export: its published version, or what was known of it on a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from kg.dates import Day
from kg.errors import NotFoundError
from kg.export.origin import origin_of
from kg.export.selection import Selection
from kg.export.version import ExportedVersion
from kg.store.layout import StoreFolder
from kg.store.snapshot import Snapshot
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
        origin = origin_of(store, snapshot.version)
        if known_at is not None:
            origin = replace(origin, known_at=str(known_at))
        yield ExportedVersion(
            snapshot,
            store.names,
            selection,
            union=store.union,
            origin=origin,
            journal=store.journal,
        )
    finally:
        for opened in held:
            opened.close()


@contextmanager
def open_version(store: StoreFolder, version: int) -> Iterator[ExportedVersion]:
    """Hold all of a version that is on the disk, published now or before.

    Raises:
        NotFoundError: it was removed.
        UnavailableError: it cannot be opened now.
    """
    folder = store.versions.path(version)
    if not folder.exists():
        raise NotFoundError(f"Version {version} is not there any more.", hint="Ask again.")
    snapshot = Snapshot.open(folder, version, store.settings.base_iri)
    try:
        origin = origin_of(store, version)
        yield ExportedVersion(snapshot, store.names, Selection(), union=store.union, origin=origin)
    finally:
        snapshot.close()
