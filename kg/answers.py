"""The four answers to "did it hold on that day?", from bounds that several sources gave."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kg.bounds import Day


class Answer(StrEnum):
    """What the accepted sources together say about one day."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


def answer_on(
    day: Day,
    start_earliest: Iterable[Day],
    start_latest: Iterable[Day],
    end_earliest: Iterable[Day],
    end_latest: Iterable[Day],
) -> Answer:
    """Answer for *day* from the bounds of all sources together.

    The stored query answers-on-date says the same of a post; a property test holds them equal.
    """
    asserted = any(bound <= day for bound in start_latest) and any(
        bound >= day for bound in end_earliest
    )
    excluded = any(bound > day for bound in start_earliest) or any(
        bound < day for bound in end_latest
    )
    if asserted:
        return Answer.DISPUTED if excluded else Answer.TRUE
    return Answer.FALSE if excluded else Answer.UNKNOWN
