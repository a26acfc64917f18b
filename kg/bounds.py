"""A day of any year, and the four days that bound when something started and ended."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace

from kg.errors import DateError

# pyoxigraph 0.5.13 stores any year but compares xsd:date only up to the year 5,391,559,471,918.
LAST_YEAR = 10**12
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, order=True, slots=True)
class Day:
    """A day of the proleptic Gregorian calendar; the year 0 is 1 BC, -43 is 44 BC.

    Its text is the lexical form of xsd:date, without a timezone.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if abs(self.year) > LAST_YEAR:
            raise DateError(f"years are kept from -{LAST_YEAR} to {LAST_YEAR}.")
        if not 1 <= self.month <= 12:
            raise DateError(f"there is no month {self.month:02}.")
        if not 1 <= self.day <= month_length(self.year, self.month):
            raise DateError(f"{_year_text(self.year)}-{self.month:02} has no day {self.day:02}.")

    def __str__(self) -> str:
        return f"{_year_text(self.year)}-{self.month:02}-{self.day:02}"

    def previous(self) -> Day:
        """Return the day before."""
        if self.day > 1:
            return replace(self, day=self.day - 1)
        year, month = (self.year, self.month - 1) if self.month > 1 else (self.year - 1, 12)
        return Day(year, month, month_length(year, month))

    def following(self) -> Day:
        """Return the day after."""
        if self.day < month_length(self.year, self.month):
            return replace(self, day=self.day + 1)
        return Day(self.year, self.month + 1, 1) if self.month < 12 else Day(self.year + 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last possible day of a start and of an end; None where nothing is known.

    The open flags say that the source states that side to have no date (`..`, 9999-12-31),
    which is more than not knowing it. `edtf` parses to the same bounds.
    """

    start_earliest: Day | None
    start_latest: Day | None
    end_earliest: Day | None
    end_latest: Day | None
    edtf: str
    open_start: bool = False
    open_end: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all was said, not even that a side is open."""
        return self.edtf == "/"

    def as_of(self, day: Day) -> Bounds:
        """Read an open end as a source of *day* means it: not ended by then.

        Only `end_earliest` changes, and never to a day before `start_earliest`.
        """
        if not self.open_end:
            return self
        return replace(self, end_earliest=max(day, self.start_earliest or day))

    def contains(self, other: Bounds) -> bool:
        """Whether every start and every end that *other* admits is admitted here."""
        lows = (
            (self.start_earliest, other.start_earliest),
            (self.end_earliest, other.end_earliest),
        )
        highs = ((self.start_latest, other.start_latest), (self.end_latest, other.end_latest))
        return all(mine is None or (its is not None and mine <= its) for mine, its in lows) and all(
            mine is None or (its is not None and its <= mine) for mine, its in highs
        )


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month, 1 to 12."""
    return 29 if month == 2 and isleap(year) else _MONTH_LENGTHS[month - 1]


def _year_text(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"
