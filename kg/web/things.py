"""What a page shows of one thing: its names, facts with their sources, roles, what refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.answers import answer_on
from kg.dates import Day, parse_day
from kg.errors import DateError
from kg.report import Term
from kg.terms import plain, shorten, term
from kg.web.addresses import link
from kg.web.asking import rows_of
from kg.web.shown import (
    BOUNDS,
    Fact,
    Role,
    Shown,
    Source,
    ThingView,
    interval_of,
    label_of,
    licence_name,
)
from kg.web.words import word
from kg.workers import Rows

MOST_ROWS = 2000
"""Facts, and roles with their bounds, that a page shows at most; the data has all facts."""

MOST_REFERENCES = 200
"""Things that refer to the thing, on its page."""

_FIRST = tuple(map(term, (RDF.type, SKOS.prefLabel, RDFS.label, SKOS.altLabel)))


class ThingReader:
    """Reads things from a version, or the view of it, in a *folder*; links keep the *days*."""

    def __init__(self, folder: Path, days: Mapping[str, str], at: Day | None) -> None:
        self._folder = folder
        self._days = days
        self._at = at

    def read(self, iri: str) -> ThingView | None:
        """Read a thing; None when no source says anything of it."""
        facts = self._rows("thing-facts", iri, MOST_ROWS)
        if not facts.rows:
            return None
        references = self._rows("thing-references", iri, MOST_REFERENCES)
        roles = self._rows("thing-roles", iri, MOST_ROWS)
        sources = self._rows("thing-sources", iri, MOST_ROWS)
        numbers = _numbers(sources)
        label, language = label_of(iri, facts)
        parts = {"facts": facts, "references": references, "roles": roles}
        return ThingView(
            label,
            language,
            [
                self._shown(row["value"], facts)
                for row in _distinct(facts, "value")
                if row["property"] == _FIRST[0]
            ],
            self._facts(facts, numbers),
            self._roles(roles),
            self._references(references),
            self._sources(sources),
            frozenset(name for name, found in parts.items() if found.more),
        )

    def _rows(self, query: str, iri: str, most: int) -> Rows:
        return rows_of(self._folder, query, {"thing": f"<{iri}>"}, most)

    def _shown(self, value: Term, found: Rows, sources: tuple[int, ...] = ()) -> Shown:
        if isinstance(value, ox.NamedNode):
            iri = value.value
            return Shown(
                found.labels.get(iri) or word(iri), "", link(iri, self._days), iri, sources
            )
        if isinstance(value, ox.Literal):
            return Shown(value.value, value.language or "", sources=sources)
        return Shown(str(value), sources=sources)

    def _facts(self, found: Rows, numbers: Mapping[str, int]) -> list[Fact]:
        said: dict[Term, dict[Term, set[int]]] = {}
        for row in found.rows:
            by = said.setdefault(row["property"], {}).setdefault(row["value"], set())
            if "graph" in row:
                by.add(numbers.get(plain(row["graph"]), 0))
        ordered = sorted(said, key=_place)
        return [
            Fact(
                word(plain(predicate)),
                link(plain(predicate)),
                [
                    self._shown(value, found, tuple(sorted(by - {0})))
                    for value, by in said[predicate].items()
                ],
            )
            for predicate in ordered
        ]

    def _references(self, found: Rows) -> list[Fact]:
        said: dict[Term, list[Shown]] = {}
        for row in found.rows:
            said.setdefault(row["property"], []).append(self._shown(row["subject"], found))
        return [
            Fact(word(plain(predicate)), link(plain(predicate)), sorted(values, key=_by_text))
            for predicate, values in sorted(said.items(), key=lambda item: word(plain(item[0])))
        ]

    def _roles(self, found: Rows) -> list[Role]:
        grouped: dict[tuple[Term, Term, Term], list[Mapping[str, Term]]] = {}
        for row in found.rows:
            grouped.setdefault((row["role"], row["holder"], row["post"]), []).append(row)
        roles = [
            Role(
                self._shown(role, found),
                self._shown(holder, found),
                self._shown(post, found),
                interval_of(rows),
                self._answer(rows),
            )
            for (role, holder, post), rows in grouped.items()
        ]
        return sorted(roles, key=lambda role: (role.interval, role.role.iri))

    def _answer(self, rows: list[Mapping[str, Term]]) -> str:
        if self._at is None:
            return ""
        bounds: dict[Term, list[Day]] = {bound: [] for bound in BOUNDS}
        for row in rows:
            if "bound" in row:
                try:
                    bounds[row["bound"]].append(parse_day(plain(row["day"])))
                except DateError:
                    continue  # a store without shapes holds what it was given
        return str(answer_on(self._at, *bounds.values()))

    def _sources(self, found: Rows) -> list[Source]:
        sources: dict[Term, Source] = {}
        for row in found.rows:
            graph = plain(row["graph"])
            title = plain(row["title"]) if "title" in row else shorten(graph).strip("<>")
            credit = plain(row["credit"]) if "credit" in row else ""
            source = sources.setdefault(row["graph"], Source(title, link(graph), [], credit))
            if "licence" in row:
                licence = plain(row["licence"])
                shown = Shown(licence_name(licence), link=link(licence), iri=licence)
                if shown not in source.licences:
                    source.licences.append(shown)
        return list(sources.values())


def _numbers(sources: Rows) -> dict[str, int]:
    graphs = dict.fromkeys(plain(row["graph"]) for row in sources.rows)
    return {graph: number for number, graph in enumerate(graphs, start=1)}


def _distinct(found: Rows, name: str) -> list[Mapping[str, Term]]:
    return list({row[name]: row for row in found.rows}.values())


def _place(predicate: Term) -> tuple[int, str]:
    first = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return first, word(plain(predicate))


def _by_text(shown: Shown) -> tuple[str, str]:
    return shown.text, shown.iri
