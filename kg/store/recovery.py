"""What is mended after a crash, before anything is written: nothing of it needs a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.store.files import PARTIAL, SCRATCH, damaged, remove_unused, sync_files, sync_folder
from kg.store.layout import StoreFolder
from kg.store.patch import PatchLine
from kg.store.staging import Staging

_REMADE = "remade"


def clear_leftovers(store: StoreFolder) -> list[str]:
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
    unfinished = [path for path in unfinished_parts(store.folder) if _remove(path)]
    return said + [f"Removed {path.name}, which was never finished." for path in unfinished]


def unfinished_parts(folder: Path) -> list[Path]:
    """Files that were to replace others, and folders that were to become something."""
    files = (f"*{PARTIAL}", f"journal/log.jsonl{PARTIAL}", f"shapes/*{PARTIAL}")
    patterns = (*files, f"{SCRATCH}*", f"{_REMADE}*")
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def _remove(path: Path) -> bool:
    if path.is_dir():
        return remove_unused(path)
    path.unlink()
    return True


def remake_version(store: StoreFolder) -> list[str]:
    """Make the published version again when it cannot be opened, from an older one or the base.

    The caller holds the write lock. Says what was done.

    Raises:
        ResourceError: the journal does not reach back to a version that can be opened.
    """
    version = store.version
    if store.versions.opens(version):
        return []
    start = remake_start(store, version)
    target = store.versions.path(version)
    copy = store.folder / _REMADE
    try:
        shutil.rmtree(copy, ignore_errors=True)
        replay(store, copy, start, version)
        shutil.rmtree(target, ignore_errors=True)
        copy.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    return [f"Version {version} could not be opened: made it again from version {start}."]


def remake_start(store: StoreFolder, version: int) -> int:
    """The newest version that can be opened, or made from nothing, with all patches behind it.

    Raises:
        ResourceError: there is none.
    """
    first = store.journal.start()
    older = [n for n in store.versions.numbers() if first < n < version and store.versions.opens(n)]
    start = max(older, default=first)
    if start > version or not store.journal.reaches(version, start):
        raise damaged(
            store.folder,
            f"version {version} cannot be opened, and the journal does not reach back to one that"
            " can",
        )
    return start


def replay(store: StoreFolder, folder: Path, start: int, version: int) -> None:
    """Make a version in a new folder: from version *start* and the patches behind it.

    Where the journal itself begins with *start*, that is made from nothing. Nothing
    but what the version holds is in the folder then.
    """
    scratch = folder.with_name(f"{folder.name}-copy")
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        if start > store.journal.start():
            ox.Store.read_only(str(store.versions.path(start))).backup(str(scratch))
        staging = Staging(ox.Store(str(scratch)), store.names, None, union=store.union)
        with closing(staging):
            if start == store.journal.start():
                _fill(store, staging)
            _follow(store, staging, start, version)
            staging.save(str(folder), afresh=True)
        sync_files(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _fill(store: StoreFolder, staging: Staging) -> None:
    base = store.journal.base()
    if base is not None:
        staging.fill(line.quad for line in store.journal.read(base[1]))
        for graph in store.journal.graphs(base[1]):
            staging.create(graph)


def _follow(store: StoreFolder, staging: Staging, start: int, version: int) -> None:
    entries = {entry.version: entry for entry in store.journal.log.entries(start)}
    graphs = staging.graphs()
    for number in range(start + 1, version + 1):
        touched = _apply(staging, store.journal.read(store.journal.patch(number)))
        if number in entries:
            for graph in entries[number].created:
                staging.create(graph)
            graphs = (graphs | set(entries[number].created)) - set(entries[number].dropped)
            for graph in {*touched, *entries[number].dropped} - graphs - {""}:
                staging.drop(graph)  # also one that came and went within the write


def _apply(staging: Staging, lines: Iterable[PatchLine]) -> set[str]:
    """Do what the lines of a patch say; give the graphs that they name."""
    touched = set()
    for (graph, adds), group in groupby(lines, key=lambda line: (line.graph, line.adds)):
        triples = {line.quad.triple for line in group}
        staging.change(graph, triples if adds else set(), set() if adds else triples)
        touched.add(graph)
    return touched
