"""The section `roles` of a page: the answer for the day, the time line, and the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kg.answers import Answer
from kg.dates import Day
from kg.report import Term
from kg.terms import plain
from kg.web.dates_in_words import day_in_words
from kg.web.days import today
from kg.web.roles.answers import DayAnswer, answer_of, is_absurd
from kg.web.roles.gaps import Gap, gaps_in
from kg.web.roles.reach import Lives, lives_of
from kg.web.roles.reading import Role, RoleReader, reader_of
from kg.web.roles.succession import Held, Neighbour, Succession
from kg.web.roles.timeline import Timeline, draw
from kg.web.things.bounds import day_of
from kg.web.things.panels import Panel, PanelQueries, values_about
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing

_MOST = 150
"""Rows of the table; the query gives all."""
_BESIDE = 1000
"""Rows about others in the posts of a person."""
_BOUNDS = ("startEarliest", "startLatest", "endLatest")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role in the table, named by its other end; *answer* is that for the day of the page."""

    role: Role
    subject: Shown
    answer: Answer | None
    before: list[Neighbour]
    after: list[Neighbour]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one heading; *rows* are roles and the gaps between them."""

    heading: str
    rows: list[RoleRow | Gap]
    beside: bool


@dataclass(frozen=True, slots=True)
class RolesView:
    """What the section shows; *more* counts roles that the table has no row for.

    *when* is the day of the page in words.
    """

    day: DayAnswer | None
    about: str
    when: str
    timeline: Timeline | None
    tables: list[Table]
    more: int
    panel: Panel


def roles(thing: Thing) -> RolesView | None:
    """The roles of a thing and those in it, on all days.

    Raises:
        UnavailableError: what is said of it was not gathered in time.
    """
    reader = reader_of(thing)
    found = reader.roles()
    if not found:
        return None
    subject = _subject(thing)
    gaps = gaps_in(found) if "Post" in thing.kinds else []
    shown = _newest_first(found)[:_MOST]
    now = today()
    lives = _lives(thing, found, thing.days.at or now)
    return RolesView(
        _day(thing, reader, found, subject, gaps, lives),
        thing.view.label,
        day_in_words(thing.days.at) if thing.days.at else "",
        draw([role.entry(_label(role, subject)) for role in shown], thing.days.at, now),
        _tables(thing, shown, subject, gaps, _succession(thing, found), lives),
        len(found) - len(shown),
        thing.queries.quoted("roles", values_about(thing.iri)),
    )


def roles_ahead(queries: PanelQueries, iri: str, kinds: frozenset[str]) -> None:
    """Begin what `roles` will ask of a person."""
    if "Person" in kinds:
        queries.begin("held-beside", values_about(iri), _BESIDE)


def _newest_first(found: Sequence[Role]) -> list[Role]:
    """The roles by begin, the newest first, so that today's are in sight; those without last."""
    dated = [role for role in found if role.begin]
    return [*reversed(dated), *(role for role in found if not role.begin)]


def _subject(thing: Thing) -> Callable[[Role], Shown]:
    """What tells the roles on a page apart: what was held, or who held it."""
    return lambda role: role.post if role.holder.iri == thing.iri else role.holder


def _label(role: Role, subject: Callable[[Role], Shown]) -> str:
    return f"{subject(role).text}{' (acting)' if role.acting else ''}"


def _day(
    thing: Thing,
    reader: RoleReader,
    found: Sequence[Role],
    subject: Callable[[Role], Shown],
    gaps: Sequence[Gap],
    lives: Lives,
) -> DayAnswer | None:
    if not thing.kinds & {"Person", "Post"}:
        return None
    asked, day = thing.days.at is not None, thing.days.at or today()
    return answer_of(reader, found, subject, day, asked=asked, gaps=gaps, lives=lives)


def _lives(thing: Thing, found: Sequence[Role], day: Day) -> Lives:
    """The lives of those who are only possible on a day."""
    possible = (role for role in found if role.on(day) is Answer.UNKNOWN)
    return lives_of(thing.queries, (role.holder.iri for role in possible))


def _tables(
    thing: Thing,
    found: Sequence[Role],
    subject: Callable[[Role], Shown],
    gaps: Sequence[Gap],
    succession: Succession,
    lives: Lives,
) -> list[Table]:
    def row(role: Role) -> RoleRow:
        day = thing.days.at
        answer = role.on(day) if day and not is_absurd(role, day, lives) else None
        before, after = succession.before(role.iri), succession.after(role.iri)
        return RoleRow(role, subject(role), answer, before, after)

    headings: dict[str, list[RoleRow]] = {}
    for role in found:
        headings.setdefault(_heading(thing, role), []).append(row(role))
    return [
        Table(heading, _with_gaps(rows, gaps), any(one.before or one.after for one in rows))
        for heading, rows in headings.items()
    ]


def _heading(thing: Thing, role: Role) -> str:
    if thing.iri in (role.iri, role.post.iri):
        return "Holder" if role.in_post else "Member"
    return "Post" if role.in_post else "Member of"


def _with_gaps(rows: Sequence[RoleRow], gaps: Sequence[Gap]) -> list[RoleRow | Gap]:
    """The rows, the newest first; a gap stands behind what begins after its first day."""
    shown: list[RoleRow | Gap] = []
    left = list(gaps)
    for row in rows:
        while left and (not row.role.begin or row.role.begin[0] <= left[-1].first):
            shown.append(left.pop())
        shown.append(row)
    return [*shown, *reversed(left)]


def _succession(thing: Thing, found: Sequence[Role]) -> Succession:
    """Who came before and after: on the page of a post its roles tell, else a query does."""
    if "Post" in thing.kinds:
        return Succession(
            Held(role.iri, thing.iri, partial(_holder, role), role.bounds, role.succeeds)
            for role in found
        )
    if "Person" in thing.kinds and any(role.in_post for role in found):
        return _beside(thing.ask("held-beside", _BESIDE))
    return Succession([])


def _beside(panel: Panel) -> Succession:
    """The tenures of whole posts; of a list that was cut any may be missing, so none counts."""
    held: dict[str, Held] = {}
    for row in panel.rows if not panel.more else ():
        iri = plain(row["tenure"])
        succeeds = (plain(row["succeeds"]),) if "succeeds" in row else ()
        earlier = held[iri].succeeds if iri in held else ()
        start_earliest, start_latest, end_latest = (day_of(row.get(name)) for name in _BOUNDS)
        bounds = (start_earliest, start_latest, (), end_latest)
        show = partial(_shown, panel, row["holder"])
        held[iri] = Held(iri, plain(row["post"]), show, bounds, (*earlier, *succeeds))
    return Succession(held.values())


def _holder(role: Role) -> Shown:
    return role.holder


def _shown(panel: Panel, holder: Term) -> Shown:
    return panel.shown(holder) or Shown("")
