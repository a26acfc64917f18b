"""The geometry of a time line: what is certain, possible and disputed of each row, in per cent.

It is in per cent so that texts keep their size however wide the drawing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.answers import Answer, answer_on
from kg.dates import Day
from kg.web.dates_in_words import day_in_words
from kg.web.roles.pieces import DaysOfBounds, Piece, pieces_of
from kg.web.roles.scale import Scale, Tick, day_of, ordinal
from kg.web.things.readable import readable

MOST = 60
"""Rows that are drawn; the table has the others."""
_HEAD, _ROW, _FOOT = 58, 36, 8
_NEAR = 3660
"""Days: where the last of the rows is as near as that, today is drawn, too."""
_LONGEST_LABEL = 54
_FINE = 36
"""Ticks of a drawing that somebody enlarged."""
_LEAST = 0.35
"""The width of a single day on a long line, in per cent."""
_KINDS = {Answer.TRUE: "certain", Answer.UNKNOWN: "possible", Answer.DISPUTED: "disputed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row is drawn from; *open_end* says that a source states it to have no end."""

    label: str
    when: str
    bounds: DaysOfBounds
    open_start: bool = False
    open_end: bool = False

    @property
    def days(self) -> list[Day]:
        """All days that are told of it."""
        return [day for bound in self.bounds for day in bound]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a row: `certain`, `possible`, `disputed`, `fade-in` or `fade-out`."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at a side without a day: `open` or `unknown`, on the left or the right."""

    kind: str
    side: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row at *y*: its label, cut where it is long, its words and bounds, and what is drawn."""

    y: int
    label: str
    words: str
    bounds: str
    bars: list[Bar]
    signs: list[Sign]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing; *first* is its first day of so many *days*.

    *more* counts rows that are too many to draw, *undated* those without any day.
    """

    rows: list[Row]
    ticks: list[Tick]
    fine: list[Tick]
    first: Day
    days: int
    height: int
    at: Tick | None
    today: Tick | None
    more: int
    undated: int

    @property
    def text(self) -> str:
        """The drawing in words."""
        told = "; ".join(f"{row.label}: {row.words}" for row in self.rows[:12])
        return f"{told}{' and others' if len(self.rows) > 12 else ''}. The table says the same."


def draw(entries: Sequence[Entry], at: Day | None, today: Day, most: int = MOST) -> Timeline | None:
    """Lay out the rows that have a day, in the order given; None where none has.

    Of too many the first are drawn, or those around the first that may be on the day *at*.
    """
    dated = [entry for entry in entries if entry.days]
    drawn = _around(dated, at, most)
    if not drawn:
        return None
    scale = _scale(drawn, at, today)
    rows = [_row(entry, scale, _HEAD + number * _ROW) for number, entry in enumerate(drawn)]
    now = ordinal(today)
    return Timeline(
        rows,
        scale.ticks(),
        scale.ticks(_FINE),
        day_of(scale.first),
        scale.end - scale.first,
        _HEAD + len(rows) * _ROW + _FOOT,
        Tick(scale.at(ordinal(at) + 0.5), day_in_words(at)) if at else None,
        Tick(scale.at(now + 0.5), "today") if scale.holds(now) and at != today else None,
        len(dated) - len(drawn),
        len(entries) - len(dated),
    )


def _around(dated: Sequence[Entry], at: Day | None, most: int) -> Sequence[Entry]:
    """So many rows that the first on the day asked is among them."""
    on_day = (
        place
        for place, entry in enumerate(dated)
        if at and answer_on(at, *entry.bounds) is not Answer.FALSE
    )
    start = next(on_day, 0) - most // 2
    first = max(0, min(start, len(dated) - most))
    return dated[first : first + most]


def _scale(entries: Iterable[Entry], at: Day | None, today: Day) -> Scale:
    """From the first to the last day told, and some room where something has no limit.

    It reaches today where that is near, and always where the end of a row is open or unknown.
    """
    drawn = list(entries)
    numbers = [ordinal(day) for entry in drawn for day in entry.days]
    numbers += [ordinal(at)] if at else []
    now = ordinal(today)
    first, last = min(numbers), max(numbers)
    pieces = [pieces_of(entry.bounds) for entry in drawn]
    before = any(one[0].said is not Answer.FALSE for one in pieces)
    after = any(one[-1].said is not Answer.FALSE for one in pieces)
    if now > last and (after or now - last <= max(_NEAR, last - first)):
        last = now
    room = max((last - first) // 16, 3)
    return Scale(first - (room if before else room // 4 + 1), last + 1 + (room if after else 1))


def _row(entry: Entry, scale: Scale, y: int) -> Row:
    pieces = pieces_of(entry.bounds)
    bars = [_bar(piece, entry, scale) for piece in pieces if piece.said is not Answer.FALSE]
    signs = []
    if pieces[0].said is not Answer.FALSE:
        signs.append(Sign("open" if entry.open_start else "unknown", "left"))
    if pieces[-1].said is not Answer.FALSE:
        signs.append(Sign("open" if entry.open_end else "unknown", "right"))
    return Row(y, shortened(entry.label), entry.when, _told(entry.bounds), bars, signs)


def _bar(piece: Piece[Answer], entry: Entry, scale: Scale) -> Bar:
    left = scale.at(ordinal(piece.first)) if piece.first else 0.0
    right = scale.at(ordinal(piece.last) + 1) if piece.last else 100.0
    width = round(max(right - left, _LEAST), 2)
    return Bar(_kind(piece, entry), min(left, round(100 - width, 2)), width)


def _kind(piece: Piece[Answer], entry: Entry) -> str:
    """How a piece is drawn: what nobody bounds fades away, what is stated to be open does not."""
    if piece.first is None and piece.last is not None and not entry.open_start:
        return "fade-in"
    if piece.last is None and piece.first is not None and not entry.open_end:
        return "fade-out"
    return _KINDS[piece.said]


def _told(bounds: DaysOfBounds) -> str:
    """The bounds as a sentence: what the drawing has exactly."""
    start_earliest, start_latest, end_earliest, end_latest = bounds
    sides = (_side("start", start_earliest, start_latest), _side("end", end_earliest, end_latest))
    return "; ".join(filter(None, sides))


def _side(name: str, earliest: Sequence[Day], latest: Sequence[Day]) -> str:
    first, last = sorted(set(earliest)), sorted(set(latest))
    if first == last:
        return f"{name} on {_either(first)}" if first else ""
    parts = [(" not before ", first), (" not after ", last)]
    return f"{name}{' and'.join(words + _either(days) for words, days in parts if days)}"


def _either(days: Sequence[Day]) -> str:
    return " or ".join(map(day_in_words, days))


def shortened(label: str) -> str:
    """A label on one line, cut where it is longer than a row of a narrow screen."""
    line = readable(label)
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"
