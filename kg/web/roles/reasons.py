"""Why a role is certain, possible or disputed on a day, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answers import Answer
from kg.dates import Day
from kg.web.dates_in_words import day_in_words
from kg.web.roles.reading import Role

_PAST = {
    "replaced": "Was replaced",
    "resigned": "Resigned",
    "dismissed": "Was dismissed",
    "voted out": "Was voted out",
    "impeached": "Was impeached",
    "overthrown": "Was overthrown",
    "retired": "Retired",
    "died": "Died",
    "withdrew": "Withdrew",
    "expelled": "Was expelled",
    "recalled": "Was recalled",
}
"""How people say that a role ended, by the label of the cause."""


def reasons(role: Role, day: Day) -> list[str]:
    """Why the answer for the day is what it is; of disputed ones the sources tell it."""
    match role.on(day):
        case Answer.TRUE:
            return [f"The sources have it: {role.when}."] if role.when else []
        case Answer.UNKNOWN:
            return [*_end(role, day), *_start(role, day)]
        case _:
            return []


def within(first: Day, last: Day) -> str:
    """A stretch of days as people call it: a day, a month, a year, else its ends."""
    if first == last:
        return f"on {day_in_words(first)}"
    whole_months = first.day == 1 and last.following().day == 1
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"in {day_in_words(first).split(' ', 1)[1]}"
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"in {day_in_words(first).split(' ', 2)[2]}"
    return f"between {day_in_words(first)} and {day_in_words(last)}"


def ended_within(cause: str, earliest: Sequence[Day], latest: Sequence[Day]) -> str:
    """How and when a role ended, by the bounds of its end: "Was replaced in May 2024"."""
    return f"{_PAST.get(cause, 'It ended')} {within(max(earliest), min(latest))}"


def _end(role: Role, day: Day) -> Iterator[str]:
    _, _, end_earliest, end_latest = role.bounds
    if any(bound >= day for bound in end_earliest):
        return
    if end_earliest and end_latest:
        yield f"{ended_within(role.ended, end_earliest, end_latest)}; the day is not known."
    elif end_latest:
        over = day_in_words(min(end_latest))
        yield f"It was over by {over}; when it ended is not known."
    elif end_earliest:
        last_told = day_in_words(max(end_earliest))
        goes_on = "It is said to go on" if role.open_end else "Its end is not known"
        yield f"{goes_on}; the last that sources tell is of {last_told}."
    else:
        yield "It is said to go on." if role.open_end else "When it ended is not known."


def _start(role: Role, day: Day) -> Iterator[str]:
    start_earliest, start_latest, _, _ = role.bounds
    if any(bound <= day for bound in start_latest):
        return
    if start_earliest and start_latest:
        first, last = max(start_earliest), min(start_latest)
        yield f"It started {within(first, last)}; the day is not known."
    elif start_latest:
        begun = day_in_words(min(start_latest))
        yield f"It had started by {begun}; how long before is not known."
    elif start_earliest:
        yield f"It did not start before {day_in_words(max(start_earliest))}."
    else:
        yield "When it started is not known."
