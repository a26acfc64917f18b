"""The parts that somebody takes in events: in which role, by virtue of which post, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.terms import plain
from kg.web.events.grouped import Row
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown


@dataclass(frozen=True, slots=True)
class Part:
    """How somebody took part; *participant* is None where it is the thing of the page itself.

    *capacity* is the post, or the tenure where its post is not known; *iri* is that of the
    participation.
    """

    iri: str
    participant: Shown | None
    role: str
    capacity: Shown | None
    represented: Shown | None


def read_parts(panel: Panel, rows: Iterable[Row], thing: str = "") -> list[Part]:
    """Read the rows of the stored query parts-in-events on the page of a thing, each part once."""
    return list(dict.fromkeys(_part(panel, row, thing) for row in rows))


def _part(panel: Panel, row: Row, thing: str) -> Part:
    itself = plain(row["participant"]) == thing
    represented = row.get("represented")
    told = represented is not None and plain(represented) != thing
    return Part(
        plain(row["part"]),
        None if itself else panel.shown(row["participant"]),
        _role(panel, row),
        panel.shown(row.get("post") or row.get("capacity")),
        panel.shown(represented) if told else None,
    )


def _role(panel: Panel, row: Row) -> str:
    role = panel.shown(row.get("role"))
    return role.text if role else ""
