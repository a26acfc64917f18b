"""The time strip of an event: its bars are as long as their days."""

from __future__ import annotations

from kg.dates import Day
from kg.web.events.strip import StripMark, draw_strip


def test_months_are_as_long_as_they_are() -> None:
    """On one of February and March 2023 the first of March stands behind 28 of 59 days."""
    first = StripMark("announced", "announced", Day(2023, 2, 1), Day(2023, 2, 28))
    second = StripMark("occurred", "occurred", Day(2023, 3, 1), Day(2023, 3, 31))
    strip = draw_strip([first, second], None)
    assert strip
    one, other = strip.bars
    assert abs(one.width - 680 * 28 / 59) < 0.2
    assert abs(other.width - 680 * 31 / 59) < 0.2
    assert abs(one.x + one.width - other.x) < 0.2
