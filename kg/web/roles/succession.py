"""Who came before and after in a post: as sources state it, else by the order of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf

from kg.dates import Day
from kg.web.roles.pieces import DaysOfBounds
from kg.web.roles.scale import ordinal
from kg.web.things.shown import Shown

_LONGEST_GAP = 183
"""Days between two holders; where more are untold, somebody unrecorded may well have been there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure as far as succession needs it; *show* gives its holder to who asks for it."""

    iri: str
    post: str
    show: Callable[[], Shown]
    bounds: DaysOfBounds
    succeeds: tuple[str, ...] = ()

    @property
    def started(self) -> Day | None:
        """The last day on which it may have started."""
        return min(self.bounds[1], default=None)

    @property
    def over(self) -> Day | None:
        """The last day on which it may have ended."""
        return min(self.bounds[3], default=None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A predecessor or successor; *stated* by a source, else only the next that is known."""

    holder: Shown
    stated: bool


class Succession:
    """The order in posts of which *tenures* are all that are known."""

    def __init__(self, tenures: Iterable[Held]) -> None:
        self._by_iri = {one.iri: one for one in tenures}
        self._after: dict[str, list[Held]] = {}
        self._in_post: dict[str, list[Held]] = {}
        for one in self._by_iri.values():
            self._in_post.setdefault(one.post, []).append(one)
            for before in one.succeeds:
                self._after.setdefault(before, []).append(one)
        self._next: dict[str, Held] = {}
        for held in self._in_post.values():
            self._next |= _pairs(held)
        self._last = {after.iri: self._by_iri[iri] for iri, after in self._next.items()}

    def before(self, tenure: str) -> list[Neighbour]:
        """The predecessors of a tenure."""
        own = self._by_iri.get(tenure)
        if own is None:
            return []
        stated = [self._by_iri[iri] for iri in own.succeeds if iri in self._by_iri]
        return _neighbours(stated, self._last.get(tenure))

    def after(self, tenure: str) -> list[Neighbour]:
        """The successors of a tenure."""
        return _neighbours(self._after.get(tenure, []), self._next.get(tenure))


def _neighbours(stated: Sequence[Held], in_order: Held | None) -> list[Neighbour]:
    if stated:
        return [Neighbour(one.show(), stated=True) for one in stated]
    return [Neighbour(in_order.show(), stated=False)] if in_order else []


@dataclass(frozen=True, slots=True)
class _Dated:
    """A tenure by the numbers of its days: *started* and *over* are the last it may have, *over* is
    infinite where none is known; *begun* and *begins* are the first and the last of its earliest.
    """

    held: Held
    started: float
    over: float
    begun: float
    begins: float


def _dated(held: Iterable[Held]) -> list[_Dated]:
    """The tenures of which it is known by when they had started, in that order."""
    found = []
    for one in held:
        if start := one.started:
            started, earliest = ordinal(start), sorted(map(ordinal, one.bounds[0]))
            begun, begins = (earliest[0], earliest[-1]) if earliest else (-inf, started)
            found.append(_Dated(one, started, _number(one.over), begun, begins))
    return sorted(found, key=lambda one: (one.started, one.held.iri))


def _pairs(held: Sequence[Held]) -> dict[str, Held]:
    """Who is the next known of each, as far as nobody else who is known may have been between.

    Across a long gap nobody is named.
    """
    dated = _dated(held)
    strays = [_number(one.over) for one in held if not one.started]
    over = [*accumulate([max(strays, default=-inf), *(one.over for one in dated)], max)]
    rest = [*accumulate([inf, *(one.begun for one in reversed(dated))], min)][::-1]
    found = {}
    for place, (one, following) in enumerate(pairwise(dated)):
        handover = following.started
        alone = over[place] <= one.started < handover <= rest[place + 2]
        near = following.begins - one.over <= _LONGEST_GAP
        if alone and near and one.over <= handover:
            found[one.held.iri] = following.held
    return found


def _number(day: Day | None) -> float:
    return ordinal(day) if day else inf
