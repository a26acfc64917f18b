"""What is mended after a crash, before anything is written: nothing of it needs a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.files import sync_files
from kg.store.patch import PatchLine
from kg.store.staging import Staging

if TYPE_CHECKING:
    from kg.store.embedded import DatasetStore


def clear_leftovers(store: DatasetStore) -> list[str]:
    """Remove what a write left before `CURRENT` named it; the caller holds the write lock.

    Says what was done, a sentence each; nothing after an orderly end.
    """
    said = []
    version = store.version
    if copies := store.area.clean():
        said.append(f"Removed {len(copies)} unfinished copies of a write that broke off.")
    if store.journal.rewind(version):
        said.append(f"Removed what the journal held of a write behind version {version}.")
    if unpublished := store.versions.remove_behind(version):
        said.append(f"Removed version {unpublished[0]}, which was never published.")
    return said


def remake_version(store: DatasetStore) -> list[str]:
    """Make the published version again when it cannot be opened, from an older one or the base.

    The caller holds the write lock. Says what was done.

    Raises:
        UnavailableError: the journal does not reach back to a version that can be opened.
    """
    version = store.version
    if store.versions.opens(version):
        return []
    start = _start(store, version)
    copy = store.folder / "remade"
    shutil.rmtree(copy, ignore_errors=True)
    try:
        if start and store.versions.opens(start):
            ox.Store.read_only(str(store.versions.path(start))).backup(str(copy))
            replay(store, copy, store.versions.path(version), start, version)
        else:
            replay(store, copy, store.versions.path(version), -1, version)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return [f"Version {version} could not be opened: made it again from version {start}."]


def _start(store: DatasetStore, version: int) -> int:
    """The newest version that can be opened, or made from nothing, with all patches behind it."""
    base = store.journal.base()
    candidates = [n for n in store.versions.numbers() if n < version and store.versions.opens(n)]
    candidates += [0] if base is None else [base[0]]
    start = max(candidates)
    if not all(store.journal.patch(n).exists() for n in range(start + 1, version + 1)):
        raise UnavailableError(
            f"{store.folder}: version {version} cannot be opened, and the journal does not reach"
            " back to one that can.",
            hint="Restore a backup with `kg restore FILE --store DIR`.",
        )
    return start


def replay(store: DatasetStore, copy: Path, target: Path, start: int, version: int) -> None:
    """Apply the patches behind *start* up to *version* to a copy, and save it at *target*.

    With -1 as *start* the copy begins empty, and with the newest base.
    """
    staging = Staging(ox.Store(str(copy)), store.names, None, union=store.union)
    if start < 0:
        base = store.journal.base()
        start = base[0] if base else 0
        if base:
            _apply(staging, store.journal.read(base[1]))
    entries = {entry.version: entry for entry in store.journal.log.entries(start)}
    for number in range(start + 1, version + 1):
        _apply(staging, store.journal.read(store.journal.patch(number)))
        if number in entries:
            for graph in entries[number].created:
                staging.create(graph)
            for graph in entries[number].dropped:
                staging.drop(graph)
    shutil.rmtree(target, ignore_errors=True)
    staging.save(str(target))
    staging.close()
    sync_files(target)


def _apply(staging: Staging, lines: Iterable[PatchLine]) -> None:
    for (graph, adds), group in groupby(lines, key=lambda line: (line.graph, line.adds)):
        triples = {line.quad.triple for line in group}
        staging.change(graph, triples if adds else set(), set() if adds else triples)
