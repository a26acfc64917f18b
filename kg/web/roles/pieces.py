"""Cuts time into pieces with one answer each, exactly as the bounds of all sources have it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from kg.answers import Answer, answer_on
from kg.dates import Day
from kg.errors import DateError

DaysOfBounds: TypeAlias = Sequence[Sequence[Day]]
"""The days of each bound, in the order of `kg.terms.BOUNDS`."""

Said = TypeVar("Said", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Piece(Generic[Said]):
    """Days from *first* to *last*, both included, of which the same is said; None has no limit."""

    first: Day | None
    last: Day | None
    said: Said


def pieces_of(bounds: DaysOfBounds) -> list[Piece[Answer]]:
    """The pieces of all time, each with its answer, in order and without a gap."""
    return cut([bounds], lambda day: answer_on(day, *bounds))


def cut(several: Iterable[DaysOfBounds], say: Callable[[Day], Said]) -> list[Piece[Said]]:
    """Cut all time where a bound of *several* changes an answer, and join what says the same."""
    firsts = sorted({day for bounds in several for day in _changes(bounds)})
    if not firsts:
        return [Piece(None, None, say(Day(1, 1, 1)))]
    pieces = [Piece(None, firsts[0].previous(), say(firsts[0].previous()))]
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        last = following.previous() if following else None
        said = say(first)
        if said == pieces[-1].said:
            pieces[-1] = Piece(pieces[-1].first, last, said)
        else:
            pieces.append(Piece(first, last, said))
    return pieces


def _changes(bounds: DaysOfBounds) -> Iterable[Day]:
    """The days from which on something else may be answered than on the day before."""
    start_earliest, start_latest, end_earliest, end_latest = bounds
    yield from (*start_earliest, *start_latest)
    for day in (*end_earliest, *end_latest):
        try:
            yield day.following()
        except DateError:  # the last day there is
            continue
