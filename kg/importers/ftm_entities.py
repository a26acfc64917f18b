"""Entities of FollowTheMoney as their lines hold them, and an index of those of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from sys import intern
from typing import Any

from kg.bounds import Day
from kg.edtf import parse_day
from kg.errors import DateError
from kg.importers.files import InputFile
from kg.importers.json_documents import read_lines
from kg.importers.names import clean
from kg.importers.rows import RowError

_QID = re.compile(r"Q[1-9][0-9]{0,17}", re.ASCII)
_MOST_PAIRS = 1_000
_LONGEST_ID = 255  # the limit of FollowTheMoney itself

AGENTS = frozenset(("Person", "LegalEntity", "Organization", "Company", "PublicBody"))
ORGANISATIONS = AGENTS - {"Person"}
LINKS = {
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "UnknownLink": ("subject", "object"),
    "Representation": ("agent", "client"),
}
"""The properties of the two agents of a link that is no membership, by schema."""
KINDS = {
    **dict.fromkeys(AGENTS, "agent"),
    "Position": "post",
    "Address": "place",
    "Territory": "place",
    "Article": "doc",
}
"""In which part of the IRIs an entity of a schema stands; others have no IRI."""


@dataclass(slots=True)
class Entity:
    """One entity: *last_seen* is the day on which its publisher last met it."""

    id: str
    schema: str
    properties: dict[str, Any]
    caption: str = ""
    last_seen: Day | None = None

    def all(self, *names: str) -> list[str]:
        """The values of properties in their order, each once; absent ones have none.

        Raises:
            RowError: a value is neither a text nor a number.
        """
        values: dict[str, None] = {}
        for name in names:
            found = self.properties.get(name)
            if found is None:
                continue
            for value in found if isinstance(found, list) else (found,):
                values[_text(name, value)] = None
        values.pop("", None)
        return list(values)

    def first(self, name: str) -> str:
        """The first value of a property, or an empty text."""
        return next(iter(self.all(name)), "")

    @property
    def qid(self) -> str:
        """Its Wikidata id: `wikidataId`, or an id that is one, as OpenSanctions uses them."""
        return _qid(self.id, self.all("wikidataId"))


def entity_of(value: dict[str, Any]) -> Entity:
    """Read the object of a line.

    Raises:
        RowError: it is no entity.
    """
    schema, properties = value.get("schema"), value.get("properties")
    if not isinstance(schema, str) or not isinstance(properties, dict):
        raise RowError(
            "the line is no entity; it lacks its schema or its properties",
            hint="A line is written {"
            '"id": "…", "schema": "Person", "properties": {"name": ["…"]}}.',
        )
    caption = value.get("caption")
    return Entity(
        _id(value.get("id")),
        schema,
        properties,
        caption if isinstance(caption, str) else "",
        _day(value.get("last_seen")),
    )


class Index:
    """Schema and Wikidata id of each entity of a release, by its id, in little room."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._linked: set[str] = set()

    def read(self, files: Iterable[InputFile]) -> None:
        """Take in all entities of files; lines that are none are passed over."""
        for file in files:
            for row in read_lines(file):
                if not row.problem:
                    self._take(row.value)

    def _take(self, value: dict[str, Any]) -> None:
        try:
            entity = entity_of(value)
            found = intern(f"{entity.schema} {entity.qid}".strip())
            self._linked.update(entity.all(*LINKS.get(entity.schema, ())))
        except RowError:
            return
        held = self._found.setdefault(entity.id, found)
        if held != found:  # one of several lines may lack the Wikidata id, whatever their order
            self._found[entity.id] = min(held, found, key=lambda text: (" " not in text, text))

    def is_linked(self, id: str) -> bool:
        """Whether a link relates an entity to another, so that its name is asked for."""
        return id in self._linked

    def schema(self, id: str) -> str:
        """The schema of an entity; empty when no line describes it."""
        return self._found.get(id, "").partition(" ")[0]

    def qid(self, id: str) -> str:
        """The Wikidata id of an entity, if it has one."""
        found = self._found.get(id)
        return _qid(id, ()) if found is None else found.partition(" ")[2]


def pairs(ones: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs of two lists.

    Raises:
        RowError: there are more than anything real has.
    """
    if len(ones) * len(others) > _MOST_PAIRS:
        raise RowError(f"the entity relates more than {_MOST_PAIRS:,} pairs of things")
    return list(product(ones, others))


def is_qid(text: str) -> bool:
    """Whether a text has the form of a Wikidata id."""
    return _QID.fullmatch(text) is not None


def _qid(id: str, given: Sequence[str]) -> str:
    """One Wikidata id of several: the one that is the entity's id too; none when they differ."""
    if _QID.fullmatch(id):
        return id
    return given[0] if len(given) == 1 and _QID.fullmatch(given[0]) else ""


def _id(value: object) -> str:
    if not isinstance(value, str) or not value or clean(value) != value:
        raise RowError("the entity has no id, or one that no text can hold")
    if len(value) > _LONGEST_ID:
        raise RowError(f"the id has more than {_LONGEST_ID} characters: {value[:40]}…")
    return value


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if value is None:
        return ""
    raise RowError(
        f"the property {name[:50]} holds something else than texts",
        hint="Nested entities are not read; take the export with an entity a line.",
    )


def _day(value: object) -> Day | None:
    return _cached_day(value[:10]) if isinstance(value, str) else None


@lru_cache(maxsize=1 << 12)
def _cached_day(text: str) -> Day | None:
    try:
        return parse_day(text)
    except DateError:
        return None
