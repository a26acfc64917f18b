"""From a backup to a store: a new one, or the next version of one that is there."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.store.backup import Backup, read_backup
from kg.store.embedded import DatasetStore
from kg.store.graphs import GraphNames
from kg.store.log import Entry, now
from kg.store.staging import Staging
from kg.terms import in_graph


def restore(path: Path, folder: Path, who: str = "") -> int:
    """Make the dataset of a backup the content of the store at *folder*; give its version.

    Where there is no store one is made, with the settings and the log of the
    backup. In a store that is there it becomes the next version, while readers go
    on with the one before.

    Raises:
        InputError: the file is no whole backup; nothing was changed.
        ParameterError: the store has other settings than the backup.
    """
    scratch = folder.absolute().parent
    scratch.mkdir(parents=True, exist_ok=True)
    with read_backup(path, scratch) as backup:
        if (folder / "settings.json").exists():
            return _into(DatasetStore.open(folder), backup, who)
        return _anew(folder, backup, who)


def _anew(folder: Path, backup: Backup, who: str) -> int:
    store = DatasetStore.create(folder, backup.settings, backup.shapes)
    store.journal.log.rewrite(backup.entries())
    return _publish(store, backup, backup.version + 1, who)


def _into(store: DatasetStore, backup: Backup, who: str) -> int:
    for name in ("default_graph", "base_iri", "shapes"):
        if getattr(store.settings, name) != getattr(backup.settings, name):
            raise ParameterError(
                f"The backup has {name} {getattr(backup.settings, name)}, the store"
                f" {getattr(store.settings, name)}.",
                hint="Restore it into a new folder.",
            )
    return _publish(store, backup, store.version + 1, who)


def _publish(store: DatasetStore, backup: Backup, version: int, who: str) -> int:
    report = {"restored": backup.version}
    entry = Entry(version, now(), who, "restore", {}, backup.count(), report=report)
    store.replace(lambda target: _build(backup, target), entry)
    return version


def _build(backup: Backup, target: Path) -> None:
    """Named graphs come from the backup; the default graph is rebuilt from them."""
    store = ox.Store(str(target))
    store.bulk_extend(
        ox.parse(path=str(backup.quads), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
    )
    union = backup.settings.default_graph == "union"
    staging = Staging(store, GraphNames(backup.settings.base_iri), None, union=union)
    for graph in backup.graphs:
        store.add_graph(ox.NamedNode(graph))
        if union and not staging.is_hidden(graph):
            quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            store.bulk_extend(in_graph(quad.triple) for quad in list(quads))
    store.flush()
