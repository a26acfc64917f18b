"""Takes what a search needs out of a version into tables on the disk: names, kinds, days, links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Protocol

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, ORG, SKOS

from kg.dates import Day
from kg.report import Term
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, LABELS, days_in, term
from kg.vocabulary import GA, PREFIXES

WIKIDATA: Final = "http://www.wikidata.org/entity/"
ALIAS, HIDDEN = 10, 20
"""The ranks of names from which on they are aliases, and hidden names."""

_SCHEMA = """
CREATE TABLE name(thing TEXT, rank INTEGER, language TEXT, text TEXT);
CREATE TABLE type(thing TEXT, class TEXT);
CREATE TABLE code(thing TEXT, text TEXT);
CREATE TABLE day(thing TEXT, bound INTEGER, day INTEGER);
CREATE TABLE link(subject TEXT, predicate TEXT, object TEXT);
"""
_INDEXES = """
CREATE INDEX names ON name(thing, rank, language, text);
CREATE INDEX types ON type(thing, class);
CREATE INDEX codes ON code(thing, text);
CREATE INDEX days ON day(thing, bound, day);
CREATE INDEX links ON link(subject, predicate, object);
CREATE INDEX backlinks ON link(object, predicate, subject);
"""
_NAMES: Final = {
    **{predicate: rank for rank, predicate in enumerate(LABELS)},
    term(FOAF.name): 5,
    ox.NamedNode(PREFIXES["schema"] + "name"): 6,
    term(SKOS.altLabel): ALIAS,
    term(SKOS.hiddenLabel): HIDDEN,
}
"""Properties that name a thing, with their ranks."""
_CODES: Final = tuple(
    map(term, (GA.isoAlpha2, GA.isoAlpha3, GA.isoNumeric, GA.actorCode, DCTERMS.identifier))
)
_SAME_AS: Final = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_LINKS: Final = (
    *(GA.holder, GA.post, GA.jurisdiction, GA.governs, GA.affiliation, GA.citizenship),
    *(GA.birth, GA.death, GA.involves, GA.location, GA.subEventOf, GA.inSeries, GA.concerns),
    *(GA.participant, GA.representing, GA.reportsOn, GA.reportedBy, GA.stanceTaker, GA.stanceOn),
    *(GA.target, GA.inDocument, GA.succeeds, ORG.organization, ORG.member, ORG.postIn),
    *(DCTERMS.publisher, DCTERMS.isPartOf),
)
_LONGEST_NAME = 5000
_MOST_ROWS = 10_000


class Reader(Protocol):
    """The version that is read; `kg.export.version.ExportedVersion` is one."""

    version: int

    def matching(
        self, subject: ox.NamedNode | ox.BlankNode | None, predicate: ox.NamedNode | None
    ) -> Iterator[ox.Triple]:
        """The facts that fit a pattern, each once."""
        ...


def gather(version: Reader, tables: sqlite3.Connection) -> None:
    """Fill empty tables with what a search needs of a version, a predicate after the other."""
    tables.executescript(_SCHEMA)
    tables.execute("BEGIN")
    _insert(tables, "INSERT INTO name VALUES (?, ?, ?, ?)", _names(version))
    types = ((s, o.value) for s, o in _pairs(version, TYPE) if isinstance(o, ox.NamedNode))
    _insert(tables, "INSERT INTO type VALUES (?, ?)", types)
    _insert(tables, "INSERT INTO code VALUES (?, ?)", _codes(version))
    _insert(tables, "INSERT INTO day VALUES (?, ?, ?)", _days(version))
    links = (
        (subject, str(predicate), value.value)
        for predicate in _LINKS
        for subject, value in _pairs(version, term(predicate))
        if isinstance(value, ox.NamedNode)
    )
    _insert(tables, "INSERT INTO link VALUES (?, ?, ?)", links)
    tables.executescript(_INDEXES)


def number_of(day: Day) -> int:
    """A number for a day that grows with the days of all years."""
    return (day.year * 12 + day.month - 1) * 31 + day.day - 1


def year_of(number: int) -> int:
    """The year of such a number."""
    return number // (12 * 31)


def _insert(tables: sqlite3.Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    source = iter(rows)
    while piece := list(islice(source, _MOST_ROWS)):
        tables.executemany(statement, piece)


def _pairs(version: Reader, predicate: ox.NamedNode) -> Iterator[tuple[str, Term]]:
    for triple in version.matching(None, predicate):
        if isinstance(triple.subject, ox.NamedNode):
            yield triple.subject.value, triple.object


def _names(version: Reader) -> Iterator[tuple[str, int, str, str]]:
    for predicate, rank in _NAMES.items():
        for subject, value in _pairs(version, predicate):
            if isinstance(value, ox.Literal) and (text := _tidy(value.value)):
                yield subject, rank, value.language or "", text


def _tidy(text: str) -> str:
    """A name on one line; what is longer than a page is cut."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:_LONGEST_NAME]).split())


def _codes(version: Reader) -> Iterator[tuple[str, str]]:
    for predicate in _CODES:
        for subject, value in _pairs(version, predicate):
            if isinstance(value, ox.Literal) and value.value.strip():
                yield subject, value.value.strip()
    for subject, value in _pairs(version, _SAME_AS):
        if isinstance(value, ox.NamedNode) and value.value.startswith(WIKIDATA):
            yield subject, value.value.removeprefix(WIKIDATA)


def _days(version: Reader) -> Iterator[tuple[str, int, int]]:
    for bound, predicate in enumerate(BOUNDS):
        for subject, value in _pairs(version, predicate):
            for day in days_in([value]):
                yield subject, bound, number_of(day)
