"""The time strip of an event: its reports and itself on one line of days, measured out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.dates import Day
from kg.web.dates_in_words import day_in_words
from kg.web.roles.scale import Scale, ordinal

WIDTH: Final = 720
_EDGE, _ROW, _LEAST, _MOST = 20, 36, 8, 40


@dataclass(frozen=True, slots=True)
class StripMark:
    """A report on the strip: its status and the days between which it was made."""

    code: str
    name: str
    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark or the event itself as it is drawn: from *x*, *width* wide, its label above *label*.

    Places across are of `WIDTH`, and are drawn as shares of it, so that texts keep their size.
    """

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


def draw_strip(reports: Iterable[StripMark], event: tuple[Day, Day] | None) -> Strip | None:
    """Measure a strip out; None where there are no two things to set in order, or very many."""
    marks = list(dict.fromkeys(reports))
    if event:
        marks.append(StripMark("event", "the event itself", *event))
    if not 2 <= len(marks) <= _MOST:
        return None
    first, last = min(one.first for one in marks), max(one.last for one in marks)
    scale = Scale(ordinal(first), ordinal(last) + 1)
    bars = [_bar(one, scale, _ROW * row) for row, one in enumerate(marks)]
    ticks = [Tick(_place(scale, ordinal(first)), day_in_words(first), "start")]
    if last != first:
        ticks.append(Tick(_place(scale, ordinal(last) + 1), day_in_words(last), "end"))
    return Strip(len(marks) * _ROW, bars, ticks)


def _bar(mark: StripMark, scale: Scale, y: float) -> Bar:
    x = _place(scale, ordinal(mark.first))
    end = _place(scale, ordinal(mark.last) + 1)
    width = max(_LEAST, round(end - x, 1))
    first, last = day_in_words(mark.first), day_in_words(mark.last)
    title = f"{mark.name}: {first}" if first == last else f"{mark.name}: {first} to {last}"
    before = x + width / 2 > WIDTH / 2
    label = x + width if before else x
    return Bar(
        mark.code, mark.name, title, x, y, width, round(label, 1), "end" if before else "start"
    )


def _place(scale: Scale, number: int) -> float:
    """Where a day begins on the strip."""
    return round(_EDGE + scale.at(number) / 100 * (WIDTH - 2 * _EDGE), 1)
