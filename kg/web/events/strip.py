"""The time strip of an event: its reports and itself on one line of days, measured out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.dates import Day
from kg.web.things.dates_in_words import day_in_words

WIDTH: Final = 720
_EDGE, _ROW, _LEAST, _MOST = 20, 26, 8, 40


@dataclass(frozen=True, slots=True)
class StripMark:
    """A report on the strip: its status and the days between which it was made."""

    code: str
    name: str
    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark or the event itself as it is drawn: from *x*, *width* wide, its label at *label*."""

    code: str
    name: str
    title: str
    x: float
    y: float
    width: float
    label: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named below the strip."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of *height* with the bars of reports and of the event, which is the last one."""

    height: float
    bars: list[Bar]
    ticks: list[Tick]


class _Scale:
    """Turns days into places on the strip."""

    def __init__(self, first: Day, last: Day) -> None:
        self._first = _number(first)
        self._day = (WIDTH - 2 * _EDGE) / (_number(last) - self._first + 1)

    def start(self, day: Day) -> float:
        """Where a day begins."""
        return round(_EDGE + (_number(day) - self._first) * self._day, 1)

    def end(self, day: Day) -> float:
        """Where a day ends."""
        return round(_EDGE + (_number(day) - self._first + 1) * self._day, 1)


def draw_strip(reports: Iterable[StripMark], event: tuple[Day, Day] | None) -> Strip | None:
    """Measure a strip out; None where there are no two things to set in order, or very many."""
    marks = list(dict.fromkeys(reports))
    if event:
        marks.append(StripMark("event", "the event itself", *event))
    if not 2 <= len(marks) <= _MOST:
        return None
    first, last = min(one.first for one in marks), max(one.last for one in marks)
    scale = _Scale(first, last)
    bars = [_bar(one, scale, _ROW * row) for row, one in enumerate(marks)]
    ticks = [Tick(scale.start(first), day_in_words(first), "start")]
    if last != first:
        ticks.append(Tick(scale.end(last), day_in_words(last), "end"))
    return Strip(len(marks) * _ROW, bars, ticks)


def _bar(mark: StripMark, scale: _Scale, y: float) -> Bar:
    x, end = scale.start(mark.first), scale.end(mark.last)
    width = max(_LEAST, round(end - x, 1))
    first, last = day_in_words(mark.first), day_in_words(mark.last)
    title = f"{mark.name}: {first}" if first == last else f"{mark.name}: {first} to {last}"
    before = x + width / 2 > WIDTH / 2
    label = x - 6 if before else x + width + 6
    return Bar(
        mark.code, mark.name, title, x, y, width, round(label, 1), "end" if before else "start"
    )


def _number(day: Day) -> int:
    """Days in a row, counted in months of 31: good enough to draw, for any year."""
    return (day.year * 12 + day.month - 1) * 31 + day.day
