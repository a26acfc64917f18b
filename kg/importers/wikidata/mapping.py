"""Statements of entities as facts: which property becomes what, for which kind of thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rdflib import DCTERMS

from kg.importers.facts import Facts, Node
from kg.importers.rows import IMPORTED, MERGED, Fate, RowError, skipped
from kg.importers.wikidata.entities import Entity, ItemRow
from kg.importers.wikidata.languages import language_tag
from kg.importers.wikidata.people import People
from kg.importers.wikidata.references import References
from kg.importers.wikidata.tables import IDENTITY, KINDS, Kind
from kg.importers.wikidata.tenures import Tenures
from kg.importers.wikidata.things import Things
from kg.vocabulary import GA

Taker = Callable[[ItemRow, Node], Fate]

_ANY = (*IDENTITY, "P31", "P856", "P973")
_PERSON = ("P19", "P20", "P27", "P39", "P102", "P108", "P463", "P569", "P570")
_NAMES = ("P1448", "P1477", "P1559", "P1705", "P2561")
_OTHER = ("P463", "P1001", "P1308")
MAPPED = frozenset((*_ANY, *_PERSON, *_NAMES, *_OTHER))
"""The properties whose statements become facts of some kind of thing."""


def is_mapped(name: str) -> bool:
    """Whether statements of a property become facts."""
    return name in MAPPED


class Mapping:
    """Takes the rows of entities in any order of entities; the names of each come first."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._things = things = Things(facts)
        self._references = References(facts, things)
        self._tenures = Tenures(facts, things, self._references)
        self._people = People(facts, things, self._references)
        self._seen: dict[str, tuple[str, str]] = {}
        self._by_property = self._takers()

    def _takers(self) -> dict[str, Taker]:
        people, tenures = self._people, self._tenures
        lives = dict.fromkeys(("P19", "P20", "P569", "P570"), people.birth_or_death)
        return {
            **dict.fromkeys(IDENTITY, people.identity),
            **dict.fromkeys(("P856", "P973"), people.page),
            **dict.fromkeys(_NAMES, people.further_name),
            **dict.fromkeys(("P102", "P108", "P463"), people.membership),
            **lives,
            "P27": people.citizenship,
            "P31": self._class,
            "P39": tenures.position_held,
            "P1001": self._people.jurisdiction,
            "P1308": tenures.office_holder,
        }

    def take(self, row: ItemRow) -> Fate:
        """Write a statement, or the names of an entity."""
        statement = row.value[1]
        if statement and statement.property not in MAPPED:
            return _unmapped(statement.property)
        if reason := self._left_out(row):
            return skipped(reason)
        self._things.forget()  # what a row described that could not be taken
        fate = self._taken(row)
        if fate.outcome != "skipped":
            self._things.keep()
        return fate

    def _left_out(self, row: ItemRow) -> str:
        """Why a row is not read at all."""
        entity, statement = row.value
        if not entity.exists:
            return "the source has no such entity"
        if entity.id[:1] != "Q":
            return "only items are read, no properties, lexemes or media"
        kind = self._things.kind_of(entity)
        if kind is None:
            return "the entity is of no class that is read"
        if statement is None:
            return ""
        if statement.rank == "deprecated":
            return "the statement is deprecated by the source"
        if statement.property not in _allowed(kind):
            return f"property {statement.property} is not read of this kind of thing"
        return ""

    def _taken(self, row: ItemRow) -> Fate:
        entity, statement = row.value
        kind = self._things.kind_of(entity)
        assert kind is not None
        if statement is None:
            return self._names(entity, kind)
        value = statement.value
        content = (statement.property, value.text if value.is_item else value.kind)
        if (before := self._seen.get(statement.id)) is not None:
            if before != content:
                raise RowError(f"another statement has its id, {statement.id[:60]}")
            self._things.mention(entity, statement)
            return MERGED
        thing = self._things.describe(entity.id, kind)
        fate = self._by_property[statement.property](row, thing)
        if fate.outcome != "skipped":
            self._seen[statement.id] = content
        return fate

    def finish(self) -> None:
        """Write what only shows when all statements are known."""
        self._tenures.finish()
        self._references.finish()

    def _names(self, entity: Entity, kind: Kind) -> Fate:
        node = self._things.describe(entity.id, kind)
        self._things.name(node, entity)
        for language, text in sorted(entity.descriptions):
            self._facts.text(node, DCTERMS.description, text, language_tag(language))
        fate = MERGED if entity.id in self._seen else IMPORTED
        self._seen[entity.id] = ("", "")
        return fate

    def _class(self, row: ItemRow, thing: Node) -> Fate:
        entity, statement = row.value
        assert statement is not None
        if KINDS.get(statement.value.text) != self._things.kind_of(entity):
            return skipped("a class beside the one that is read of an entity")
        self._things.describe(entity.id, KINDS[statement.value.text])
        return MERGED if self._facts.repeats() else IMPORTED


@lru_cache(maxsize=4096)
def _unmapped(name: str) -> Fate:
    return skipped(f"property {name} is not mapped")


def _allowed(kind: Kind) -> frozenset[str]:
    return _ALLOWED.get(kind.type, _OF_BODIES)


_OF_BODIES = frozenset((*_ANY, *_NAMES, "P463", "P1001"))
_ALLOWED = {
    GA.Person: frozenset((*_ANY, *_NAMES, *_PERSON)),
    GA.Post: frozenset((*_ANY, *_NAMES, "P1001", "P1308")),
    GA.Place: frozenset((*_ANY, *_NAMES)),
}
