"""Erasing for good: what is to go is noted first, so that no crash leaves it half done."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.store.files import damaged, sync_folder, write_atomically
from kg.store.layout import StoreFolder
from kg.store.log import Change, Entry

_NOTE = "erasing"
_ERASED = "urn:geoactors:erased"
"""Stands in the log where the IRI of an erased graph stood."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The version that no longer holds some things, and the IRIs of these."""

    version: int
    iris: tuple[str, ...]

    def note(self, store: Path) -> None:
        """Write down in a store what is to go, before anything does."""
        write_atomically(store / _NOTE, json.dumps({"version": self.version, "iris": self.iris}))

    def scrubbed(self, entry: Entry) -> Entry:
        """An entry of the log without the names of erased graphs."""
        changes: dict[str, Change] = {}
        for graph, change in entry.changes.items():
            so_far = changes.get(self._plain(graph), Change(0, 0))
            changes[self._plain(graph)] = Change(
                so_far.added + change.added, so_far.removed + change.removed
            )
        return replace(
            entry,
            changes=changes,
            created=tuple(dict.fromkeys(map(self._plain, entry.created))),
            dropped=tuple(dict.fromkeys(map(self._plain, entry.dropped))),
        )

    def _plain(self, graph: str) -> str:
        return _ERASED if any(names_thing(graph, iri) for iri in self.iris) else graph


def names_thing(text: str, iri: str) -> bool:
    """Whether a text is the IRI of a thing, or of a part of it: a fragment."""
    return text == iri or text.startswith(f"{iri}#")


def traces(iris: Iterable[str]) -> list[str]:
    """How the lines of a patch name things and their parts."""
    return [f"{left}{iri}{right}" for iri in iris for left, right in ("<>", "<#", '""', '"#')]


def pending_erasure(folder: Path) -> Erasure | None:
    """The erasure that is under way in the store at *folder*, or broke off.

    Raises:
        ResourceError: the note of it cannot be read.
    """
    try:
        values = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        return Erasure(int(values["version"]), tuple(map(str, values["iris"])))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder / _NOTE, f"the note of an erasure cannot be read: {error}") from error


def finish_erasure(store: StoreFolder) -> list[str]:
    """Remove every trace of what an erasure took out of the dataset, if one is under way.

    Nothing stays but the published version, whoever reads another, and a journal
    that begins with it. The caller holds the write lock. Done again it does no
    harm. Says what was done.
    """
    erasure = pending_erasure(store.folder)
    if erasure is None:
        return []
    said = []
    if erasure.version <= store.version:
        store.area.remove_all()
        store.versions.remove_others()
        store.journal.remove_before(store.version)
        store.journal.log.rewrite(map(erasure.scrubbed, store.journal.log.entries()))
        said.append(f"Finished the erasure that version {erasure.version} began.")
    (store.folder / _NOTE).unlink()
    sync_folder(store.folder)
    return said
