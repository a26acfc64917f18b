"""How far an event has come by its reports: what each status is called and how it is marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.vocabulary import PREFIXES
from kg.web.words import word

_COURSE = (
    *("proposed", "announced", "expected", "confirmed", "underway", "occurred"),
    *("postponed", "cancelled", "denied"),
)
"""The usual course of an event, then the ways to leave it."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status: its *code*, which names its mark, and what it is called."""

    code: str
    name: str


def status_of(iri: str) -> Status:
    """The status of a code; one of another vocabulary has no mark of its own."""
    code = iri.removeprefix(PREFIXES["gc"])
    return Status(code if code in _COURSE else "other", word(iri))


def latest_status(reports: Iterable[tuple[str, str]]) -> Status | None:
    """The status of the report said last, of pairs of its day and its status.

    A report without a day (the day is "") counts for less than any other; of several reports
    of one day that counts which is furthest along.
    """
    found = [(_order(day), status_of(iri)) for day, iri in reports]
    return max(found, key=lambda one: (one[0], _along(one[1])))[1] if found else None


def _order(day: str) -> tuple[int, str]:
    """Days compare as their texts do, but for those before the year 1."""
    if not day or day.startswith("-"):
        return (0, "")
    return (len(day), day)


def _along(status: Status) -> int:
    return _COURSE.index(status.code) if status.code in _COURSE else -1
