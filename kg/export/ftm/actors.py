"""Persons, organisations, posts, places and articles as entities of FollowTheMoney."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.export.ftm import tables
from kg.export.ftm.entity import Entity
from kg.export.ftm.things import Things, country_names
from kg.export.lookups import SAME_AS, WIKIDATA, code_label
from kg.vocabulary import GA

SUCCESSION_WORDS = ("Succession from", "Succession on", "Succession until")
"""Comments that stand with the succession of one organisation to another."""

_NO_NAME = "FollowTheMoney asks for a name; what refers to them has their ids."


class Actors:
    """Makes the entities that others refer to."""

    def __init__(self, things: Things) -> None:
        self._things = things

    def agent(self, node: ox.NamedNode) -> Entity | None:
        """A person or an organisation."""
        things = self._things
        entity = self._named(node, things.schema(node))
        if entity is None:
            return None
        self._identity(entity, node)
        told = SUCCESSION_WORDS if len(things.nodes(node, GA.succeeds)) == 1 else ()
        things.words(entity, node, "Country", *told)
        for words in things.labelled(node, "Country"):
            self._country(entity, "country", words)
        for place in things.linked(node, GA.Place):
            if things.schema(place) == "Address":
                entity.add("addressEntity", things.id(place))
        if entity.schema == "Person":
            self._person(entity, node)
        else:
            self._organisation(entity, node)
        return entity

    def post(self, node: ox.NamedNode) -> Entity | None:
        """A position, with its country and body."""
        things = self._things
        entity = self._named(node, "Position")
        if entity is None:
            return None
        self._identity(entity, node)
        things.words(entity, node)
        entity.extend("country", things.countries(things.nodes(node, GA.jurisdiction)))
        entity.extend("organization", map(things.id, things.nodes(node, ORG.postIn)))
        entity.extend("numberOfSeats", things.texts(node, GA.seats))
        entity.extend("keywords", map(code_label, things.codes(node, GA.postType)))
        entity.extend("subnationalArea", map(things.label, things.nodes(node, GA.constituency)))
        self._lasted(entity, node, "inceptionDate", "dissolutionDate")
        return entity

    def place(self, node: ox.NamedNode) -> Entity | None:
        """An address or a territory."""
        things = self._things
        entity = self._named(node, things.schema(node))
        if entity is None:
            return None
        if entity.schema == "Address":
            entity.properties["full"] = entity.properties.pop("name")
        else:
            entity.extend("partOf", map(things.id, things.nodes(node, DCTERMS.isPartOf)))
            entity.extend("keywords", map(code_label, things.codes(node, GA.placeType)))
        self._identity(entity, node)
        things.words(entity, node)
        own = things.country(node)
        entity.extend("country", [own, *things.countries(things.nodes(node, GA.jurisdiction))])
        return entity

    def article(self, node: ox.NamedNode) -> Entity | None:
        """An article of a newspaper or agency; other documents have no schema of their own."""
        things = self._things
        if tables.ARTICLES.isdisjoint(things.codes(node, GA.documentType)):
            things.leave_out(
                "Documents that are no articles",
                "A document of FollowTheMoney is a file; the report names the sources.",
                node,
            )
            return None
        entity = things.entity(node, "Article")
        entity.extend("title", things.texts(node, DCTERMS.title))
        entity.caption = next(iter(entity.properties.get("title", ())), "")
        entity.extend("sourceUrl", things.pages(node))
        for name, predicate in (("publisher", DCTERMS.publisher), ("author", DCTERMS.creator)):
            entity.extend(name, map(things.label, things.nodes(node, predicate)))
        entity.extend("publishedAt", things.dates.period(node).starts)
        return entity

    # -- parts

    def _named(self, node: ox.NamedNode, schema: str) -> Entity | None:
        entity = self._things.entity(node, schema)
        if not self._things.name(entity, node):
            self._things.leave_out("Things without a name", _NO_NAME, node)
            return None
        return entity

    def _identity(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        entity.extend("wikidataId", things.wikidata(node))
        for page in things.pages(node):
            if "://www.wikidata.org/wiki/" in page:
                entity.add("wikidataId", page.rpartition("/")[2])
            elif ".wikipedia.org/" in page:
                entity.add("wikipediaUrl", page)
            else:
                entity.add("sourceUrl", page)
        links = things.nodes(node, SAME_AS)
        if any(not link.value.startswith(WIKIDATA) for link in links):
            things.note("Links of identity", "Only Wikidata has a property.", node)
        numbers = tables.NUMBERS_OF.get(entity.schema, frozenset())
        for key in things.texts(node, DCTERMS.identifier):
            scheme, colon, number = key.partition(":")
            if colon and scheme in numbers:
                entity.add(scheme, number)
        things.note_identifiers(node, *numbers)
        things.note_links(node)
        things.sources(entity, node)

    def _country(self, entity: Entity, name: str, words: str) -> None:
        code = country_names().get(words, "")
        if code:
            entity.add(name, code)
        else:
            entity.add("notes", f"Country: {words}")

    def _person(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        entity.extend("citizenship", things.countries(things.nodes(node, GA.citizenship)))
        for birth in things.nodes(node, GA.birth):
            things.sources(entity, birth)
            entity.extend("birthDate", things.dates.period(birth).starts)
            entity.extend("birthPlace", things.labelled(birth, "Place of birth"))
            for words in things.labelled(birth, "Country of birth"):
                entity.add("birthCountry", country_names().get(words, ""))
            for place in things.nodes(birth, GA.location):
                code = things.country(place)
                entity.add("birthCountry" if code else "birthPlace", code or things.label(place))
        for death in things.nodes(node, GA.death):
            things.sources(entity, death)
            entity.extend("deathDate", things.dates.period(death).starts)

    def _organisation(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        for type in things.codes(node, GA.organisationType):
            if topic := tables.TOPICS.get(type):
                entity.add("topics", topic)
            elif type not in tables.COMPANIES:
                entity.add("classification", code_label(type))
        states = things.nodes(node, GA.jurisdiction) or things.nodes(node, GA.governs) or [node]
        name = "country" if entity.schema == "PublicBody" else "jurisdiction"
        entity.extend(name, things.countries(states))
        parents = (p for p in things.nodes(node, ORG.subOrganizationOf) if p != node)
        entity.extend("parent", map(things.id, parents))
        self._lasted(entity, node, "incorporationDate", "dissolutionDate")
        if things.is_a(node, GA.State, GA.Polity):
            things.note("States", "They are organisations; their territories are others.", node)
        if things.is_a(node, GA.Collective):
            things.note("Unnamed groups", "They are legal entities of unknown kind.", node)

    def _lasted(self, entity: Entity, node: ox.NamedNode, start: str, end: str) -> None:
        period = self._things.dates.period(node)
        entity.extend(start, period.starts)
        entity.extend(end, period.ends)
