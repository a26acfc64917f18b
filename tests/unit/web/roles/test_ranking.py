"""The order of answers for a day."""

from __future__ import annotations

from math import inf

from kg.answers import Answer
from kg.dates import Day
from kg.web.roles.ranking import distance, rank

DAY = Day(2024, 3, 1)


def test_the_surest_goes_first_and_then_the_nearest() -> None:
    """What is possible counts less than what is disputed; the day told decides among equals."""
    near, far = [Day(2024, 2, 29)], [Day(2000, 1, 1)]
    ordered = [
        rank(Answer.TRUE, far, DAY, "a"),
        rank(Answer.DISPUTED, far, DAY, "a"),
        rank(Answer.UNKNOWN, near, DAY, "b"),
        rank(Answer.UNKNOWN, far, DAY, "a"),
        rank(Answer.UNKNOWN, [], DAY, "a"),
        rank(Answer.UNKNOWN, [], DAY, "b"),
    ]
    assert sorted(ordered) == ordered


def test_distance_is_in_days() -> None:
    """Exactly, across the end of a month; without a day told there is none."""
    assert distance([Day(2024, 2, 28), Day(2020, 1, 1)], DAY) == 2
    assert distance([], DAY) == inf
