"""Entities of Wikidata with their statements, whatever the syntax they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.importers.rows import Row

Text = tuple[str, str]
"""A language as Wikidata writes it, and words."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: *kind* is `item`, `time`, `text` (with a language), `string` or `other`; `unknown`
    where Wikidata says that there is some value, and `none` where it says that there is none.

    The text of a time counts years as Wikidata's JSON does: -0044 is 44 BC.
    """

    kind: str
    text: str = ""
    language: str = ""
    precision: int = 0
    julian: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it is an item."""
        return self.kind == "item" and self.text[:1] == "Q"


UNKNOWN = Value("unknown")
NONE = Value("none")

Snaks = Mapping[str, list[Value]]
"""Values by property, as qualifiers and references hold them."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What one reference of a statement names; *id* is the hash that Wikidata gives it."""

    id: str
    snaks: Snaks


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: *rank* is `preferred`, `normal` or `deprecated`."""

    id: str
    property: str
    rank: str
    value: Value
    qualifiers: Snaks = field(default_factory=dict)
    references: tuple[Reference, ...] = ()

    def all(self, *properties: str) -> list[Value]:
        """The values of qualifiers, in an order that no syntax decides."""
        found = [value for name in properties for value in self.qualifiers.get(name, ())]
        if len(found) > 1:
            found.sort(key=lambda value: (value.kind, value.text))
        return found

    def items(self, *properties: str) -> list[str]:
        """The ids of the items among the values of qualifiers."""
        return [value.text for value in self.all(*properties) if value.is_item]

    def says(self, name: str, kind: str) -> bool:
        """Whether a qualifier has an `unknown` value, or `none`."""
        return any(value.kind == kind for value in self.qualifiers.get(name, ()))


@dataclass
class Entity:
    """One entity; *mentioned* holds the names of things that its document speaks of beside it."""

    id: str
    labels: list[Text] = field(default_factory=list)
    descriptions: list[Text] = field(default_factory=list)
    aliases: list[Text] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentioned: Mapping[str, list[Text]] = field(default_factory=dict)
    exists: bool = True

    def best(self, name: str) -> list[Statement]:
        """The statements of a property that Wikidata itself would answer with: the preferred, else
        the normal ones; by their ids."""
        found = [s for s in self.statements if s.property == name and s.rank != "deprecated"]
        preferred = [s for s in found if s.rank == "preferred"]
        return sorted(preferred or found, key=lambda statement: statement.id)

    @cached_property
    def classes(self) -> set[str]:
        """The items that it is an instance of."""
        return {
            statement.value.text
            for statement in self.statements
            if statement.property == "P31" and statement.rank != "deprecated"
        }


Item = tuple[Entity, Statement | None]
"""What a row holds: a statement of an entity, or its names where there is none."""

ItemRow = Row[Item]


def number_of(name: str) -> tuple[int, str]:
    """A key that sorts properties by their numbers, P31 before all others."""
    return (0 if name == "P31" else int(name[1:]) if name[1:].isdecimal() else 1 << 60, name)
