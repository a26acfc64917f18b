"""Types and days of visits, out of the phrases and elements of the Office of the Historian."""

from __future__ import annotations

import re
from collections.abc import Container
from xml.etree import ElementTree

from kg.bounds import Bounds
from kg.errors import DateError
from kg.importers.facts import Facts
from kg.importers.markup import text_of
from kg.importers.periods import read_date
from kg.importers.rows import RowError
from kg.importers.slugs import is_slug

_TYPES = {
    "official": "official-visit",
    "official working": "working-visit",
    "private": "private-visit",
    "state": "state-visit",
    "working": "working-visit",
}
# At the beginning, or said of the whole: "State Visit. Private visit afterwards" is a state visit.
_PHRASE = re.compile(
    r"(?:^|\b(?:on|during) an? )(official working|official|private|state|working) visit\b",
    re.IGNORECASE,
)
# A remark in brackets: the visit was made as President-elect.
_NOT_IN_OFFICE = re.compile(r"\bas \w+[- ](?:elect|designate)\b", re.IGNORECASE)


def visit_type(remarks: str) -> str:
    """The code of gc:event-type of a visit, by the first phrase that says what it was."""
    found = _PHRASE.search(remarks)
    return _TYPES[found[1].casefold()] if found else "visit"


def is_in_office(remarks: str) -> bool:
    """Whether nothing says that the visitor came before taking office."""
    return _NOT_IN_OFFICE.search(remarks) is None


def read_id(element: ElementTree.Element, seen: Container[str]) -> str:
    """The id of a visit.

    Raises:
        RowError: it has none, one that is no word of letters and digits, or one *seen* before.
    """
    id = text_of(element, "id")
    if not is_slug(id):
        raise RowError(f"the element id holds no id: {id[:40]!r}", hint="It looks like 2521.")
    if id in seen:
        raise RowError(f"another {element.tag} has the id: {id}")
    return id


def read_days(facts: Facts, element: ElementTree.Element) -> Bounds:
    """The days of a visit; one that lasts a day has one date, and no end is an unknown one.

    Raises:
        RowError: a date cannot be read, or the end is before the start.
    """
    start, end = text_of(element, "start-date"), text_of(element, "end-date")
    for name, text in (("start-date", start), ("end-date", end)):
        read_date(facts, name, text)
    try:
        return facts.date(start) if start == end else facts.interval(start, end)
    except DateError as error:
        raise RowError(f"start-date and end-date: {error.message}", hint=error.hint) from error
