"""Reads the roles in the description of a thing: who, what, when, how it ended, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox
from rdflib import ORG

from kg.answers import Answer, answer_on
from kg.dates import Day
from kg.report import Term
from kg.terms import BOUNDS, plain, term
from kg.vocabulary import GA
from kg.web.dates_in_words import in_words
from kg.web.days import Days
from kg.web.entities.answers import entity_of
from kg.web.roles.pieces import DaysOfBounds
from kg.web.roles.timeline import Entry
from kg.web.things.bounds import bounds_of
from kg.web.things.description import Description
from kg.web.things.evidence.chips import Chip, Evidence
from kg.web.things.evidence.inferences import Inference
from kg.web.things.evidence.naming import shown_in
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

_HELD = ((term(GA.holder), term(GA.post)), (term(ORG.member), term(ORG.organization)))
_EDTF, _ACTING, _CAUSE = term(GA.edtf), term(GA.acting), term(GA.endCause)
_SUCCEEDS, _KIND = term(GA.succeeds), term(GA.membershipType)
_TRUE = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


@dataclass(frozen=True, slots=True)
class Role:
    """A tenure or a membership: *place* is its own page, *when* its time in words.

    *bounds* are the days of each bound; *chips* its sources. *said* are its periods in EDTF.
    """

    iri: str
    place: str
    holder: Shown
    post: Shown
    in_post: bool
    said: tuple[str, ...]
    bounds: DaysOfBounds
    when: str
    acting: bool
    ended: str
    kind: str
    succeeds: tuple[str, ...]
    chips: list[Chip]
    inferences: list[Inference]

    def on(self, day: Day) -> Answer:
        """Whether it was so on a day."""
        return answer_on(day, *self.bounds)

    @property
    def begin(self) -> tuple[Day, ...]:
        """The earliest of the days that tell most of its begin: what roles are sorted by."""
        start_earliest, start_latest, end_earliest, end_latest = map(sorted, self.bounds)
        days = start_earliest or start_latest or end_earliest or end_latest
        return tuple(days[:1])

    @property
    def place_in_time(self) -> tuple[bool, tuple[Day, ...], tuple[Day, ...], str]:
        """Its place among others: by begin, then by end; those without a day last."""
        ends = (*self.bounds[2], *self.bounds[3])
        return not self.begin, self.begin, tuple(sorted(ends)[:1]), self.iri

    @property
    def open_end(self) -> bool:
        """Whether sources state that it goes on, and none gives an end."""
        ends = {period.partition("/")[2] for period in self.said if "/" in period}
        return ".." in ends and not self.bounds[3]

    def entry(self, label: str) -> Entry:
        """The role as a row of a time line."""
        starts = {period.partition("/")[0] for period in self.said if "/" in period}
        open_start = ".." in starts and not self.bounds[0]
        when = self.when or "days not known"
        return Entry(label, when, self.bounds, open_start, self.open_end)


class RoleReader:
    """Reads roles out of what is said of a thing, which is to be complete: of all days."""

    def __init__(self, description: Description, days: Days, evidence: Evidence) -> None:
        self.said = description
        self._days = days
        self._evidence = evidence
        self._shown: dict[Term, Shown] = {}

    def roles(self) -> list[Role]:
        """The roles of the thing and those in it, by begin."""
        thing = self.said.thing
        found = [
            self._role(role, holder, post, in_post=one == _HELD[0])
            for role in self.said.subjects
            for one in _HELD
            for holder in self.said.values(role, one[0])
            for post in self.said.values(role, one[1])
            if thing in (role, holder, post)
        ]
        return sorted(found, key=lambda role: role.place_in_time)

    def shown(self, value: Term) -> Shown:
        """A thing by its name, with its place here on the days of the page."""
        if value not in self._shown:
            self._shown[value] = shown_in(self.said, value, self._days.parameters)
        return self._shown[value]

    def stating(self, role: str, bound: int, days: Sequence[Day]) -> set[ox.NamedNode]:
        """The graphs that give a role one of *days* as a bound."""
        wanted = {str(day) for day in days}
        graphs = {
            quad.graph_name
            for quad in self.said.about(ox.NamedNode(role))
            if quad.predicate == BOUNDS[bound] and plain(quad.object) in wanted
        }
        return {graph for graph in graphs if isinstance(graph, ox.NamedNode)}

    def titles(self, graphs: Iterable[ox.NamedNode]) -> list[str]:
        """What graphs are called, each title once."""
        return sorted({self.shown(graph).text for graph in graphs})

    def _role(self, role: Term, holder: Term, post: Term, *, in_post: bool) -> Role:
        bounds = bounds_of(partial(self.said.values, role))
        said = tuple(sorted(plain(value) for value in self.said.values(role, _EDTF)))
        shown = self.shown(role)
        return Role(
            shown.iri,
            shown.link,
            self.shown(holder),
            self.shown(post),
            in_post,
            said,
            bounds,
            in_words(said, bounds),
            _TRUE in self.said.values(role, _ACTING),
            self._words(role, _CAUSE),
            self._words(role, _KIND),
            tuple(plain(value) for value in self.said.values(role, _SUCCEEDS)),
            self._evidence.of(role),
            self._evidence.inferences(role),
        )

    def _words(self, role: Term, predicate: ox.NamedNode) -> str:
        codes = [plain(value) for value in self.said.values(role, predicate)]
        return ", ".join(sorted(map(word, codes)))


def reader_of(thing: Thing) -> RoleReader:
    """A reader of the roles of all days, also where the page is about one.

    Raises:
        UnavailableError: what is said of the thing was not gathered in time.
    """
    if thing.days.at is None:
        return RoleReader(thing.description, thing.days, thing.evidence)
    lines = entity_of(thing.iri, None, thing.days.known, brief=True).lines
    whole = Description(thing.iri, lines)
    return RoleReader(whole, thing.days, Evidence(whole, thing.days, thing.evidence.behind))
