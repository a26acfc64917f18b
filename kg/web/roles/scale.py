"""A stretch of days as a scale: where a day stands on it, and which ticks suit its length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import Day

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_TICKS = 7
_YEAR = 366
_ERA = 146_097  # days in 400 years


def ordinal(day: Day) -> int:
    """The number of a day, the day after it one more; 1 March of the year 0 is 0."""
    year = day.year - (day.month < 3)
    since_march = (day.month + 9) % 12
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * since_march + 2) // 5 + day.day - 1
    leaps = year_of_era // 4 - year_of_era // 100
    return era * _ERA + year_of_era * 365 + leaps + day_of_year


def day_of(number: int) -> Day:
    """The day of a number of `ordinal`."""
    era, rest = divmod(number, _ERA)
    year_of_era = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    since_march = (5 * day_of_year + 2) // 153
    month = (since_march + 2) % 12 + 1
    day = day_of_year - (153 * since_march + 2) // 5 + 1
    return Day(era * 400 + year_of_era + (month < 3), month, day)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale: its place in per cent, and what stands at it."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from the number *first* up to *end*, which is not one of them."""

    first: int
    end: int

    def at(self, number: float) -> float:
        """Where a day begins, in per cent of the whole, within it."""
        place = (number - self.first) / (self.end - self.first) * 100
        return round(min(max(place, 0.0), 100.0), 2)

    def holds(self, number: int) -> bool:
        """Whether a day is on the scale."""
        return self.first <= number < self.end

    def ticks(self, most: int = _MOST_TICKS) -> list[Tick]:
        """Round days, about *most* and one at most: years, else months, else days."""
        return [Tick(self.at(ordinal(day)), label) for day, label in self._round_days(most)]

    def _round_days(self, most: int) -> Iterator[tuple[Day, str]]:
        length = self.end - self.first
        if length > _YEAR * most // 2:
            return self._years(length, most)
        return self._months(length, most) if length > 11 * most else self._days(length, most)

    def _years(self, length: int, most: int) -> Iterator[tuple[Day, str]]:
        step = _step(length / _YEAR, most)
        first = day_of(self.first).year
        for year in range(-(-first // step) * step, day_of(self.end - 1).year + 1, step):
            day = Day(year, 1, 1)
            if self.holds(ordinal(day)):
                yield day, str(year) if year > 0 else f"{1 - year} BC"

    def _months(self, length: int, most: int) -> Iterator[tuple[Day, str]]:
        step = next((s for s in (1, 2, 3, 6) if length / 30 / s <= most), 6)
        start, stop = day_of(self.first), day_of(self.end - 1)
        for number in range(start.year * 12 + start.month - 1, stop.year * 12 + stop.month):
            year, month = divmod(number, 12)
            day = Day(year, month + 1, 1)
            if month % step == 0 and self.holds(ordinal(day)):
                yield day, f"{_MONTHS[month]} {year}"

    def _days(self, length: int, most: int) -> Iterator[tuple[Day, str]]:
        step = next((s for s in (1, 2, 5, 7, 14) if length / s <= most), 14)
        for number in range(self.first, self.end, step):
            day = day_of(number)
            yield day, f"{day.day} {_MONTHS[day.month - 1]}"


def _step(years: float, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … years that gives few enough ticks."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if years / (size * factor) <= most:
                return size * factor
        size *= 10
