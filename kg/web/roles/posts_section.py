"""The section `posts` of states and bodies: their posts with holders on the day, their bodies."""

from __future__ import annotations

from dataclasses import dataclass

from kg.dates import Day
from kg.terms import plain
from kg.web.dates_in_words import day_in_words
from kg.web.days import Days, today
from kg.web.roles.posts import PostOnDay, Sources, lives_in, posts_in
from kg.web.roles.registers import graphs_of, with_registers
from kg.web.roles.sources import sources_of
from kg.web.things.evidence.chips import Chip
from kg.web.things.panels import Panel, PanelQueries, values_about
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

_MOST_ROWS = 400
_MOST_POSTS = 100
_MOST_BODIES = 100
_MOST_GRAPHS = 300


@dataclass(frozen=True, slots=True)
class PostsView:
    """Posts with and without holders on a *day*, and bodies with their kinds and sources.

    *more* counts posts that are not shown.
    *cabinet* is the slug of the state where the thing is one.
    """

    day: Day
    when: str
    held: list[PostOnDay]
    empty: list[PostOnDay]
    more: int
    bodies: list[tuple[Shown, str, list[Chip]]]
    posts_panel: Panel
    bodies_panel: Panel
    cabinet: str


def posts_ahead(queries: PanelQueries, iri: str, _: frozenset[str]) -> None:
    """Begin what `posts` will ask."""
    queries.begin("posts-on-day", values_about(iri, at=str(_day(queries.days))), _MOST_ROWS)
    queries.begin("bodies-of", values_about(iri), _MOST_BODIES)
    queries.begin("graphs-of-bodies", values_about(iri), _MOST_GRAPHS)


def _day(days: Days) -> Day:
    return days.at or today()


def posts(thing: Thing) -> PostsView | None:
    """The posts and bodies of a state or a body; None where it has neither.

    Raises:
        UnavailableError: no worker is free, or there is none.
    """
    day = _day(thing.days)
    panel = thing.ask("posts-on-day", _MOST_ROWS, at=str(day))
    bodies_panel = thing.ask("bodies-of", _MOST_BODIES)
    sources = sources_of(thing.queries, thing.iri, panel)
    posted = posts_in(panel, day, lives_in(thing.queries, panel), sources)
    found = with_registers(thing.queries, posted)
    bodies = _bodies(bodies_panel, graphs_of(thing.ask("graphs-of-bodies", _MOST_GRAPHS), "body"))
    if not (found or bodies or panel.trouble or bodies_panel.trouble):
        return None
    shown = found[:_MOST_POSTS]
    return PostsView(
        day,
        day_in_words(day),
        [post for post in shown if post.holders],
        [post for post in shown if not post.holders],
        len(found) - len(shown),
        bodies,
        panel,
        bodies_panel,
        thing.place.partition("/")[2] if "State" in thing.kinds and found else "",
    )


def _bodies(panel: Panel, sources: Sources) -> list[tuple[Shown, str, list[Chip]]]:
    """The bodies by name, each with the words for its kinds."""
    kinds: dict[str, list[str]] = {}
    shown: dict[str, Shown] = {}
    for row in panel.rows:
        if body := panel.shown(row["body"]):
            shown[body.iri] = body
            kinds.setdefault(body.iri, [])
            if "kind" in row:
                kinds[body.iri].append(word(plain(row["kind"])))
    return [
        (body, ", ".join(kinds[body.iri]), sources.get(body.iri, []))
        for body in sorted(shown.values(), key=_by_name)
    ]


def _by_name(shown: Shown) -> tuple[str, str]:
    return shown.place
