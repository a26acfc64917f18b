"""Stores of older releases, brought to the layout of this one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.store.log import Entry, now
from kg.store.settings import FORMAT

if TYPE_CHECKING:
    from kg.store.embedded import DatasetStore


def upgrade(store: DatasetStore) -> str:
    """Give a store of format 1 its journal; the caller holds the write lock.

    It begins with the version that is there: what changed before is not known.
    Broken off anywhere, it is done again from the start. Says what was done.
    """
    store.journal.create()
    if store.journal.log.last() is None:
        snapshot = store.snapshot()
        own = () if store.union else snapshot.default_graph()
        quads = sum(1 for _ in snapshot.quads()) + sum(1 for _ in own)
        store.journal.log.append(Entry(store.version, now(), "", "upgrade", {}, quads))
        store.journal.compact(store.version, store.contents(snapshot))
    replace(store.settings, format=FORMAT).write(store.folder)
    return f"Upgraded the store from format {store.settings.format} to {FORMAT}."
