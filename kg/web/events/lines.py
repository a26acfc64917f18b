"""Events as lines of a table: kind, time, place, who else was there, and how far they came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.answers import answer_on
from kg.dates import Day
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.events.grouped import GroupedRows
from kg.web.events.statuses import Status, latest_status, status_of
from kg.web.events.when import event_in_words
from kg.web.things.bounds import bounds_of
from kg.web.things.panels import PanelQueries
from kg.web.things.shown import Shown
from kg.web.words import word

_KIND, _EDTF, _PLACE = map(term, (GA.eventType, GA.edtf, GA.location))
_MOST_OTHERS = 3
_ASKED = ("facts-of-events", "statuses-of-events", "participants-of-events")


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a table shows it; *more* is how many further participants there are.

    *reporters* are those who report the status that it has. *bounds* are the days of each
    bound, as `kg.terms.BOUNDS` has them.
    """

    event: Shown
    kinds: list[Shown]
    when: str
    answer: str
    places: list[Shown]
    participants: list[Shown]
    more: int
    status: Status | None
    reporters: list[Shown]
    bounds: Sequence[Sequence[Day]]


class EventLines:
    """Asks what is to be known of some events, of all of them at once."""

    def __init__(
        self,
        queries: PanelQueries,
        events: Iterable[str],
        at: Day | None,
        *,
        bounded: bool = False,
    ) -> None:
        """Ask; the bounds of events that have dates are told when *bounded*, or on a day."""
        self._queries = queries
        self._at = at
        wanted = lines_ahead(queries, events)
        self._told, self._statuses, self._people = (self._ask(name, wanted) for name in _ASKED)
        undated = [one for one in wanted if not self._told.values(one, _EDTF)]
        self._bounded = self._ask("bounds-of-events", wanted if at or bounded else undated)

    def line(self, event: Shown, besides: Collection[str] = ()) -> EventLine:
        """The line of an event; the participants *besides* are told of already."""
        told = self._told
        bounds = bounds_of(partial(self._bounded.values, event.iri))
        people = [row["participant"] for row in self._people.of(event.iri)]
        others = [one for one in people if plain(one) not in besides]
        edtf = map(plain, told.values(event.iri, _EDTF))
        kinds = told.shown(iter(told.values(event.iri, _KIND)))
        status = self._status(event.iri)
        return EventLine(
            named_by_kind(event, kinds),
            kinds,
            event_in_words(edtf, bounds),
            str(answer_on(self._at, *bounds)) if self._at else "",
            told.shown(iter(told.values(event.iri, _PLACE))),
            self._people.shown(iter(others[:_MOST_OTHERS])),
            max(0, len(others) - _MOST_OTHERS),
            status,
            self._reporters(event.iri, status),
            bounds,
        )

    def _status(self, event: str) -> Status | None:
        rows = self._statuses.of(event)
        return latest_status(
            (plain(row["by"]) if "by" in row else "", plain(row["status"])) for row in rows
        )

    def _reporters(self, event: str, status: Status | None) -> list[Shown]:
        rows = self._statuses.of(event)
        last = (row for row in rows if status_of(plain(row["status"])) == status)
        return self._statuses.shown(row.get("reporter") for row in last)

    def _ask(self, name: str, events: Collection[str]) -> GroupedRows:
        return GroupedRows(
            self._queries.ask_each(name, "event", events) if events else None, "event"
        )


def lines_ahead(queries: PanelQueries, events: Iterable[str]) -> list[str]:
    """Begin what `EventLines` will ask about some events; they themselves, each once."""
    wanted = list(dict.fromkeys(events))
    for name in _ASKED if wanted else ():
        queries.begin_each(name, "event", wanted)
    return wanted


def named_by_kind(event: Shown, kinds: Sequence[Shown]) -> Shown:
    """Let an event without a name go by its kind."""
    if not kinds or event.text != word(event.iri):
        return event
    return replace(event, text=", ".join(one.text for one in kinds).capitalize())
