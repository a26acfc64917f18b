"""The order of answers for a day: the surest first, then the one told of the nearest day."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TypeAlias

from kg.answers import Answer
from kg.dates import Day
from kg.web.roles.scale import ordinal

_ORDER = (Answer.TRUE, Answer.DISPUTED, Answer.UNKNOWN, Answer.FALSE)
Rank: TypeAlias = tuple[int, float, str]


def rank(answer: Answer, told: Iterable[Day], day: Day, iri: str) -> Rank:
    """The place of an answer among others; *told* are the days that sources give."""
    return _ORDER.index(answer), distance(told, day), iri


def distance(told: Iterable[Day], day: Day) -> float:
    """How many days it is to the nearest day told; without any it is infinite."""
    return min((abs(ordinal(one) - ordinal(day)) for one in told), default=inf)
