"""The section of the status history: what was reported of an event, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.dates import Day
from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.events.described import bounds_in, time_in_words, values_of
from kg.web.events.statuses import Status, status_of
from kg.web.events.strip import Strip, StripMark, draw_strip
from kg.web.things.evidence.chips import Chip
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_REPORTS_ON, _STATUS = term(GA.reportsOn), term(GA.status)
MOST = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A status report; *expressed* is where it was put into words, *said* its words for the day."""

    status: Status
    when: str
    expressions: list[Shown]
    reporters: list[Shown]
    expressed: list[Shown]
    sources: list[Chip]
    bounds: Sequence[Sequence[Day]]


@dataclass(frozen=True, slots=True)
class StatusHistory:
    """The reports of an event in the order in which they were made, and *more* than are shown."""

    reports: list[Report]
    more: int
    strip: Strip | None


def statuses(thing: Thing) -> StatusHistory | None:
    """What was reported of an event: announced, expected, occurred, cancelled, by whom."""
    found = sorted(_reports(thing), key=_order)
    if not found:
        return None
    shown = found[:MOST]
    marks = [
        StripMark(one.status.code, one.status.name, *bounds)
        for one in shown
        if (bounds := _said_between(one.bounds))
    ]
    span = _said_between(bounds_in(thing.description.own))
    return StatusHistory(shown, len(found) - len(shown), draw_strip(marks, span))


def days_and_statuses(thing: Thing) -> Iterator[tuple[str, str]]:
    """The day by which each report was made, "" where that is not known, and its status."""
    for report in thing.description.pointing(_REPORTS_ON, thing.description.thing):
        _, latest, _, _ = bounds_in(thing.description.about(report))
        day = str(latest[0]) if latest else ""
        for status in thing.description.values(report, _STATUS):
            yield day, plain(status)


def _reports(thing: Thing) -> Iterator[Report]:
    for report in thing.description.pointing(_REPORTS_ON, thing.description.thing):
        for status in thing.description.values(report, _STATUS):
            yield _report(thing, report, plain(status))


def _report(thing: Thing, report: Term, status: str) -> Report:
    told = thing.description.about(report)
    return Report(
        status_of(status),
        time_in_words(told),
        values_of(thing, report, GA.timeExpression),
        values_of(thing, report, GA.reportedBy),
        values_of(thing, report, GA.expressedIn),
        thing.evidence.of(report),
        bounds_in(told),
    )


def _order(report: Report) -> tuple[bool, Sequence[Sequence[Day]], str, str]:
    """By the day by which a report was made; those without one come last."""
    earliest, latest, _, _ = report.bounds
    days = [latest[:1] or earliest[:1], earliest[:1]]
    names = " ".join(one.text for one in report.reporters)
    return not days[0], days, report.status.code, names


def _said_between(bounds: Sequence[Sequence[Day]]) -> tuple[Day, Day] | None:
    """The first and the last day on which it may have been."""
    earliest, latest, _, ended = bounds
    last = ended or latest
    return (earliest[0], last[-1]) if earliest and last and earliest[0] <= last[-1] else None
