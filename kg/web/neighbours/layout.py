"""Where the neighbours of a thing are drawn: it in the middle, relations beside it, things outside.

The drawing depends on the order of what is given alone, so that it is the same each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1180
ROW: Final = 24
PILL: Final = 190
_CENTRE: Final = WIDTH / 2
_BOX: Final = 170
_PILL_AT: Final = 225
_THING_AT: Final = 345
_MARGIN: Final = 16
_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class Branch:
    """A relation to draw: how many of its things are drawn, and whether there are more."""

    things: int
    more: bool = False

    @property
    def rows(self) -> int:
        """How many lines it takes."""
        return max(1, self.things + self.more)


@dataclass(frozen=True, slots=True)
class Point:
    """Where something is drawn; *anchor* says on which side of it its text stands."""

    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class PlacedBranch:
    """A relation with its pill, its things, the place of "more", and the lines to all of them."""

    pill: Point
    things: list[Point]
    more: Point | None
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing: its size, the middle, and the branches in the order in which they were given."""

    width: float
    height: float
    centre: Point
    branches: list[PlacedBranch]


def lay_out(branches: Sequence[Branch]) -> Layout:
    """Place branches on the two sides, so that these are about as high."""
    left, right = _sides(branches)
    heights = [_height(branches, side) for side in (left, right)]
    height = max(*heights, 3.0 * ROW) + 2 * _MARGIN
    centre = Point(_CENTRE, height / 2, "middle")
    placed: dict[int, PlacedBranch] = {}
    for side, high, direction in ((left, heights[0], -1), (right, heights[1], 1)):
        top = (height - high) / 2
        for place in side:
            placed[place] = _place(branches[place], centre, top, direction)
            top += branches[place].rows * ROW + _GAP
    return Layout(WIDTH, height, centre, [placed[place] for place in range(len(branches))])


def _sides(branches: Sequence[Branch]) -> tuple[list[int], list[int]]:
    """Give each branch, the highest first, to the side that is lower; each side in order."""
    sides: tuple[list[int], list[int]] = ([], [])
    rows = [0, 0]
    by_size = sorted(range(len(branches)), key=lambda place: (-branches[place].rows, place))
    for place in by_size:
        side = 1 if rows[1] <= rows[0] else 0
        sides[side].append(place)
        rows[side] += branches[place].rows
    return sorted(sides[0]), sorted(sides[1])


def _height(branches: Sequence[Branch], side: Sequence[int]) -> float:
    rows = sum(branches[place].rows for place in side)
    return float(rows * ROW + max(0, len(side) - 1) * _GAP)


def _place(branch: Branch, centre: Point, top: float, direction: int) -> PlacedBranch:
    x = centre.x + direction * _THING_AT
    anchor = "start" if direction > 0 else "end"
    points = [Point(x, top + ROW * (row + 0.5), anchor) for row in range(branch.rows)]
    pill = Point(centre.x + direction * _PILL_AT, top + branch.rows * ROW / 2, "middle")
    things = points[: branch.things]
    more = points[branch.things] if branch.more else None
    ends = [*things, *([more] if more else [])]
    lines = [
        _curve(centre.x + direction * _BOX / 2, centre.y, pill.x - direction * PILL / 2, pill.y)
    ]
    outer = pill.x + direction * PILL / 2
    lines += [_curve(outer, pill.y, end.x - direction * 6, end.y) for end in ends]
    return PlacedBranch(pill, things, more, lines)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    """A line that leaves and arrives level, as the path of an SVG."""
    half = (x + to_x) / 2
    return f"M{x:g} {y:g}C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}"
