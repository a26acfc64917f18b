"""Reads the bounds of a time: the days of each, as all sources have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg.dates import Day
from kg.report import Term
from kg.terms import BOUNDS, days_in, plain


def bounds_of(values: Callable[[ox.NamedNode], Iterable[Term]]) -> list[list[Day]]:
    """The days of each bound, sorted, in the order of `kg.terms.BOUNDS`; *values* gives its terms.

    What is no day is left out, as everywhere else.
    """
    return [sorted(day for value in values(bound) for day in day_of(value)) for bound in BOUNDS]


def day_of(value: Term | None) -> tuple[Day, ...]:
    """The day that a value is, the same ones read once; nothing for another."""
    return _day(plain(value)) if value is not None else ()


@lru_cache(1 << 14)
def _day(text: str) -> tuple[Day, ...]:
    return tuple(days_in([ox.Literal(text)]))
