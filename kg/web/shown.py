"""How terms, days and licences read on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SKOS

from kg.report import Term
from kg.terms import plain, shorten, term
from kg.vocabulary import GA
from kg.workers import Rows

BOUNDS = tuple(map(term, (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)))
"""The predicates of bounds, in the order of the days that they bound."""

_LABELS = tuple(
    map(term, (SKOS.prefLabel, DCTERMS.title, GA.proposition, RDFS.label, SKOS.altLabel))
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, language, address here, and the IRI where it has one."""

    text: str
    language: str = ""
    link: str = ""
    iri: str = ""
    sources: tuple[int, ...] = ()


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
class ThingView:
    """All that the page of a thing shows; *more* says which of its parts are not whole."""

    label: str
    language: str
    kinds: list[Shown]
    facts: list[Fact]
    roles: list[Role]
    references: list[Fact]
    sources: list[Source]
    more: frozenset[str]


def licence_name(iri: str) -> str:
    """The name of a licence in its IRI: the last parts of the path, as people write them."""
    name = iri.rstrip("/").partition("/licenses/")[2]
    if "creativecommons.org" in iri:
        return f"CC {name.upper().replace('/', ' ')}"
    return name or iri


def label_of(iri: str, facts: Rows) -> tuple[str, str]:
    """The preferred English name, else any other, with its language; else the IRI shortened."""
    names = [
        (predicate, row["value"])
        for predicate in _LABELS
        for row in facts.rows
        if row["property"] == predicate
    ]
    found = [value for _, value in names if isinstance(value, ox.Literal)]
    best = next((value for value in found if value.language == "en"), None) or next(
        iter(found), None
    )
    return (best.value, best.language or "") if best else (shorten(iri).strip("<>"), "")


def interval_of(rows: list[Mapping[str, Term]]) -> str:
    """What sources say of the time in EDTF; where they only bound it, the bounds."""
    said = sorted({plain(row["interval"]) for row in rows if "interval" in row})
    if said:
        return " or ".join(map(_in_words, said))
    bounds = {row["bound"]: plain(row["day"]) for row in rows if "bound" in row}
    begun, ended = bounds.get(BOUNDS[1]), bounds.get(BOUNDS[2])
    if begun and ended:
        return f"on {begun}" if begun == ended else f"{begun} to {ended} at least"
    return ""


def _in_words(interval: str) -> str:
    """An interval of EDTF with a dash, its open and unknown ends told apart."""
    start, slash, end = interval.partition("/")
    if not slash:
        return interval
    return f"{_side(start)} – {_side(end)}"


def _side(date: str) -> str:
    return {"": "not known", "..": "open"}.get(date, date)
