"""Stores of older releases, brought to the layout of this one."""

from __future__ import annotations

from dataclasses import replace

from kg.store.layout import StoreFolder
from kg.store.log import Entry, now
from kg.store.publication import write_base
from kg.store.settings import FORMAT


def upgrade(store: StoreFolder) -> str:
    """Give a store of format 1 its journal; the caller holds the write lock.

    It begins with the version that is there: what changed before is not known.
    Broken off anywhere, it is done again from the start. Says what was done.
    """
    version = store.version
    store.journal.create()
    if store.journal.log.last() is None:
        snapshot = store.snapshot()
        quads = sum(sum(1 for _ in triples) for _, triples in store.contents(snapshot))
        write_base(store, version)
        store.journal.log.rewrite([Entry(version, now(), "", "upgrade", {}, quads)])
    replace(store.settings, format=FORMAT).write(store.folder)
    return f"Upgraded the store from format {store.settings.format} to {FORMAT}."
