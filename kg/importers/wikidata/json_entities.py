"""The entities of a JSON document one after the other, whatever stands around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import ijson

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import LONGEST_TEXT

_READ_WHOLE = 32 * LONGEST_TEXT
"""Bytes of a document that is read at once, which is quicker."""
_RAW = json.JSONDecoder()
_SPACE = re.compile(r"\s*")
_START = re.compile(r'\s*\{\s*"entities"\s*:\s*\{\s*')


def read_entities(file: InputFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read entities, with the JSON Pointer to each.

    Raises:
        InputError: it is no JSON, or is cut short.
    """
    with file.open() as stream:
        data = stream.read(_READ_WHOLE + 1)
    try:
        if len(data) > _READ_WHOLE:
            yield from _streamed(file)
        else:
            yield from _decoded(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise InputError(f"{file.name}: the document is nested too deep.") from error
    except (ijson.JSONError, ValueError) as error:
        raise InputError(
            f"{file.name}: not JSON, or cut short: {str(error).strip().splitlines()[0][:200]}."
        ) from error


def _decoded(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Entities out of a text, one after the other, so that few are held at a time."""
    match = _START.match(text)
    if match is None:
        place = _after_space(text, 0)
        while place < len(text):
            value, place = _decode(text, place)
            yield from _of_document("", value)
        return
    place, mark = match.end(), ","
    if text[place : place + 1] == "}":
        mark = "}"
    while mark == ",":
        name, place = _decode(text, place)
        value, place = _decode(text, _expect(text, place, ":"))
        yield from _of_document(f"/entities/{name}", value)
        mark = text[place : place + 1]
        place = _expect(text, place, ",}")
    json.loads('{"":0' + text[place:])  # what stands behind the entities


def _decode(text: str, place: int) -> tuple[Any, int]:
    """A value, and where the text goes on behind it and the space after it."""
    value, end = _RAW.raw_decode(text, place)
    return value, _after_space(text, end)


def _expect(text: str, place: int, marks: str) -> int:
    """Where the text goes on behind one of some marks.

    Raises:
        JSONDecodeError: there is none of them.
    """
    if text[place : place + 1] not in tuple(marks):
        raise json.JSONDecodeError(f"Expecting {' or '.join(marks)}", text, place)
    return _after_space(text, place + 1)


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    assert match is not None
    return match.end()


def _streamed(file: InputFile) -> Iterator[tuple[str, dict[str, Any]]]:
    with file.open() as stream:
        some = False
        for name, value in ijson.kvitems(stream, "entities", use_float=True):
            some = True
            yield from _of_document(f"/entities/{name}", value)
    if some:
        return
    with file.open() as stream:
        for value in ijson.items(stream, "", multiple_values=True, use_float=True):
            yield from _of_document("", value)


def _of_document(pointer: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    entities = value.get("entities") if isinstance(value, dict) else None
    if isinstance(entities, dict):
        for name, entity in entities.items():
            yield from _of_document(f"{pointer}/entities/{name}", entity)
    elif isinstance(value, dict) and isinstance(value.get("id"), str):
        yield pointer, value
