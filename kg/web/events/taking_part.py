"""The section of the events that a thing took part in, and in which capacity."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from kg.errors import ParameterError
from kg.terms import plain
from kg.web.days import Days
from kg.web.events.documents import chips_of_events, documents_ahead
from kg.web.events.grouped import GroupedRows, Row
from kg.web.events.lines import EventLine, EventLines, lines_ahead
from kg.web.events.parts import Part, read_parts
from kg.web.paging import Paging, page_asked
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel, PanelQueries, values_about
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

PARAMETER = "events"
"""The parameter of the address for the page of the list."""

_PAGE = 25


@dataclass(frozen=True, slots=True)
class PartInEvent:
    """An event with the parts taken in it, and its sources."""

    line: EventLine
    parts: list[Part]
    sources: list[Chip]


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The events of one page of the list, newest first; *others* says that it names others' parts.

    These are the parts of those who stand for a state or hold a post.
    """

    events: list[PartInEvent]
    panel: Panel
    paging: Paging
    others: bool


def events(thing: Thing) -> TakingPart | None:
    """The events that a thing took part in, itself or through those who stand for it."""
    number = page_asked(PARAMETER)
    panel = _first(thing)
    if not panel.rows and number == 1 and not panel.trouble:
        return None
    found = _Reader(thing, panel).events()
    others = any(part.participant for event in found for part in event.parts)
    return TakingPart(found, panel, Paging(PARAMETER, number, panel.more), others)


def events_ahead(queries: PanelQueries, iri: str, _: frozenset[str]) -> None:
    """Begin what `events` will ask first, which says what is wrong with the address."""
    with suppress(ParameterError):
        queries.begin(*_asked(queries.days, iri))


def events_onward(thing: Thing) -> None:
    """Begin what `events` will ask about the events that it found."""
    panel = _first(thing)
    if panel.rows:
        thing.queries.begin_each("parts-in-events", "part", _parts(panel))
        lines_ahead(thing.queries, (one.iri for one in _events(panel)))
        documents_ahead(thing, _bare(thing, panel))


def _first(thing: Thing) -> Panel:
    return thing.queries.ask(*_asked(thing.days, thing.iri))


def _asked(days: Days, iri: str) -> tuple[str, Mapping[str, str], int, int]:
    values = values_about(iri, at=str(days.at)) if days.at else values_about(iri)
    skipped = (page_asked(PARAMETER) - 1) * _PAGE
    return "events-of-on-date" if days.at else "events-of", values, _PAGE, skipped


def _events(panel: Panel) -> list[Shown]:
    terms = dict.fromkeys(row["event"] for row in panel.rows)
    return [one for one in map(panel.shown, terms) if one]


def _parts(panel: Panel) -> Collection[str]:
    return dict.fromkeys(plain(row["part"]) for row in panel.rows)


def _bare(thing: Thing, panel: Panel) -> Collection[str]:
    """The events with a part that nothing bears out but the event."""
    rows = panel.rows
    return dict.fromkeys(plain(row["event"]) for row in rows if not thing.evidence.has(row["part"]))


class _Reader:
    """Asks about the events of a panel, and puts together what is said of each."""

    def __init__(self, thing: Thing, panel: Panel) -> None:
        self._thing = thing
        self._of_events = GroupedRows(panel, "event")
        parts = _parts(panel)
        self._shown = _events(panel)
        iris = (one.iri for one in self._shown)
        self._lines = EventLines(thing.queries, iris, thing.days.at)
        self._told = thing.queries.ask_each("parts-in-events", "part", parts) if parts else None
        self._parts = GroupedRows(self._told, "part")
        self._chips = {plain(row["part"]): thing.evidence.of(row["part"]) for row in panel.rows}
        self._documents = chips_of_events(thing, _bare(thing, panel))

    def events(self) -> list[PartInEvent]:
        """The events in their order, each once."""
        return [self._event(one) for one in self._shown]

    def _event(self, event: Shown) -> PartInEvent:
        rows = self._part_rows(event.iri)
        besides = {self._thing.iri, *(plain(row["participant"]) for row in rows)}
        parts = read_parts(self._told, rows, self._thing.iri) if self._told else []
        return PartInEvent(self._lines.line(event, besides), parts, self._sources(event.iri))

    def _part_rows(self, event: str) -> list[Row]:
        parts = dict.fromkeys(plain(row["part"]) for row in self._of_events.of(event))
        return [row for part in parts for row in self._parts.of(part)]

    def _sources(self, event: str) -> list[Chip]:
        """What bears out the parts; of those that others took, what bears out the event."""
        parts = dict.fromkeys(plain(row["part"]) for row in self._of_events.of(event))
        chips = dict.fromkeys(chip for part in parts for chip in self._chips[part])
        return list(chips) or self._documents.get(event, [])
