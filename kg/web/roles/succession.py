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


def _pairs(held: Sequence[Held]) -> dict[str, Held]:
    """Who is the next known of each, as far as nobody else who is known may have been between.

    Across a long gap nobody is named.
    """
    dated = sorted((one for one in held if one.started), key=lambda one: (one.started, one.iri))
    strays = [_number(one.over, inf) for one in held if not one.started]
    over = [*accumulate([max(strays, default=-inf), *(_number(o.over, inf) for o in dated)], max)]
    begun = [_number(min(one.bounds[0], default=None), -inf) for one in dated]
    rest = [*accumulate([inf, *reversed(begun)], min)][::-1]
    found = {}
    for place, (one, following) in enumerate(pairwise(dated)):
        start, handover = _number(one.started, -inf), _number(following.started, -inf)
        alone = over[place] <= start and rest[place + 2] >= handover
        begins = _number(max(following.bounds[0], default=None), handover)
        near = begins - _number(one.over, -inf) <= _LONGEST_GAP
        if alone and near and start < handover and _number(one.over, inf) <= handover:
            found[one.iri] = following
    return found


def _number(day: Day | None, missing: float) -> float:
    return ordinal(day) if day else missing
