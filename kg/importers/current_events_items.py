"""Entries of a day of current events: which are headings, and which outlets an item names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.importers.current_events_days import Entry

_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$|[\"”]$")
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}$|\bal\.$")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?][\"”]? \S")
_SHORTEST = 15
"""Words of an item that ends without a full stop; headings with brackets are shorter."""


def outlets_of(text: str) -> list[str]:
    """The outlets in the brackets at the end of an item, in their order.

    "Reuters via SwissInfo" names both. Brackets count when a sentence ends before them, or when
    the text is too long for a heading such as "War in Afghanistan (2001–2021)".
    """
    body, found = _split(text)
    if not (_SENTENCE_END.search(body) or len(body.split()) >= _SHORTEST):
        return []
    names = [name for bracket in found for name in bracket.split(" via ")]
    return list(dict.fromkeys(name for name in map(str.strip, names) if name))


def body_of(text: str) -> str:
    """An item without the brackets of its outlets."""
    return _split(text)[0] if outlets_of(text) else text


def is_heading(text: str) -> bool:
    """Whether an entry is the heading of a topic and no item: no outlet, and no sentence."""
    text = text.strip()
    if outlets_of(text) or _SENTENCE_INSIDE.search(text):
        return False
    return not _SENTENCE_END.search(text) or _ABBREVIATION.search(text) is not None


def arrange(entries: Iterable[Entry]) -> None:
    """Tell headings from items, and note which headings stand directly above which items.

    The list is flat: headings that follow one another may be nested, and an item below them
    need not belong to them. So only their order is noted.
    """
    run: list[Entry] = []
    category, ended = "", False
    for entry in entries:
        if entry.category != category:
            category, run = entry.category, []
        entry.is_heading = is_heading(entry.text)
        if entry.is_heading:
            run = [entry] if ended else [*run, entry]
        else:
            entry.headings = tuple(heading.text for heading in run)
            for heading in run:
                heading.has_items = True
        ended = not entry.is_heading


def _split(text: str) -> tuple[str, list[str]]:
    found: list[str] = []
    body = text.strip()
    while match := _BRACKETS.search(body):
        found.insert(0, match[1])
        body = body[: match.start()]
    return body, found
