"""Days of current events as YAML: their entries in order; no aliases, no tags, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import LONGEST_TEXT, Frame, Row

_LARGEST_DAY = 4 * LONGEST_TEXT
"""Bytes of one day; a long one has 60 kB."""
_DEEPEST = 4
_PAYLOAD = "Intelligence_Payload"


@dataclass(slots=True)
class Entry:
    """One line of a day, under its *category*; *position* counts the lines of the day from 1.

    What follows is known when all lines are: the *headings* last met before an item, and of a
    heading whether an item comes after it.
    """

    day: str
    page: str
    category: str
    position: int
    text: str
    is_heading: bool = False
    headings: tuple[str, ...] = ()
    has_items: bool = False


def read_day(file: InputFile) -> Iterator[Row[Entry]]:
    """Read the entries of a day.

    Raises:
        InputError: the file is no YAML, is too large, or lacks what a day consists of.
    """
    pairs = dict(_mapping(file, _load(file), "the day"))
    day, page = pairs.get("Date"), pairs.get("Source_URI", "")
    if not (isinstance(day, str) and isinstance(page, str) and _PAYLOAD in pairs):
        raise InputError(
            f"{file.name}: this is no day of current events.",
            hint=f"A day has a Date and an {_PAYLOAD} of categories with their items.",
        )
    frame = Frame(_written({"Date": day, "Source_URI": page}) + f"{_PAYLOAD}:\n")
    position = 0
    for category, items in _mapping(file, pairs[_PAYLOAD], _PAYLOAD):
        for index, text in enumerate(_items(file, category, items)):
            position += 1
            problem = "" if isinstance(text, str) else "the item is no text"
            entry = Entry(day, page, category, position, "" if problem else text)
            step = category.replace("~", "~0").replace("/", "~1")
            yield Row(
                file.name,
                f"/{_PAYLOAD}/{step}/{index}",
                entry,
                problem,
                lambda category=category, text=text: _set_aside(category, text),  # type: ignore[misc]
                frame,
            )


def _items(file: InputFile, category: str, items: Any) -> list[Any]:
    if isinstance(items, list):
        return items
    if items == "":
        return []
    raise InputError(f"{file.name}: the category {category[:50]!r} is no list of items.")


def _mapping(file: InputFile, value: Any, what: str) -> list[tuple[str, Any]]:
    if isinstance(value, _Pairs):
        return value.pairs
    if value == "":
        return []
    raise InputError(f"{file.name}: {what} is no mapping of names to values.")


@dataclass(slots=True)
class _Pairs:
    """A mapping in its order; a name may come twice, as when rows were set aside."""

    pairs: list[tuple[str, Any]]


def _load(file: InputFile) -> Any:
    with file.open() as stream:
        data = stream.read(_LARGEST_DAY + 1)
    if len(data) > _LARGEST_DAY:
        raise InputError(f"{file.name}: the file is larger than {_LARGEST_DAY:,} bytes.")
    try:
        events = yaml.parse(data, Loader=yaml.CSafeLoader)
        return _document(file, events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "no text"
        raise InputError(f"{file.name}{line}: the file is no YAML: {reason}.") from error


def _document(file: InputFile, events: Iterator[yaml.Event]) -> Any:
    value: Any = ""
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if value != "":
                raise InputError(f"{file.name}: the file holds more than one document.")
            value = _value(file, events, next(events), 0)
    return value


def _value(file: InputFile, events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> Any:
    """What an event begins: a text, a list or a mapping; nothing is taken for a date or number."""
    place = f"{file.name}, line {event.start_mark.line + 1}"
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        raise InputError(f"{place}: anchors, aliases and tags are not read.")
    if depth > _DEEPEST:
        raise InputError(f"{place}: it is nested deeper than {_DEEPEST}.")
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    items = []
    while not isinstance(item := next(events), yaml.CollectionEndEvent):
        items.append(_value(file, events, item, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return items
    names = items[::2]
    if not all(isinstance(name, str) for name in names):
        raise InputError(f"{place}: the name of a value is no text.")
    return _Pairs(list(zip(names, items[1::2], strict=True)))


def _written(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))


def _set_aside(category: str, text: Any) -> str:
    item = text if isinstance(text, str) else repr(text)
    return "".join(f"  {line}\n" for line in _written({category: [item]}).splitlines())
