"""When an event was, in words: between which days, where nobody names the day itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.web.dates_in_words import day_in_words, disagreeing, in_words

_DAYS = re.compile(r"(-?\d{4,}-\d\d-\d\d)/(-?\d{4,}-\d\d-\d\d)", re.ASCII)


def event_in_words(said: Iterable[str], bounds: Sequence[Collection[Day]]) -> str:
    """What sources say of the time of an event; "" where nothing is known of it.

    *bounds* are the days of each bound, in the order of `kg.terms.BOUNDS`. An event that is to
    come "next week" has bounds and no date: it is some time between the first and the last.
    """
    told = sorted({edtf for edtf in said if edtf not in ("", "/")})
    if len(told) == 1 and (days := _DAYS.fullmatch(told[0])) and not any(disagreeing(bounds)):
        return _span(days[1], days[2]) or in_words(told, bounds)
    start_earliest, start_latest, end_earliest, end_latest = (sorted(one) for one in bounds)
    within = start_earliest and end_latest and not told
    if not within or start_earliest[-1] > end_latest[0]:
        return in_words(told, (start_earliest, start_latest, end_earliest, end_latest))
    first, last = start_earliest[-1], end_latest[0]
    if first == last:
        return day_in_words(first)
    surely = start_latest and end_earliest and start_latest[0] <= end_earliest[-1]
    return (
        span_in_words(first, last) if surely else f"between {span_in_words(first, last, ' and ')}"
    )


def span_in_words(first: Day, last: Day, between: str = " to ") -> str:
    """Two days, of which the first leaves out the month and the year that it shares."""
    text, end = day_in_words(first), day_in_words(last)
    if (first.year, first.month) == (last.year, last.month):
        text = str(first.day)
    elif first.year == last.year and first.year > 0:
        text = text.rpartition(" ")[0].removesuffix(" AD")
    return f"{text}{between}{end}"


def _span(first: str, last: str) -> str:
    """A period of whole days; "" where they are none, or not in order."""
    try:
        start, end = parse_day(first), parse_day(last)
    except DateError:
        return ""
    return span_in_words(start, end) if start < end else ""
