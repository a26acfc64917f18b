"""Times of Wikidata as bounds: precision, the Julian calendar, and periods of statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.bounds import Bounds, Day, month_length
from kg.dates import parse_wikidata_time
from kg.edtf import read_bounds
from kg.errors import DateError
from kg.importers.wikidata.entities import Statement, Value

_TIME = re.compile(r"([+-])(\d{1,16})-(\d\d)-(\d\d)T")
_CIRCA = "Q5727902"
_ROUNDED = {6: 1000, 7: 100, 8: 10}
"""Years that a precision covers."""


@lru_cache(maxsize=1 << 16)
def date_of(value: Value) -> Bounds | None:
    """Read a time; none when it is coarser than a millennium.

    A date in the Julian calendar becomes the days of the Gregorian calendar that it covers, so
    that a Julian month or year is a span of days there. Centuries and millennia are read both
    ways, as 1900 to 1999 and as 1901 to 2000.

    Raises:
        DateError: it is no time, or no day of its calendar.
    """
    if value.precision == 0 and value.text:
        raise DateError(f"{value.text[:40]}: the time has no precision.")
    if value.precision < min(_ROUNDED):
        return None
    if not (match := _TIME.match(value.text)):
        raise DateError(f"{value.text[:40]!r} is no time as Wikidata writes it.")
    before_christ, year = match[1] == "-", int(match[2])
    coarse = value.precision == 6 or (before_christ and value.precision < 9)
    if not value.julian and not coarse:
        return parse_wikidata_time(value.text, value.precision)
    first, last = _years(year, value.precision)
    if before_christ:
        first, last = 1 - last, 1 - first
    if not value.julian:
        return read_bounds(f"[{_year(first)}..{_year(last)}]")
    return _from_julian(first, last, int(match[3]), int(match[4]), value.precision)


def _years(year: int, precision: int) -> tuple[int, int]:
    """The first and last year that a rounded year can stand for."""
    size = _ROUNDED.get(precision, 1)
    if size == 1:
        return year, year
    low = year // size * size
    if size == 10:
        return low, low + 9
    high = (year + size - 1) // size * size
    return max(min(low, high - size + 1), 1), max(low + size - 1, high)


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _from_julian(first: int, last: int, month: int, day: int, precision: int) -> Bounds:
    if precision >= 11:
        if not (1 <= month <= 12 and 1 <= day <= _julian_length(first, month)):
            raise DateError(f"the Julian calendar has no day {first}-{month:02}-{day:02}.")
        return read_bounds(str(_gregorian(first, month, day)))
    from_month, to_month = (month, month) if precision == 10 else (1, 12)
    start = _gregorian(first, from_month, 1)
    end = _gregorian(last, to_month, _julian_length(last, to_month))
    return read_bounds(f"[{start}..{end}]")


def _julian_length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {month:02}.")
    return 29 if month == 2 and year % 4 == 0 else month_length(2001, month)


def _gregorian(year: int, month: int, day: int) -> Day:
    """A day of the Julian calendar, by its Julian day number, in the Gregorian calendar."""
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    a = number + 32044
    b = (4 * a + 3) // 146097
    c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return Day(100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1)


def dates_of(values: Iterable[Value]) -> list[Bounds]:
    """The dates among values.

    Raises:
        DateError: as `date_of`.
    """
    found = (date_of(value) for value in values if value.kind == "time")
    return [bounds for bounds in found if bounds is not None]


def covering(dates: list[Bounds]) -> Bounds | None:
    """One date that admits what several say of the same day: the most precise of those that agree,
    else all from the first to the last; none without any."""
    narrow = [d for d in dates if not any(d != o and d.contains(o) for o in dates)]
    if len({d.edtf for d in narrow}) <= 1:
        return narrow[0] if narrow else None
    firsts = [d.start_earliest for d in narrow if d.start_earliest]
    lasts = [d.end_latest for d in narrow if d.end_latest]
    return read_bounds(f"[{min(firsts)}..{max(lasts)}]")


def birth_or_death(statement: Statement) -> list[Bounds]:
    """The date of a statement of birth or death, with "circa" where it says so; where its value is
    not known, what the qualifiers earliest and latest date leave."""
    value, circa = statement.value, _CIRCA in statement.items("P1480")
    if value.kind == "time":
        dates = dates_of([value])
        return [_about(bounds) if circa else bounds for bounds in dates]
    first = covering(dates_of(statement.all("P1319")))
    last = covering(dates_of(statement.all("P1326")))
    if not (first or last):
        return []
    low = first.start_earliest if first else ""
    high = last.end_latest if last else ""
    return [read_bounds(f"[{low or ''}..{high or ''}]")]


def _about(bounds: Bounds) -> Bounds:
    return bounds if bounds.edtf[-1:] in "]~%" else read_bounds(f"{bounds.edtf}~")


@dataclass(frozen=True, slots=True)
class Period:
    """When a statement held: *bounds*, and days by the names of bounds which no date gives."""

    bounds: Bounds
    days: tuple[tuple[str, Day], ...] = ()


def period_of(statement: Statement) -> Period:
    """Read when a statement held, out of its qualifiers.

    Start and end as they are; an end that Wikidata says not to exist is open, one that it says
    not to know is unknown. Where one is missing, its earliest and latest date bound it, and a
    point in time lies between start and end.

    Raises:
        DateError: a time cannot be read, or the end is before the start.
    """
    start = covering(dates_of(statement.all("P580")))
    end = covering(dates_of(statement.all("P582")))
    last = end.edtf if end else (".." if statement.says("P582", "none") else "")
    bounds = read_bounds(f"{start.edtf if start else ''}/{last}")
    days: dict[str, Day | None] = {}
    if not start:
        days["startEarliest"] = _first(statement, "P1319")
        days["startLatest"] = _last(statement, "P8555", "P585")
    if not last:
        days["endEarliest"] = _first(statement, "P8554", "P585")
        days["endLatest"] = _last(statement, "P12506")
    return Period(bounds, tuple((name, day) for name, day in days.items() if day))


def _first(statement: Statement, *names: str) -> Day | None:
    """The earliest day of the first of some qualifiers that has a date."""
    found = (covering(dates_of(statement.all(name))) for name in names)
    return next((bounds.start_earliest for bounds in found if bounds), None)


def _last(statement: Statement, *names: str) -> Day | None:
    found = (covering(dates_of(statement.all(name))) for name in names)
    return next((bounds.end_latest for bounds in found if bounds), None)
