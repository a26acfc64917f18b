"""Sanctions, events and trips of FollowTheMoney."""

from __future__ import annotations

from rdflib import DCTERMS

from kg.importers.facts import TYPE, Facts, Node, term
from kg.importers.ftm_countries import country_of, territory_of
from kg.importers.ftm_entities import Entity, pairs
from kg.importers.ftm_things import Things, key_of
from kg.importers.names import script_language
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.slugs import last_step
from kg.vocabulary import GA

_SANCTION_REMARKS = {
    "provisions": "Measures",
    "status": "Status",
    "summary": "Summary",
    "description": "Description",
    "authorityId": "Number given by the authority",
    "unscId": "Number given by the Security Council",
    "recordId": "Record",
    "duration": "Duration",
    "date": "Date",
}
_EVENT_REMARKS = {
    "summary": "Summary",
    "description": "Description",
    "notes": "Notes",
    "keywords": "Keyword",
    "important": "Important",
}


class Events:
    """Writes what happens."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self._facts: Facts = things.facts

    def sanction(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """The listing of an agent under sanctions, and its delisting where an end is given."""
        things, facts = self._things, self._facts
        targets = [things.refer(id, "agent") for id in entity.all("entity")]
        agents = [target for target in targets if target is not None]
        if not agents:
            return skipped("the sanction names nobody, or a thing that is no agent")
        listed = "listingDate" if entity.all("listingDate") else "startDate"
        node, known = self._event(row, entity, "sanctions-listing", "", listed)
        authorities = self._authorities(entity)
        self._parties(node, agents, authorities)
        for document in self._programmes(entity):
            facts.add(node, term(GA.legalBasis), document)
        things.remarks(node, entity, _SANCTION_REMARKS)
        if listed == "listingDate":
            things.remarks(node, entity, {"startDate": "In force from"})
        if entity.all("endDate"):
            end, _ = self._event(row, entity, "sanctions-delisting", ":end", "endDate")
            self._parties(end, agents, authorities)
        pairs(entity.all("reason"), entity.all("authority"))
        pairs(entity.all("reason"), entity.all("entity"))
        self._reasons(row, node, entity, agents, authorities)
        return self._fate(entity, known)

    def event(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """An event whose kind is not told, or a trip."""
        things, facts = self._things, self._facts
        is_trip = entity.schema == "Trip"
        name = "startDate" if entity.all("startDate", "endDate") else "date"
        type = "visit" if is_trip else "unclassified-event"
        node, known = self._event(row, entity, type, "", name)
        things.names(node, entity)
        things.remarks(node, entity, _EVENT_REMARKS)
        for role, names in (
            ("visitor" if is_trip else "attendee", "involved"),
            ("organiser", "organizer"),
        ):
            for agent in (things.refer(id, "agent") for id in entity.all(names)):
                if agent is not None:
                    self._part(node, agent, role)
        places = [things.refer(id, "place") for id in entity.all("endLocation", "addressEntity")]
        places += [self._place(entity, text) for text in entity.all("location")]
        places += [territory_of(facts, code) for code in entity.all("country")]
        for place in places:
            if place is not None:
                facts.add(node, term(GA.location), place)
        for id in entity.all("startLocation"):
            if (start := things.refer(id, "place")) is not None:
                things.see(node, start)
        return self._fate(entity, known)

    def _event(
        self,
        row: Row,  # type: ignore[type-arg]
        entity: Entity,
        type: str,
        suffix: str,
        date: str,
    ) -> tuple[Node, bool]:
        """An event of its date, and whether it was known before."""
        things, facts = self._things, self._facts
        node = facts.mint("event", f"{key_of('event', entity.id)}{suffix}")
        known = facts.holds(node, TYPE, term(GA.Event))
        evidence = facts.evidence(row, f"event-{last_step(node)}", locator=f"id {entity.id}")
        things.pages(evidence, entity.all("sourceUrl", "publisherUrl"))
        facts.event(node, type, evidence)
        if date == "startDate" and entity.schema != "Sanction":
            facts.dates(node, things.checked_period(entity, "startDate", "endDate"))
        elif text := things.date(entity, date):
            facts.dates(node, facts.date(text))
        return node, known

    def _parties(self, event: Node, targets: list[Node], authorities: list[Node]) -> None:
        for agent in targets:
            self._part(event, agent, "target")
        for authority in authorities:
            self._part(event, authority, "initiator")

    def _part(self, event: Node, agent: Node, role: str) -> None:
        fragment = f"{last_step(event)}-{role}-{last_step(agent)}"
        self._facts.participation(event, fragment, agent, role)

    def _authorities(self, entity: Entity) -> list[Node]:
        """The authorities, which are known by their names alone."""
        facts, names = self._facts, entity.all("authority")
        found = []
        for name in names:
            node = facts.mint("agent", f"ftm:authority:{name}")
            facts.type(node, GA.Organisation)
            facts.name(node, name, script_language(name))
            found.append(node)
        countries = [country_of(facts, code) for code in entity.all("country")]
        if len(found) == 1 and len(countries) == 1 and countries[0] is not None:
            facts.add(found[0], term(GA.jurisdiction), countries[0].node)
        return found

    def _programmes(self, entity: Entity) -> list[Node]:
        """The programmes under which an agent is listed, as regulations."""
        facts, things = self._facts, self._things
        titles, ids = entity.all("program"), entity.all("programId")
        same = len(titles) == len(ids) == 1
        keys = [(ids[0], titles[0])] if same else [(text, text) for text in titles or ids]
        found = []
        for key, title in keys:
            node = facts.mint("doc", f"ftm:program:{key}")
            facts.type(node, GA.Document)
            facts.code(node, GA.documentType, "regulation")
            if not facts.holds(node, TYPE, term(GA.Document)):
                facts.text(node, DCTERMS.title, title, script_language(title))
            if len(keys) == 1:
                things.pages(node, entity.all("programUrl"))
            found.append(node)
        return found

    def _reasons(
        self,
        row: Row,  # type: ignore[type-arg]
        event: Node,
        entity: Entity,
        targets: list[Node],
        authorities: list[Node],
    ) -> None:
        """The reasons given: claims that the authorities assert, each with its words."""
        facts = self._facts
        for number, reason in enumerate(entity.all("reason"), 1):
            key = f"ftm:{entity.id}:reason-{number}"
            language = script_language(reason)
            claim = facts.type(facts.mint("claim", key), GA.Claim)
            facts.text(claim, GA.proposition, reason, language)
            for target in targets:
                facts.add(claim, term(GA.concerns), target)
            evidence = facts.evidence(
                row,
                f"claim-{last_step(claim)}",
                quote=reason,
                language=language,
                locator=f"id {entity.id}",
            )
            facts.add(claim, term(GA.evidence), evidence)
            facts.add(event, term(GA.evidence), evidence)
            for authority in authorities:
                self._asserts(f"{key}:{last_step(authority)}", authority, claim, evidence)

    def _asserts(self, key: str, taker: Node, claim: Node, evidence: Node) -> None:
        facts = self._facts
        stance = facts.type(facts.mint("stance", key), GA.Stance)
        facts.add(stance, term(GA.stanceTaker), taker)
        facts.add(stance, term(GA.stanceOn), claim)
        facts.code(stance, GA.stanceType, "asserts")
        facts.add(stance, term(GA.evidence), evidence)

    def _place(self, entity: Entity, text: str) -> Node:
        """A place that an event alone names; the same words elsewhere are another place."""
        place = self._facts.mint("place", f"ftm:{entity.id}:{text}")
        self._facts.type(place, GA.Place)
        self._facts.name(place, text, script_language(text))
        return place

    def _fate(self, entity: Entity, known: bool) -> Fate:
        if known and not self._facts.repeats():
            raise RowError(
                f"the id came before, and said something else: {entity.id[:60]}",
                hint="Fragments of an entity are put together by `ftm aggregate` first.",
            )
        return MERGED if known else IMPORTED
