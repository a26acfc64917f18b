"""Meetings that the remarks on a visit name, as events of their own within the visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree

import pyoxigraph as ox

from kg.bounds import Bounds, Day
from kg.errors import DateError
from kg.importers.facts import EVIDENCE, Facts, Node, date_literal, term
from kg.importers.hsg_actors import Actors
from kg.importers.hsg_countries import UNITED_STATES, Country
from kg.importers.hsg_remarks import COMPANY, CONSULTATION, GATHERING, HOST, Mention, Remark
from kg.importers.rows import Row
from kg.vocabulary import GA

_RATIONALE = "Who is named without a country is read as being of {}, as the source writes it."
_AMERICANS = ("President", "Vice President", "Secretary of State")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: the agent, by virtue of what, and for whom."""

    agent: Node
    capacity: Node | None = None
    representing: Node | None = None


@dataclass(slots=True)
class Visit:
    """A visit whose remarks are read. *key* is that of its event, *home* the country of those
    who are named there without one; with *americans_only* of the highest offices of the United
    States alone."""

    key: str
    event: Node
    days: Bounds
    visitors: list[Party]
    home: Country
    americans_only: bool = False
    company: list[Party] = field(default_factory=list)

    @property
    def name(self) -> str:
        """A name for fragments."""
        return self.key.partition(":")[2]


class Meetings:
    """Writes what the remarks on visits name."""

    def __init__(self, facts: Facts, actors: Actors) -> None:
        self._facts = facts
        self._actors = actors

    def write(
        self, row: Row[ElementTree.Element], visit: Visit, remarks: tuple[Remark, ...]
    ) -> None:
        """Write the meetings, gatherings and companions that the remarks name."""
        for number, remark in enumerate(remarks, 1):
            if remark.kind in (COMPANY, HOST):
                self._beside(row, visit, remark, number)
        for number, remark in enumerate(remarks, 1):
            if remark.kind not in (COMPANY, HOST):
                self._event(row, visit, remark, number)

    def _beside(
        self, row: Row[ElementTree.Element], visit: Visit, remark: Remark, number: int
    ) -> None:
        """One whom the visitor came with, or whose guest the visitor was."""
        facts, name = self._facts, f"{visit.name}-{number}"
        mention = remark.mentions[0]
        home = self._home(visit, mention, alone=remark.kind == COMPANY)
        party = self._party(visit, mention, home)
        role = "visitor" if remark.kind == COMPANY else "host"
        self.join(visit.event, f"{name}-1", party, role)
        facts.add(visit.event, EVIDENCE, facts.evidence(row, name, quote=remark.quote))
        if remark.kind == COMPANY:
            visit.company.append(party)

    def _event(
        self, row: Row[ElementTree.Element], visit: Visit, remark: Remark, number: int
    ) -> None:
        facts, name = self._facts, f"{visit.name}-{number}"
        evidence = facts.evidence(row, name, quote=remark.quote)
        node = facts.mint("event", f"{visit.key}:{number}")
        facts.event(node, _type(remark), evidence, label=remark.name)
        facts.add(node, term(GA.subEventOf), visit.event)
        self._dates(node, visit, remark)
        parties = [*visit.visitors, *self._met(node, visit, remark)]
        if "ccompanied" in remark.quote:
            parties.extend(visit.company)
        for count, party in enumerate(dict.fromkeys(parties), 1):
            self.join(node, f"{name}-{count}", party, "attendee")
        facts.occurred(node, f"{name}-occurred", evidence)

    def _met(self, node: Node, visit: Visit, remark: Remark) -> list[Party]:
        """Those whom the visitors met. After one with a country the others may share it."""
        parties, read, marked = [], "", False
        for mention in remark.mentions:
            marked = marked or (mention.marked and not mention.officials)
            many = remark.among_many or marked
            home = None if many and not visit.americans_only else self._home(visit, mention)
            parties.append(self._party(visit, mention, home))
            if home is not None and not mention.marked:
                read = home.name
        if read:
            self._facts.text(node, GA.rationale, _RATIONALE.format(read), "en")
        return parties

    def _home(self, visit: Visit, mention: Mention, *, alone: bool = False) -> Country | None:
        """The country of one who is named without one; none when that cannot be told."""
        american = mention.who.title in _AMERICANS
        if alone:  # whom an American accompanies
            fits = american and not visit.americans_only
            return self._actors.countries.find(UNITED_STATES) if fits else None
        return visit.home if american or not visit.americans_only else None

    def _party(self, visit: Visit, mention: Mention, home: Country | None) -> Party:
        actors, who = self._actors, mention.who
        country = self._country(mention) if mention.marked else home
        if mention.officials and country:
            agent = actors.officials(who.text, country, visit.key)
            return Party(agent, None, country.agent)
        agent = actors.person(who, country, visit.key)
        if mention.organisation:
            body = actors.organisation(mention.organisation)
            post = actors.post_in(who, body, mention.organisation) if who.holds else None
            return Party(agent, post, body)
        if country is None:
            return Party(agent)
        post = actors.post(who, country) if who.holds else None
        return Party(agent, post, country.agent if who.holds else None)

    def _country(self, mention: Mention) -> Country | None:
        if mention.country:
            return self._actors.countries.find(mention.country)
        return self._actors.countries.named(mention.of) if mention.of else None

    def join(self, event: Node, name: str, party: Party, role: str) -> None:
        """Have a party take part in an event; *name* is that of the part in the document."""
        self._facts.participation(
            event,
            name,
            party.agent,
            role,
            capacity=party.capacity,
            representing=party.representing,
        )

    def _dates(self, node: Node, visit: Visit, remark: Remark) -> None:
        """Date a part of a visit: by its own date, when that is a day of the visit; by the visit,
        when it has none."""
        facts, first, last = self._facts, visit.days.start_earliest, visit.days.end_latest
        if remark.date:
            facts.text(node, GA.timeExpression, remark.date, "en")
            day = self._day(remark.date, first)
            if (
                day
                and first
                and day.start_earliest
                and last
                and first <= day.start_earliest <= last
            ):
                facts.dates(node, day)
        elif first and first == last:
            facts.dates(node, visit.days)
        else:
            _add(facts, node, first, GA.startEarliest, GA.endEarliest)
            _add(facts, node, last, GA.startLatest, GA.endLatest)

    def _day(self, text: str, first: Day | None) -> Bounds | None:
        try:
            return self._facts.date(f"{text}, {first.year}") if first else None
        except DateError:  # prose is no column: what is no day there stays as it is written
            return None


def _add(facts: Facts, node: Node, day: Day | None, *predicates: object) -> None:
    if day is not None:
        value: ox.Literal = date_literal(day)
        for predicate in predicates:
            facts.add(node, term(predicate), value)


def _type(remark: Remark) -> str:
    if remark.kind == GATHERING:
        name = remark.name.casefold()
        kinds = ("summit", "conference")
        return next((kind for kind in kinds if kind in name), "meeting")
    return "consultation" if remark.kind == CONSULTATION else "meeting"
