"""How terms, days and licences read on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.dates import Day


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, language, address here, and the IRI where it has one."""

    text: str
    language: str = ""
    link: str = ""
    iri: str = ""
    sources: tuple[int, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among others: by its text, and the same every time."""
        return self.text, self.iri


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values."""

    name: str
    link: str
    values: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Role:
    """A tenure or membership: who, what, when in EDTF, and whether it was on the day asked."""

    role: Shown
    holder: Shown
    post: Shown
    interval: str
    answer: str


@dataclass(frozen=True, slots=True)
class Source:
    """A graph that states something of the thing; sources are numbered from 1."""

    title: str
    link: str
    licences: list[Shown]
    credit: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with the documents that it stands in."""

    quote: Shown
    documents: list[Shown]


@dataclass(frozen=True, slots=True)
class ThingView:
    """All that the page of a thing shows; *left_out* names relations to too many things."""

    label: str
    language: str
    kinds: list[Shown]
    facts: list[Fact]
    roles: list[Role]
    references: list[Fact]
    passages: list[Passage]
    sources: list[Source]
    left_out: list[str]


def licence_name(iri: str) -> str:
    """The name of a licence in its IRI: the last parts of the path, as people write them."""
    name = iri.rstrip("/").partition("/licenses/")[2]
    if "creativecommons.org" in iri:
        return f"CC {name.upper().replace('/', ' ')}"
    return name or iri


def interval_of(said: Sequence[str], bounds: Sequence[Sequence[Day]]) -> str:
    """What sources say of the time in EDTF; where they only bound it, what is certain.

    *bounds* are the days of each bound, in the order of `kg.terms.BOUNDS`.
    """
    if said:
        return " or ".join(map(_in_words, sorted(said)))
    _, begun, ended, _ = bounds
    if not begun or not ended:
        return ""
    first, last = min(begun), max(ended)
    return f"on {first} at least" if first == last else f"{first} to {last} at least"


def _in_words(interval: str) -> str:
    """An interval of EDTF with a dash, its open and unknown ends told apart."""
    start, slash, end = interval.partition("/")
    if not slash:
        return interval
    return f"{_side(start)} – {_side(end)}"


def _side(date: str) -> str:
    return {"": "not known", "..": "open"}.get(date, date)
