"""The scale of a time line: numbers of days, and ticks that suit its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.dates import Day
from kg.web.roles.scale import Scale, day_of, ordinal


@given(some.integers(-10_000_000, 10_000_000))
def test_a_day_and_its_number_lead_to_each_other(number: int) -> None:
    """Before the year 1 and behind the year 9999, too; the day after is one more."""
    day = day_of(number)
    assert ordinal(day) == number
    assert ordinal(day.following()) == number + 1


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (Day(2024, 1, 1), Day(2024, 1, 4), ["1 Jan", "2 Jan", "3 Jan"]),
        (Day(2024, 1, 15), Day(2024, 4, 15), ["Feb 2024", "Mar 2024", "Apr 2024"]),
        (Day(2024, 5, 1), Day(2025, 12, 1), ["Jul 2024", "Oct 2024", "Jan 2025", "Apr 2025"]),
        (Day(1990, 1, 1), Day(2026, 1, 1), ["1990", "2000", "2010", "2020"]),
        (Day(-43, 1, 1), Day(30, 1, 1), ["41 BC", "21 BC", "1 BC", "20"]),
    ],
)
def test_ticks_suit_the_span(first: Day, last: Day, labels: list[str]) -> None:
    """Days, months or years, and no more than fit a narrow screen."""
    ticks = Scale(ordinal(first), ordinal(last)).ticks()
    assert [tick.label for tick in ticks][: len(labels)] == labels
    assert len(ticks) <= 8
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


def test_what_is_off_the_scale_stands_at_its_end() -> None:
    """A drawing never leaves its frame."""
    scale = Scale(0, 100)
    assert [scale.at(number) for number in (-5, 0, 50, 100, 200)] == [0, 0, 50, 100, 100]
