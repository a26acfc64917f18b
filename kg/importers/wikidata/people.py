"""What statements say of persons beside their tenures: births, citizenships, memberships, names."""

from __future__ import annotations

from rdflib import URIRef

from kg.bounds import Bounds
from kg.importers.facts import SAME_AS, Facts, Node, term
from kg.importers.names import clean
from kg.importers.rows import IMPORTED, MERGED, Fate, skipped
from kg.importers.wikidata.entities import ItemRow, Statement
from kg.importers.wikidata.references import References
from kg.importers.wikidata.tables import ORGANISATION, PARTY, PLACE, POLITY, Kind, identity
from kg.importers.wikidata.tenures import NO_ITEM, write_period
from kg.importers.wikidata.things import Things
from kg.importers.wikidata.times import birth_or_death, covering, period_of
from kg.vocabulary import GA

_EVENTS = {"P569": "birth", "P19": "birth", "P570": "death", "P20": "death"}
_DATES = frozenset(("P1319", "P1326"))
_PERIOD = frozenset(("P580", "P582", "P585", "P1319", "P8555", "P8554", "P12506"))
_TYPES = {"P102": "party-member", "P108": "staff-member"}


class People:
    """Writes what is said of a person, and of other agents in the same words."""

    def __init__(self, facts: Facts, things: Things, references: References) -> None:
        self._facts = facts
        self._things = things
        self._references = references
        self._lives: dict[Node, set[str]] = {}

    def birth_or_death(self, row: ItemRow, person: Node) -> Fate:
        """A date or place of birth or death. A person has one of each: what the preferred
        statements, else the normal ones, say of it together."""
        entity, statement = row.value
        assert statement is not None
        best = entity.best(statement.property)
        if statement.value.kind == "none":
            return skipped("the source says that there is none")
        if all(statement.id != one.id for one in best):
            return skipped("another value is preferred by the source")
        kind, facts = _EVENTS[statement.property], self._facts
        dated = statement.property in ("P569", "P570")
        if not dated and not statement.value.is_item:
            return skipped(NO_ITEM)
        bounds = _together(best) if dated else None
        event = facts.mint("event", f"{entity.id}:{kind}")
        used = _DATES if dated else frozenset()
        evidence = self._references.support(event, row, used)
        facts.event(event, kind, evidence, bounds)
        facts.add(person, term(GA.birth if kind == "birth" else GA.death), event)
        if not dated:
            place = self._things.describe(statement.value.text, PLACE, entity)
            facts.add(event, term(GA.location), place)
        return self._first(event, statement.property)

    def _first(self, event: Node, name: str) -> Fate:
        """Whether a row is the first of its property to tell of an event."""
        seen = self._lives.setdefault(event, set())
        if name in seen:
            return MERGED
        seen.add(name)
        return IMPORTED

    def citizenship(self, row: ItemRow, person: Node) -> Fate:
        """A state of which a person is or was a national."""
        return self._relation(row, person, GA.citizenship, POLITY)

    def jurisdiction(self, row: ItemRow, thing: Node) -> Fate:
        """What a post or an organisation has authority over."""
        return self._relation(row, thing, GA.jurisdiction, ORGANISATION)

    def _relation(self, row: ItemRow, thing: Node, predicate: URIRef, kind: Kind) -> Fate:
        """Another item that a thing is related to, supported by a note of both."""
        entity, statement = row.value
        assert statement is not None
        if not statement.value.is_item:
            return skipped(NO_ITEM)
        other = self._things.describe(statement.value.text, kind, entity)
        self._facts.add(thing, term(predicate), other)
        note = f"{predicate.fragment}: {statement.value.text}"
        self._references.support(thing, row, note=note)
        return IMPORTED

    def membership(self, row: ItemRow, member: Node) -> Fate:
        """A party, an organisation, an employer."""
        entity, statement = row.value
        assert statement is not None
        if not statement.value.is_item:
            return skipped(NO_ITEM)
        if statement.value.text == entity.id:
            return skipped("a thing is said to be a member of itself")
        facts, period = self._facts, period_of(statement)
        kind = PARTY if statement.property == "P102" else ORGANISATION
        body = self._things.describe(statement.value.text, kind, entity)
        node = facts.mint("membership", statement.id)
        evidence = self._references.support(node, row, _PERIOD)
        type_code = _TYPES.get(statement.property, "")
        facts.membership(node, member, body, evidence, type=type_code)
        write_period(facts, node, period)
        return IMPORTED

    def identity(self, row: ItemRow, thing: Node) -> Fate:
        """The same thing in another register."""
        _, statement = row.value
        assert statement is not None
        if statement.value.kind != "string":
            return skipped("the source knows no identifier")
        address = identity(statement.property, statement.value.text)
        if address is None:
            return skipped(f"an identifier of {statement.property} is not of its form")
        self._facts.add(thing, SAME_AS, Node(address))
        return IMPORTED

    def page(self, row: ItemRow, thing: Node) -> Fate:
        """A web page about a thing."""
        _, statement = row.value
        assert statement is not None
        if statement.value.kind != "string":
            return skipped("the source knows no page")
        self._facts.links(thing, [clean(statement.value.text)])
        return IMPORTED

    def further_name(self, row: ItemRow, thing: Node) -> Fate:
        """A birth name, a name in the language of its bearer, any other name."""
        _, statement = row.value
        assert statement is not None
        if statement.value.kind != "text":
            return skipped("the source knows no name")
        self._things.alias(thing, (statement.value.language, statement.value.text))
        return IMPORTED


def _together(statements: list[Statement]) -> Bounds | None:
    """One date out of all statements of a birth or death."""
    return covering([bounds for one in statements for bounds in birth_or_death(one)])
