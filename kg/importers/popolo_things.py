"""Persons, organisations, areas, posts and events of Popolo as things of the ontology."""

from __future__ import annotations

import re

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, RDFS, XSD

from kg.importers.facts import Facts, Node, term
from kg.importers.popolo_index import Index
from kg.importers.popolo_items import Item, as_text, is_wikidata
from kg.importers.popolo_tables import EVENT_TYPES, ORGANISATION_TYPES, PLACE_TYPES, role_type
from kg.importers.popolo_words import Words
from kg.importers.rows import IMPORTED, MERGED, Fate, RowError
from kg.vocabulary import GA

_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_INTEGER = term(XSD.integer)


class Things:
    """Writes what single items say; *index* gives the IRIs of what they refer to.

    The names of areas, and the states of those that are one, are kept for what refers to them.
    """

    def __init__(self, facts: Facts, index: Index, words: Words) -> None:
        self._facts = facts
        self._index = index
        self._words = words
        self.area_names: dict[Node, str] = {}
        self.states: dict[Node, Node] = {}
        self._seats_of: dict[Node, str] = {}

    def person(self, item: Item) -> Fate:
        """A person with all names, dates of life, pages and pictures."""
        node, new = self._index.describe("person", item)
        self._words.common(node, item)
        self._words.life(node, item)
        return IMPORTED if new else MERGED

    def organisation(self, item: Item) -> Fate:
        """An organisation, its kind, its parent, its area and the seats of its posts."""
        node, new = self._index.describe("organization", item)
        self._words.common(node, item)
        self._classify(node, item, "classification", GA.organisationType, ORGANISATION_TYPES)
        self._index.link_later(
            node, ORG.subOrganizationOf, "organization", item.scope, item.text("parent_id")
        )
        if area := item.text("area_id"):
            self._area_of(node, self._index.refer("area", item.scope, area))
        self._words.period(node, item, "founding_date", "dissolution_date")
        self._seats(node, item)
        return IMPORTED if new else MERGED

    def area(self, item: Item) -> Fate:
        """A place, and the larger one that it is part of."""
        node, new = self._index.describe("area", item)
        if state := self._facts.states.by_wikidata.get(item.wikidata):
            self.states[node] = state
        self._words.common(node, item)
        column = "classification" if "classification" in item.value else "type"
        self._classify(node, item, column, GA.placeType, PLACE_TYPES)
        parent = item.text("parent_id")
        self._index.link_later(node, DCTERMS.isPartOf, "area", item.scope, parent)
        if names := item.names("name"):
            self.area_names.setdefault(node, names[0][1])
        return IMPORTED if new else MERGED

    def post(self, item: Item) -> Fate:
        """A post of an organisation, for an area where it has one."""
        facts = self._facts
        node, new = self._index.describe("post", item)
        self._words.common(node, item)
        names = [*item.names("label"), *item.names("role")]
        for language, text in names:
            facts.name(node, text, language)
        if code := next(filter(None, (role_type(text) for _, text in names)), ""):
            facts.code(node, GA.postType, code)
        if body := item.text("organization_id"):
            facts.add(node, term(ORG.postIn), self._index.refer("organization", item.scope, body))
        if area := item.text("area_id"):
            facts.add(node, term(GA.constituency), self._index.refer("area", item.scope, area))
        self._words.period(node, item, "start_date", "end_date")
        return IMPORTED if new else MERGED

    def event(self, item: Item) -> Fate:
        """A legislative period, an election or another event of a body."""
        facts = self._facts
        code = EVENT_TYPES.get(item.text("classification").casefold(), "unclassified-event")
        node, new = self._index.describe("event", item)
        self._words.common(node, item)
        facts.event(node, code, self._words.evidence(item, "event", node))
        if body := item.text("organization_id"):
            facts.add(node, term(GA.concerns), self._index.refer("organization", item.scope, body))
        if area := item.text("area_id"):
            facts.add(node, term(GA.location), self._index.refer("area", item.scope, area))
        self._index.link_later(node, GA.subEventOf, "event", item.scope, item.text("parent_id"))
        self._words.period(node, item, "start_date", "end_date")
        return IMPORTED if new else MERGED

    def _classify(
        self, node: Node, item: Item, column: str, predicate: object, codes: dict[str, str]
    ) -> None:
        """A class as a code where we have one; otherwise in its own words."""
        for language, text in item.names(column):
            if code := codes.get(text.casefold()):
                self._facts.code(node, predicate, code)
            else:
                self._facts.text(node, RDFS.comment, f"{column}: {text}", language)

    def _area_of(self, node: Node, area: Node) -> None:
        """A body of a state stands under its authority; that of another area is linked to it."""
        state = self.states.get(area)
        if state is None:
            self._facts.add(node, term(RDFS.seeAlso), area)
        else:
            self._facts.add(node, term(GA.jurisdiction), state)

    def _seats(self, node: Node, item: Item) -> None:
        """How many can hold a post of the body, by the ids of Wikidata of its posts."""
        counts = item.value.get("seat_counts") or {}
        for qid, number in counts.items() if isinstance(counts, dict) else [("", "")]:
            text = as_text("seat_counts", number)
            if not is_wikidata(qid) or not _COUNT.fullmatch(text):
                raise RowError("seat_counts holds no number of seats by the id of a post")
            post = self._facts.type(self._facts.entity("post", qid), GA.Post)
            self._facts.add(post, term(ORG.postIn), node)
            if self._seats_of.setdefault(post, text) == text:
                self._facts.add(post, term(GA.seats), ox.Literal(text, datatype=_INTEGER))
            else:
                self._facts.text(post, RDFS.comment, f"It has {text} seats elsewhere.", "en")
