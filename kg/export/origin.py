"""What a store says of a version beside its quads."""

from __future__ import annotations

from dataclasses import dataclass

from kg.store.layout import StoreFolder


@dataclass(frozen=True, slots=True)
class Origin:
    """When a dataset and a version of it were published, as xsd:dateTime, and the shapes it passes.

    *shapes* is empty where it passed none; *known_at* is the day of `--known-at`, where one is
    given.
    """

    issued: str = ""
    modified: str = ""
    shapes: str = ""
    known_at: str = ""


def origin_of(store: StoreFolder, version: int) -> Origin:
    """Read the log of a store."""
    log = store.journal.log
    first, last = next(log.entries(), None), next(log.newest(before=version + 1), None)
    shapes = store.settings.shapes
    return Origin(
        first.time if first else "", last.time if last else "", "" if shapes == "none" else shapes
    )
