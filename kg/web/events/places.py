"""The section of a place: what was there and is announced for it, and the places within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rdflib import DCTERMS

from kg.dates import Day
from kg.terms import term
from kg.web.dates_in_words import date_in_words, day_in_words
from kg.web.events.described import shown
from kg.web.events.documents import chips_of_events
from kg.web.events.lines import EventLine, EventLines
from kg.web.events.when import span_in_words
from kg.web.known import day_of
from kg.web.paging import Paging, page_asked, with_parameters
from kg.web.parameters import of_address
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel, values_about
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

FROM, UNTIL = "from", "until"
PARAMETER = "events"
_PAGE = 50
_FIRST, _LAST = "-9999-01-01", "9999-12-31"
_PART_OF = term(DCTERMS.isPartOf)


@dataclass(frozen=True, slots=True)
class EventAtPlace:
    """An event at a place, with the documents that bear it out."""

    line: EventLine
    sources: list[Chip]


@dataclass(frozen=True, slots=True)
class EventsAtPlace:
    """The events at a place by week or month; *first* and *last* are the days asked about.

    *all_days* leads to the list without them. *wrong* says why there are no such days.
    """

    first: Day | None
    last: Day | None
    groups: list[tuple[str, list[EventAtPlace]]]
    panel: Panel
    paging: Paging
    parts: list[Shown]
    all_days: str
    wrong: str


def place(thing: Thing) -> EventsAtPlace:
    """The events at a place between the days in the address, else all, the newest first.

    Raises:
        ParameterError: a day in the address is none.
    """
    sent = of_address()
    first, last = day_of(sent, FROM), day_of(sent, UNTIL)
    if first is None and last is None:
        first = last = thing.days.at
    number = page_asked(PARAMETER)
    wrong = first is not None and last is not None and last < first
    panel = _panel(thing, first, last, (number - 1) * _PAGE, ask=not wrong)
    found = _events(thing, panel)
    parts = thing.description.pointing(_PART_OF, thing.description.thing)
    return EventsAtPlace(
        first,
        last,
        _grouped(found, by_week=bool(first or last)),
        panel,
        Paging(PARAMETER, number, panel.more),
        sorted((shown(thing, part) for part in parts), key=lambda one: one.place),
        with_parameters({FROM: "", UNTIL: "", PARAMETER: ""}),
        f"This day is before {day_in_words(first)}, the first one." if wrong and first else "",
    )


def _panel(thing: Thing, first: Day | None, last: Day | None, skip: int, *, ask: bool) -> Panel:
    values = values_about(thing.iri)
    if first is None and last is None:
        return thing.queries.ask("events-at", values, _PAGE, skip)
    bounds = {FROM: str(first or _FIRST), UNTIL: str(last or _LAST)}
    if not ask:
        return thing.queries.quoted("events-at-place", values | bounds)
    return thing.queries.ask("events-at-place", values | bounds, _PAGE, skip)


def _events(thing: Thing, panel: Panel) -> list[EventAtPlace]:
    terms = dict.fromkeys(row["event"] for row in panel.rows)
    events = [one for one in map(panel.shown, terms) if one]
    iris = [one.iri for one in events]
    lines = EventLines(thing.queries, iris, thing.days.at, bounded=True)
    chips = chips_of_events(thing, iris)
    return [EventAtPlace(lines.line(one), chips[one.iri]) for one in events]


def _grouped(
    events: Iterable[EventAtPlace], *, by_week: bool
) -> list[tuple[str, list[EventAtPlace]]]:
    groups: defaultdict[str, list[EventAtPlace]] = defaultdict(list)
    for event in events:
        starts = event.line.bounds[0]
        day = min(starts) if starts else None
        name = _week(day) if by_week else _month(day)
        groups[name].append(event)
    return list(groups.items())


def _month(day: Day | None) -> str:
    return date_in_words(str(day).rpartition("-")[0]) if day else "Days not known"


def _week(day: Day | None) -> str:
    """The week of a day from Monday to Sunday; before the year 2 its month."""
    if day is None or not 1 < day.year < 9999:
        return _month(day)
    of_day = date(day.year, day.month, day.day)
    monday = of_day - timedelta(days=of_day.weekday())
    ends = (monday, monday + timedelta(days=6))
    first, last = (Day(one.year, one.month, one.day) for one in ends)
    return f"Week of {span_in_words(first, last)}"
