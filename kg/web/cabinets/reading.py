"""Reads the cabinet of a state on a day: its posts by kind, and the changes before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.dates import Day
from kg.errors import DateError
from kg.terms import plain
from kg.vocabulary import GC
from kg.web.roles.posts import PostOnDay, Row, lives_in, posts_in
from kg.web.roles.registers import with_registers
from kg.web.roles.sources import sources_of
from kg.web.things.bounds import day_of
from kg.web.things.panels import Panel, PanelQueries, values_about
from kg.web.words import word

_MOST = 1500
_KINDS = (
    *("head-of-state", "monarch", "president", "vice-president", "head-of-government"),
    *("prime-minister", "deputy-head-of-government", "foreign-minister", "defence-minister"),
    *("interior-minister", "finance-minister", "justice-minister", "trade-minister", "minister"),
    "minister-without-portfolio",
)
"""The kinds of posts in the order of the page: the special before the general."""
_PLACES = {str(GC[kind]): place for place, kind in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Group:
    """The posts of one kind that have a holder, or had none as a source states."""

    kind: str
    posts: list[PostOnDay]


@dataclass(frozen=True, slots=True)
class Cabinet:
    """A cabinet: *unknown* are posts of which no holder is known, or of other years only.

    *between* are the IRIs of posts with a holder known before the day, and one behind it.
    *before* and *after* are the nearest days on which an answer may be another one.
    """

    groups: list[Group]
    unknown: list[PostOnDay]
    between: set[str]
    before: Day | None
    after: Day | None
    panel: Panel

    @property
    def is_empty(self) -> bool:
        """Whether the state has no post of a cabinet."""
        return not (self.groups or self.unknown or self.panel.trouble)


def cabinet_of(queries: PanelQueries, state: str, day: Day) -> Cabinet:
    """Read the cabinet of the state of an IRI.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    asked = values_about(state, at=str(day))
    panel = queries.ask("cabinet", asked, _MOST)
    changes = _changes(queries, asked, day) if panel.rows else []
    between = _posts(changes, "gone") & _posts(changes, "to come")
    vacant = _posts(changes, "succeeds")
    groups: dict[int, list[PostOnDay]] = {}
    unknown = []
    lives = lives_in(queries, panel)
    posts = posts_in(panel, day, lives, sources_of(queries, state, panel))
    for post in with_registers(queries, posts):
        if post.holders or (post.post.iri in vacant and not post.far):
            groups.setdefault(_place(post), []).append(post)
        else:
            unknown.append(post)
    named = [Group(_name(place), groups[place]) for place in sorted(groups)]
    before = max(_days(changes, "before", "last"), default=None)
    after = min(_days(changes, "after", "first"), default=None)
    return Cabinet(named, unknown, between, before, after, panel)


def _place(post: PostOnDay) -> int:
    return min((_PLACES[kind] for kind in post.kinds if kind in _PLACES), default=len(_PLACES))


def _name(place: int) -> str:
    name = word(str(GC[_KINDS[place]])) if place < len(_KINDS) else "other posts"
    return name[:1].upper() + name[1:]


def _changes(queries: PanelQueries, asked: dict[str, str], day: Day) -> Sequence[Row]:
    """The nearest days told of each post; none before the first day that there is."""
    try:
        before = str(day.previous())
    except DateError:
        return []
    return queries.ask("cabinet-changes", {**asked, "before": before}, _MOST).rows


def _posts(changes: Sequence[Row], what: str) -> set[str]:
    return {plain(row["post"]) for row in changes if plain(row["what"]) == what}


def _days(changes: Sequence[Row], side: str, name: str) -> Iterator[Day]:
    """The changes on a side: a day of begin, or the day after the last."""
    for row in changes:
        what, _, found = plain(row["what"]).partition(" ")
        if found == side:
            yield from (day if what == "begun" else day.following() for day in day_of(row[name]))
