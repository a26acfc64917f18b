"""The section of what an event is connected with: its parts, its series, what prompted it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.dates import parse_day
from kg.errors import DateError
from kg.terms import plain
from kg.web.dates_in_words import day_in_words
from kg.web.events.grouped import Row
from kg.web.events.lines import named_by_kind
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_MOST = 100
_TITLES = {
    "prompted by": "Prompted by",
    "prompted": "Prompted",
    "whole": "Part of",
    "part": "Its parts",
    "series": "In the series",
    "round": "Its rounds",
    "before": "Follows",
    "after": "Followed by",
    "about it": "Announcements, documents and claims about it",
}
"""What each relation of the stored query is called, in the order of the page."""


@dataclass(frozen=True, slots=True)
class RelatedThing:
    """An event, document or claim, and the first day on which it may have been."""

    thing: Shown
    day: str


@dataclass(frozen=True, slots=True)
class Related:
    """What an event is connected with, by relation."""

    groups: list[tuple[str, list[RelatedThing]]]
    panel: Panel


def related(thing: Thing) -> Related | None:
    """The events, documents and claims that an event is connected with."""
    panel = thing.ask("related-events", _MOST)
    groups = [(title, _others(panel, relation)) for relation, title in _TITLES.items()]
    found = [(title, others) for title, others in groups if others]
    return Related(found, panel) if found or panel.trouble else None


def _others(panel: Panel, relation: str) -> list[RelatedThing]:
    found = [row for row in panel.rows if plain(row["relation"]) == relation]
    rows = {plain(row["other"]): row for row in reversed(found)}.values()
    return [
        RelatedThing(_named(panel, other, row), _day(plain(row["day"])) if "day" in row else "")
        for row in reversed(rows)
        if (other := panel.shown(row["other"]))
    ]


def _named(panel: Panel, other: Shown, row: Row) -> Shown:
    """Name documents by their titles, claims by what they say, events without a name by kind."""
    if title := row.get("says") or row.get("title"):
        return replace(other, text=plain(title))
    kind = panel.shown(row.get("kind"))
    return named_by_kind(other, [kind] if kind else [])


def _day(text: str) -> str:
    try:
        return day_in_words(parse_day(text))
    except DateError:  # a store without shapes has other values
        return text
