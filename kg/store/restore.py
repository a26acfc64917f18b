"""From a backup to a store: a new one, or the next version of one that is there."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.store.backup import Backup, broken_backup, read_backup
from kg.store.creation import claim
from kg.store.embedded import DatasetStore
from kg.store.files import sync_folder, translated_errors
from kg.store.log import Change, Entry, now
from kg.store.settings import FORMAT
from kg.store.staging import Staging
from kg.store.view import DatasetView


def restore(path: Path, folder: Path, who: str = "") -> int:
    """Make the dataset of a backup the content of the store at *folder*; give its version.

    Where there is no store one is made, with the settings and the log of the
    backup, and an identity of its own. In a store that is there it becomes the
    next version, while readers go on with the one before.

    Raises:
        InputError: the file is no whole backup; nothing was changed.
        ParameterError: the store has other settings than the backup, or is no folder.
        NotFoundError: there is no such file, or the folder holds something else.
    """
    if (folder / "settings.json").exists():
        store = DatasetStore.open(folder)
        with read_backup(path, folder) as backup:
            return _into(store, backup, who)
    there = folder.exists()
    claim(folder)
    try:
        with read_backup(path, folder) as backup:
            return _anew(folder, backup, who)
    finally:
        if not there:
            with suppress(OSError):  # it holds a store now
                folder.rmdir()


def _anew(folder: Path, backup: Backup, who: str) -> int:
    """The store is made whole before its parts come to their places, the settings last."""
    settings = replace(backup.settings, format=FORMAT, identity=secrets.token_hex(4))
    store = DatasetStore.create(backup.folder / "store", settings, backup.shapes)
    version = _publish(store, backup, who, above=backup.version)
    store.journal.log.rewrite([*backup.entries(), *store.journal.log.entries()])
    parts = sorted(store.folder.iterdir(), key=lambda part: part.name == "settings.json")
    with translated_errors(folder):
        for part in parts:
            part.rename(folder / part.name)
        sync_folder(folder)
    return version


def _into(store: DatasetStore, backup: Backup, who: str) -> int:
    for name in ("default_graph", "base_iri", "shapes"):
        if getattr(store.settings, name) != getattr(backup.settings, name):
            raise ParameterError(
                f"The backup has {name} {getattr(backup.settings, name)}, the store"
                f" {getattr(store.settings, name)}.",
                hint="Restore it into a new folder.",
            )
    return _publish(store, backup, who)


def _publish(store: DatasetStore, backup: Backup, who: str, above: int = 0) -> int:
    passed = backup.passed

    def describe(version: int) -> Entry:
        changes, created, dropped = _differences(store, store.version, version)
        return Entry(
            version=version,
            time=now(),
            who=who,
            action="restore",
            changes=changes,
            quads=backup.count(),
            created=tuple(sorted(created)),
            dropped=tuple(sorted(dropped)),
            report={"restored": backup.version},
            shapes=store.passed.keep(passed) if passed else "",
        )

    return store.replace(lambda target: _build(store, backup, target), describe, above=above)


def _build(store: DatasetStore, backup: Backup, target: Path) -> None:
    """Named graphs come from the backup; the default graph is rebuilt from them."""
    built = ox.Store(str(target))
    staging = Staging(built, store.names, None, union=store.union)
    try:
        staging.fill(
            ox.parse(path=str(backup.quads), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
        )
    except SyntaxError as error:
        raise broken_backup(backup.path, f"its quads cannot be read: {error}") from error
    for graph in backup.graphs:
        staging.create(graph)
    built.flush()


def _differences(
    store: DatasetStore, old: int, new: int
) -> tuple[dict[str, Change], set[str], set[str]]:
    """What each graph gained and lost from one version to another, and which came and went."""
    before, after = (
        DatasetView(
            ox.Store.read_only(str(store.versions.path(version))), store.names, union=store.union
        )
        for version in (old, new)
    )
    names = before.graphs() | after.graphs() | (set() if store.union else {""})
    found = {
        name: Change(after.count_beyond(before, name), before.count_beyond(after, name))
        for name in names
    }
    changes = {name: change for name, change in found.items() if any(change)}
    return changes, after.graphs() - before.graphs(), before.graphs() - after.graphs()
