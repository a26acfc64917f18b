"""Persons, organisations, posts and places of FollowTheMoney."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.importers.facts import IDENTIFIER, TYPE, Node, term
from kg.importers.ftm_countries import NOWHERE, country_of, name_of, territory_of
from kg.importers.ftm_entities import ORGANISATIONS, Entity, is_qid
from kg.importers.ftm_things import Things, key_of
from kg.importers.names import script_language
from kg.importers.rows import IMPORTED, MERGED, Fate, Row
from kg.importers.slugs import last_step
from kg.vocabulary import GA

_CLASSES = {
    "Person": GA.Person,
    "LegalEntity": GA.Agent,
    "Organization": GA.Organisation,
    "Company": GA.Organisation,
    "PublicBody": GA.PublicBody,
}
_ORGANISATION_TYPES = {
    "pol.party": "political-party",
    "pol.union": "trade-union",
    "gov.igo": "intergovernmental-organisation",
    "gov.muni": "local-authority",
    "gov.soe": "state-owned-company",
    "fin.bank": "bank",
    "rel": "religious-organisation",
    "mil": "armed-forces",
}
_REMARKS = {
    "summary": "Summary",
    "description": "Description",
    "notes": "Notes",
    "keywords": "Keyword",
    "address": "Address",
    "program": "Programme",
    "title": "Title",
    "position": "Position",
    "biography": "Biography",
    "education": "Education",
    "political": "Political association",
    "profession": "Profession",
    "legalForm": "Legal form",
    "sector": "Sector",
    "classification": "Classification",
    "status": "Status",
    "subnationalArea": "Area",
}
_NUMBERS = (
    *("registrationNumber", "idNumber", "taxNumber", "licenseNumber", "vatCode", "leiCode"),
    *("dunsCode", "uniqueEntityId", "innCode", "ogrnCode", "okpoCode", "kppCode", "uscCode"),
    *("swiftBic", "bvdId", "icijId", "opencorporatesUrl", "permId", "imoNumber", "cikCode"),
    *("isinCode", "ticker", "voenCode", "ipoCode", "irsCode", "giiNumber", "cageCode"),
)
_PAGES = ("website", "sourceUrl", "wikipediaUrl")


class Actors:
    """Writes the entities that others refer to."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self._facts = things.facts
        self._described: set[Node] = set()

    def actor(self, row: Row, entity: Entity) -> Fate:  # type: ignore[type-arg]
        """A person or an organisation, or one of which it is not said what it is."""
        things, facts = self._things, self._facts
        node = things.node(entity.id)
        fate = self._common(node, entity)
        if entity.schema == "Person":
            self._person(row, node, entity)
        else:
            self._organisation(node, entity)
        if not things.is_packaged(node):
            facts.type(node, _CLASSES[entity.schema])
        return fate

    def post(self, entity: Entity) -> Fate:
        """A position."""
        things, facts = self._things, self._facts
        node = facts.type(things.node(entity.id), GA.Post)
        fate = self._common(node, entity)
        self._jurisdictions(node, entity, "country")
        for id in entity.all("organization"):
            if body := self.organisation(id):
                facts.add(node, term(ORG.postIn), body)
        seats = entity.first("numberOfSeats")
        if seats.isdecimal() and seats.isascii() and 0 < len(seats) < 7 and int(seats):
            facts.add(node, term(GA.seats), ox.Literal(int(seats)))
        elif seats:
            things.remark(node, "Number of seats", seats)
        self._lasted(node, entity, "inceptionDate", "dissolutionDate")
        return fate

    def place(self, entity: Entity) -> Fate:
        """An address, or a territory."""
        things, facts = self._things, self._facts
        node = facts.type(things.node(entity.id), GA.Place)
        fate = self._common(node, entity)
        if entity.schema == "Address":
            facts.code(node, GA.placeType, "address")
            parts = ("postOfficeBox", "street", "street2", "postalCode", "city", "region", "state")
            for text in entity.all("full") or [", ".join(entity.all(*parts))]:
                facts.name(node, text)
            things.remarks(node, entity, {"remarks": "Remark"})
        self._jurisdictions(node, entity, "country")
        return fate

    def article(self, entity: Entity) -> Fate:
        """An article of a newspaper or of an agency."""
        things, facts = self._things, self._facts
        node = things.node(entity.id)
        fate = IMPORTED if not facts.holds(node, TYPE, term(GA.Document)) else MERGED
        facts.type(node, GA.Document)
        facts.code(node, GA.documentType, "news-article")
        for title in (entity.all("title", "name", "fileName") or [entity.id])[:1]:
            facts.text(node, DCTERMS.title, title, script_language(title))
        things.pages(node, entity.all("sourceUrl"))
        day = "publishedAt" if entity.all("publishedAt") else "date"
        if entity.all(day):
            things.happened_later(node, entity, day)
        return fate

    def organisation(self, id: str) -> Node | None:
        """The IRI of what another entity calls an organisation; none when it is something else."""
        things = self._things
        schema = things.index.schema(id)
        if schema and schema not in ORGANISATIONS:
            return None
        node = things.refer(id, "agent", GA.Organisation)
        if node is not None and schema == "LegalEntity" and not things.is_packaged(node):
            self._facts.type(node, GA.Organisation)  # what has members is no person
        return node

    def _common(self, node: Node, entity: Entity) -> Fate:
        things = self._things
        things.names(node, entity)
        if entity.qid not in ("", entity.id):
            self._facts.text(node, IDENTIFIER.value, key_of("", entity.id))
        things.remarks(node, entity, _REMARKS)
        things.pages(node, entity.all(*_PAGES))
        for id in entity.all("wikidataId") if not entity.qid else ():
            if is_qid(id):
                things.pages(node, [f"https://www.wikidata.org/wiki/{id}"])
            else:
                things.remark(node, "Wikidata", id)
        for id in entity.all("addressEntity"):
            if (place := things.refer(id, "place")) is not None:
                things.see(node, place)
        if node in self._described:
            return MERGED
        self._described.add(node)
        return IMPORTED

    # -- persons

    def _person(self, row: Row, node: Node, entity: Entity) -> None:  # type: ignore[type-arg]
        things, facts = self._things, self._facts
        if not entity.all("name"):
            facts.name(node, " ".join(entity.all("firstName", "middleName", "lastName")))
        for code in entity.all("citizenship", "nationality"):
            found = country_of(facts, code)
            if found is not None and found.is_polity:
                facts.add(node, term(GA.citizenship), found.node)
            elif code.lower() not in NOWHERE:
                things.remark(node, "Citizenship", code)
        for code in entity.all("country"):
            if code.lower() not in NOWHERE:
                things.remark(node, "Country", name_of(facts, code))
        self._birth(row, node, entity)
        if entity.all("deathDate"):
            death = self._event_of_life(row, entity, "death", "deathDate")
            facts.add(node, term(GA.death), death)

    def _birth(self, row: Row, node: Node, entity: Entity) -> None:  # type: ignore[type-arg]
        things, facts = self._things, self._facts
        if not entity.all("birthDate", "birthPlace", "birthCountry"):
            return
        birth = self._event_of_life(row, entity, "birth", "birthDate")
        facts.add(node, term(GA.birth), birth)
        things.remarks(birth, entity, {"birthPlace": "Place of birth"})
        for code in entity.all("birthCountry"):
            if (place := territory_of(facts, code)) is not None:
                facts.add(birth, term(GA.location), place)
            elif code.lower() not in NOWHERE:
                things.remark(birth, "Country of birth", name_of(facts, code))

    def _event_of_life(self, row: Row, entity: Entity, type: str, name: str) -> Node:  # type: ignore[type-arg]
        things, facts = self._things, self._facts
        qid = things.index.qid(entity.id)
        node = facts.mint("event", f"{qid or f'ftm:{entity.id}'}:{type}")
        passage = f"{qid}-{entity.id}-{type}" if qid else last_step(node)
        facts.event(node, type, facts.evidence(row, passage, locator=f"id {entity.id}"))
        if entity.all(name):
            things.happened_later(node, entity, name)
        return node

    # -- organisations

    def _organisation(self, node: Node, entity: Entity) -> None:
        things, facts = self._things, self._facts
        self._jurisdictions(node, entity, "jurisdiction", "mainCountry", "country")
        if things.is_packaged(node):
            return
        if entity.schema == "Company":
            facts.code(node, GA.organisationType, "company")
        if entity.schema != "LegalEntity":
            for topic in entity.all("topics"):
                if type := _ORGANISATION_TYPES.get(topic):
                    facts.code(node, GA.organisationType, type)
            for name in _NUMBERS:
                for number in entity.all(name):
                    facts.text(node, IDENTIFIER.value, f"{name}:{number}")
        if self._lasted(node, entity, "incorporationDate", "dissolutionDate"):
            facts.type(node, GA.Organisation)
        for id in entity.all("parent"):
            parent = self.organisation(id)
            if parent is not None and parent != node:
                facts.type(node, GA.Organisation)
                facts.add(node, term(ORG.subOrganizationOf), parent)

    def _lasted(self, node: Node, entity: Entity, start: str, end: str) -> bool:
        things = self._things
        starts, ends = entity.all(start), entity.all(end)
        things.checked_period(entity, start, end)
        things.date_later(node, starts, ends)
        return bool(starts or ends)

    def _jurisdictions(self, node: Node, entity: Entity, *names: str) -> None:
        """The countries of the first of several properties that has any."""
        for code in next(filter(None, map(entity.all, names)), []):
            found = country_of(self._facts, code)
            if found is not None and found.node != node:
                self._facts.add(node, term(GA.jurisdiction), found.node)
            elif found is None and code.lower() not in NOWHERE:
                self._things.remark(node, "Country", code)
