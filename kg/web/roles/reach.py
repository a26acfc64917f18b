"""Days on which somebody cannot have held a post: not alive, or ages away from any trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.dates import Day
from kg.terms import plain
from kg.web.roles.reading import Role
from kg.web.roles.scale import ordinal
from kg.web.things.bounds import day_of
from kg.web.things.panels import PanelQueries

LIFETIME: Final = 120 * 366
"""Days between which one person is not expected to have lived."""

_MOST = 300


@dataclass(frozen=True, slots=True)
class Life:
    """The first day that a birth may have been on, and the last of a death, as far as known."""

    born: tuple[Day, ...] = ()
    dead: tuple[Day, ...] = ()

    def excludes(self, day: Day) -> bool:
        """Whether the person was certainly not born yet on a day, or dead."""
        return any(day < born for born in self.born) or any(day > dead for dead in self.dead)


Lives: TypeAlias = Mapping[str, Life]


def lives_of(queries: PanelQueries, people: Iterable[str]) -> Lives:
    """The lives of people by their IRIs, of those of whom something is known.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    asked = sorted(set(people) - {""})[:_MOST]
    if not asked:
        return {}
    found = queries.ask_each("lives", "person", asked, _MOST)
    return {
        plain(row["person"]): Life(day_of(row.get("born")), day_of(row.get("dead")))
        for row in found.rows
    }


def is_out_of_reach(day: Day, told: Iterable[Day], life: Life) -> bool:
    """Whether all that is *told* of somebody makes it absurd to think of the day."""
    traces = [ordinal(one) for one in (*told, *life.born, *life.dead)]
    far = bool(traces) and min(abs(one - ordinal(day)) for one in traces) > LIFETIME
    return far or life.excludes(day)


def is_beyond(role: Role, day: Day, lives: Lives) -> bool:
    """Whether the holder of a role cannot be thought of on a day.

    A membership that is said to go on may be that of a state, which outlives people.
    """
    told = [known for bound in role.bounds for known in bound]
    if role.open_end and not role.in_post and any(known <= day for known in told):
        return False
    return is_out_of_reach(day, told, lives.get(role.holder.iri, Life()))
