"""EDTF (ISO 8601-2) levels 0 and 1 → bounds; the specification: loc.gov/standards/datetime."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kg.bounds import Bounds, Day, month_length
from kg.errors import DateError

LONGEST_TEXT = 100
_SHOWN = 60
# Databases write 9999-12-31 for "no end"; read as a day it would be a claim about the year 9999.
_NO_END_YEAR = 9999

_CALENDAR = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_MASKED_YEAR = re.compile(r"(-?)([0-9]{2})([0-9]X|XX)")
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,})|Y(-?[1-9][0-9]*)E([0-9]{1,2})")
_DAY = re.compile(r"(-?(?:[0-9]{4}|[1-9][0-9]{4,}))-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"(?<=-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?\Z"
)
_HINT = (
    "Write it as 2024-05-12, 2024-05 or 2024, a period as 2012-11/2024-05;"
    " docs/dates.md lists all forms."
)


def parse_edtf(text: str) -> Bounds:
    """Read EDTF of level 0 or 1, and of level 2 `Y-17E7` and sets `[..D]`, `[D..]`, `[D..E]`.

    A qualifier stays in `edtf` and moves no bound. Beyond the standard, a set may be a side of
    a period, and `/` says that neither side is known.

    Raises:
        DateError: *text* is something else, or no day of the calendar.
    """
    with naming(text):
        return read_bounds(text)


def parse_day(text: str) -> Day:
    """Read the lexical form of an xsd:date without timezone, such as 2024-05-12.

    Raises:
        DateError: *text* is something else, or no day of the calendar.
    """
    with naming(text):
        if not (match := _DAY.fullmatch(text)) or text.startswith("-0000"):
            raise DateError("it is not written as year, month and day.")
        return Day(*map(int, match.groups()))


@contextmanager
def naming(text: str) -> Iterator[None]:
    """Refuse a *text* beyond the limit, and let every DateError name the text."""
    try:
        if len(text) > LONGEST_TEXT:
            raise DateError(f"it is longer than {LONGEST_TEXT} characters.")
        yield
    except DateError as error:
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        raise DateError(f"Cannot read the date {shown!r}: {error.message}", hint=_HINT) from error


def read_bounds(text: str) -> Bounds:
    """Read EDTF as `parse_edtf` does, with errors that give the reason alone."""
    start, slash, end = text.partition("/")
    if slash:
        return _period(_read_side(start), _read_side(end))
    date = _read_date(text)
    if _means_no_end(date):
        return _period(_UNKNOWN, date)
    return Bounds(date.earliest, date.latest, date.earliest, date.latest, date.edtf)


@dataclass(frozen=True, slots=True)
class _Date:
    """One date of any precision: the days between which it lies."""

    earliest: Day | None
    latest: Day | None
    edtf: str


_UNKNOWN = _Date(None, None, "")
_OPEN = _Date(None, None, "..")


def _means_no_end(date: _Date) -> bool:
    days = (date.earliest, date.latest)
    return all(day is not None and day.year == _NO_END_YEAR for day in days)


def _period(start: _Date, end: _Date) -> Bounds:
    """Give each side its bounds, tightened by the other: an end is never before its start."""
    if _means_no_end(start):
        raise DateError(f"the year {_NO_END_YEAR} means 'no end' and cannot be a start.")
    if _means_no_end(end):
        end = _OPEN
    if start.earliest and end.latest and start.earliest > end.latest:
        raise DateError("the end is before the start.")
    return Bounds(
        start_earliest=start.earliest,
        start_latest=start.latest and min(start.latest, end.latest or start.latest),
        end_earliest=end.earliest and max(end.earliest, start.earliest or end.earliest),
        end_latest=end.latest,
        edtf=f"{start.edtf}/{end.edtf}",
        open_start=start is _OPEN,
        open_end=end is _OPEN,
    )


def _read_side(text: str) -> _Date:
    return {"": _UNKNOWN, "..": _OPEN}.get(text) or _read_date(text)


def _read_date(text: str) -> _Date:
    if text.startswith("[") and text.endswith("]"):
        return _read_set(text)
    text = _TIME.sub("", text)  # the day as written, in whatever timezone
    body = text[:-1] if text.endswith(("?", "~", "%")) else text
    return replace(_read_unqualified(body), edtf=text)


def _read_set(text: str) -> _Date:
    first, dots, last = text[1:-1].partition("..")
    if not dots or not (first or last):
        raise DateError("a set is read as [..D], [D..] or [D..E] alone.")
    low = _read_date(first) if first else _UNKNOWN
    high = _read_date(last) if last else _UNKNOWN
    if low.earliest and high.latest and low.earliest > high.latest:
        raise DateError("the end of the set is before its start.")
    return _Date(low.earliest, high.latest, f"[{low.edtf}..{high.edtf}]")


def _read_unqualified(text: str) -> _Date:
    if match := _CALENDAR.fullmatch(text):
        year, month, day = match.groups()
        if year == "-0000":
            raise DateError("the year before 0001 is 0000, and the one before that -0001.")
        return _calendar_date(int(year), month or "XX", day or "XX")
    if match := _MASKED_YEAR.fullmatch(text):
        sign, century, rest = match.groups()
        years = sorted(int(f"{sign}{century}{rest.replace('X', digit)}") for digit in "09")
        return _years(*years)
    if match := _LONG_YEAR.fullmatch(text):
        plain, base, exponent = match.groups()
        year = int(plain) if plain else int(base) * 10 ** int(exponent)
        return _years(year, year)
    raise DateError("it is in no form that is read here.")


def _calendar_date(year: int, month: str, day: str) -> _Date:
    if month == "XX":
        if day != "XX":
            raise DateError("a day of an unknown month is not read.")
        return _years(year, year)
    if month in ("21", "22", "23", "24") and day == "XX":
        return _season(year, int(month))
    first = Day(year, int(month), 1)
    if day == "XX":
        return _Date(first, replace(first, day=month_length(year, first.month)), "")
    exact = replace(first, day=int(day))
    return _Date(exact, exact, "")


def _season(year: int, code: int) -> _Date:
    """Bound a season of either hemisphere: 21 spring, 22 summer, 23 autumn, 24 winter.

    Spring and autumn lie within the year, north and south. The southern summer and the northern
    winter run from December to March, and a source may mean those at either end of the year.
    """
    if code in (21, 23):
        return _years(year, year)
    return _Date(Day(year - 1, 12, 1), Day(year + 1, 3, 31), "")


def _years(first: int, last: int) -> _Date:
    return _Date(Day(first, 1, 1), Day(last, 12, 31), "")
