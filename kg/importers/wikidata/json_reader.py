"""Entities out of EntityData JSON: `{"entities": …}`, single entities, or one on each line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import Row
from kg.importers.wikidata.entities import (
    NONE,
    UNKNOWN,
    Entity,
    ItemRow,
    Reference,
    Snaks,
    Statement,
    Text,
    Value,
    number_of,
)
from kg.importers.wikidata.json_entities import read_entities

_JULIAN = "Q1985786"
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)

Wanted = Callable[[str], bool]
"""Whether a property is of use; of other statements, only property and rank are read."""


def read_json(file: InputFile, wanted: Wanted) -> Iterator[ItemRow]:
    """Read the entities of a document: for each its names, then its statements by property.

    A statement that is not as Wikibase writes it comes with its `problem`.

    Raises:
        InputError: it is no JSON, is cut short, or holds no entity.
    """
    found = False
    for pointer, document in read_entities(file):
        found = True
        yield from _entity(file, pointer, document, wanted)
    if not found:
        raise InputError(
            f"{file.name}: there is no entity of Wikidata in it.",
            hint='It begins with {"entities": {"Q42": … or with an entity itself.',
        )


def _entity(
    file: InputFile, pointer: str, document: dict[str, Any], wanted: Wanted
) -> Iterator[ItemRow]:
    entity = Entity(document["id"], exists="missing" not in document)
    names = _names(file, pointer or "/", entity, document)
    try:
        labels, described = document.get("labels"), document.get("descriptions")
        entity.labels = [_text(text) for text in _object(labels).values()]
        entity.descriptions = [_text(text) for text in _object(described).values()]
        lists = _object(document.get("aliases")).values()
        entity.aliases = [_text(text) for texts in lists for text in texts]
    except _MALFORMED:
        names.problem = "its names are not as Wikibase writes them"
    known: dict[str, Reference] = {}
    rows: list[ItemRow] = []
    for name, index, raw in _claims(document):
        read, problem = _statement(name, raw, wanted(name), known)
        entity.statements.append(read)
        again = partial(_written, document, name, raw)
        place = f"{pointer}/claims/{name}/{index}"
        rows.append(Row(file.name, place, (entity, read), problem, again))
    yield names
    yield from rows


def _claims(document: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """The statements of an entity by property, each with its place among them."""
    claims = _object(document.get("claims", document.get("statements")))
    for name in sorted(claims, key=number_of):
        raws = claims[name] if isinstance(claims[name], list) else [None]
        for index, raw in enumerate(raws):
            yield name, index, raw


def _statement(
    name: str, raw: Any, wanted: bool, known: dict[str, Reference]
) -> tuple[Statement, str]:
    """A statement, or why it cannot be read."""
    try:
        if not wanted:
            return Statement(raw["id"], name, raw.get("rank", "normal"), NONE), ""
        statement = Statement(
            raw["id"].replace("$", "-", 1),
            name,
            raw.get("rank", "normal"),
            _value(raw["mainsnak"]),
            _snaks(raw.get("qualifiers")),
            tuple(_reference(found, known) for found in raw.get("references", ())),
        )
    except _MALFORMED:
        problem = "the statement is not as Wikibase writes it"
        return Statement("", name, "normal", NONE), problem
    return statement, ""


def _names(file: InputFile, pointer: str, entity: Entity, document: dict[str, Any]) -> ItemRow:
    kept = ("id", "type", "labels", "descriptions", "aliases", "missing")
    shown = {name: document[name] for name in kept if name in document}
    return Row(file.name, pointer, (entity, None), "", lambda: _line(shown))


def _written(document: dict[str, Any], name: str, raw: Any) -> str:
    """A statement again, on a line of its own with what tells the class of its entity."""
    claims = {"P31": _object(document.get("claims")).get("P31", []), name: [raw]}
    return _line({"id": document["id"], "type": document.get("type"), "claims": claims})


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _object(value: Any) -> dict[str, Any]:
    """An object; Wikibase writes an empty one as an empty array."""
    return value if isinstance(value, dict) else {}


def _text(value: dict[str, str]) -> Text:
    return str(value["language"]), str(value["value"])


def _reference(value: dict[str, Any], known: dict[str, Reference]) -> Reference:
    """A reference; many statements of an entity share one."""
    name = value["hash"]
    if name not in known:
        known[name] = Reference(name, _snaks(value["snaks"]))
    return known[name]


def _snaks(value: Any) -> Snaks:
    return {name: [_value(snak) for snak in snaks] for name, snaks in _object(value).items()}


def _value(snak: dict[str, Any]) -> Value:
    if snak["snaktype"] != "value":
        return UNKNOWN if snak["snaktype"] == "somevalue" else NONE
    held = snak["datavalue"]
    value = held["value"]
    match held["type"]:
        case "wikibase-entityid":
            kind = {"item": "Q", "property": "P"}.get(value.get("entity-type", ""), "")
            return Value("item", value.get("id") or f"{kind}{int(value['numeric-id'])}")
        case "time":
            calendar = str(value["calendarmodel"]).rpartition("/")[2]
            return Value("time", value["time"], "", int(value["precision"]), calendar == _JULIAN)
        case "monolingualtext":
            return Value("text", value["text"], value["language"])
        case "string":
            return Value("string", str(value))
        case "quantity":
            return Value("other", str(value["amount"]))
        case "globecoordinate":
            return Value("other", f"Point({value['longitude']} {value['latitude']})")
        case _:
            return Value("other", json.dumps(value, sort_keys=True))
