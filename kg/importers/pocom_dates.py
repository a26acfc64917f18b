"""Dates of POCOM: a day, and a note before it that may loosen it or say what happened on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from kg.importers.facts import Facts
from kg.importers.markup import text_of
from kg.importers.names import clean
from kg.importers.periods import read_date

# A note is read together with the date that follows: "Left post on or soon after" 1862-10-01.
_BY = re.compile(r"\b(?:before|prior to|between\b.*\band|or)$")
_FROM = re.compile(r"\bafter$")
_ABOUT = re.compile(r"\b(?:about|approximately)$")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_END_CAUSES = (
    ("died", re.compile(r"\b(?:died|assassinated|killed|murdered)\b")),
    ("promoted", re.compile(r"^promoted\b")),
    ("replaced", re.compile(r"^superseded\b")),
    ("recalled", re.compile(r"^recalled\b")),
    ("resigned", re.compile(r"\bresign(?:ed|ation)\b")),
    ("dismissed", re.compile(r"\b(?:dismissed|removed)\b")),
    ("expelled", re.compile(r"\b(?:persona non grata|expelled)\b")),
    ("retired", re.compile(r"\bretired\b")),
    ("term-expired", re.compile(r"\bappointment expired\b")),
    ("abolished", re.compile(r"\bposition (?:abolished|eliminated)\b")),
)
_OTHER_START = re.compile(
    r"\b(?:assumed|entered|recognized|received|established|reestablished|opened|reaccredited|"
    r"returned|no record)\b"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """One of the four dates of a tenure, as the source has it: *text* and the *note* before it.

    *written* is the date in a form that `kg.dates` reads, with what the note says of it.
    """

    name: str
    text: str
    note: str
    written: str


def read_dated(facts: Facts, element: ElementTree.Element, name: str) -> Dated:
    """Read `appointed`, `arrived`, `started` or `ended`; an empty date is an unknown one.

    Raises:
        RowError: the date cannot be read.
    """
    text = text_of(element, f"{name}/date")
    note = clean(text_of(element, f"{name}/note"))
    read_date(facts, f"{name}/date", text)
    return Dated(name, text, note, _loosened(text, note))


def _loosened(text: str, note: str) -> str:
    """A date with what the note before it leaves open."""
    words = note.casefold().rstrip(" .,:")
    if not _DAY.fullmatch(text):
        return text
    if _BY.search(words):
        return f"[..{text}]"
    if _FROM.search(words):
        return f"[{text}..]"
    return f"{text}~" if _ABOUT.search(words) else text


def end_cause(note: str) -> str:
    """The code of gc:end-cause that a note on the end begins with or names; empty where none."""
    words = note.casefold()
    return next((code for code, cause in _END_CAUSES if cause.search(words)), "")


def is_credentials(note: str) -> bool:
    """Whether the start of a chief of mission is the presentation of credentials: nothing else
    is said of it."""
    words = note.casefold()
    return "credentials" in words if "credential" in words else _OTHER_START.search(words) is None
