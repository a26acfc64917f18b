"""Reads a thing into the cells of a table: one small function for each kind of column."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

from kg.answers import answer_on
from kg.dates import Day
from kg.export.csv import literals
from kg.export.csv.cells import SEPARATOR, defuse, joined
from kg.export.csv.columns import Column, Kind
from kg.export.csv.facts import Facts
from kg.export.csv.labels import best_text
from kg.export.csv.table import Table
from kg.export.csv.thing import Thing
from kg.export.version import ExportedVersion
from kg.export.wikidata import item_of
from kg.store.graphs import TYPE
from kg.terms import BOUNDS, LABELS, term
from kg.vocabulary import GA, PREFIXES

SAME = ox.NamedNode(f"{PREFIXES['schema']}sameAs")
_CODE = re.compile(re.escape(PREFIXES["gc"]) + r"([A-Za-z0-9][A-Za-z0-9_-]*)")
_PART = term(GA.hasParticipation)


Reader = Callable[..., str]
Plan = tuple[ox.NamedNode | None, list[tuple[Column, ox.NamedNode | None, Reader]]]
"""The class that a table implies; its columns, each with the predicate that it needs."""


class Reading:
    """Reads the things of one version, and remembers the IRIs that they refer to."""

    def __init__(self, version: ExportedVersion) -> None:
        self.facts = Facts(version)
        self.referred: set[str] = set()
        self._day: Day | None = version.selection.at
        self._plans: dict[str, Plan] = {}

    def row(self, table: Table, thing: Thing) -> list[str]:
        """Read a thing into the cells of a table, and say which of its facts they hold."""
        thing.shown.clear()
        implied, plan = self._plans.get(table.name) or self._planned(table)
        if implied:
            thing.take(TYPE, implied)
        thing.table = table.name
        thing.language = ""
        cells = []
        for column, needed, reader in plan:
            if needed is None or needed in thing.said:
                cells.append(reader(self, thing, column))
            else:  # as most cells
                thing.language = ""
                cells.append("")
        return cells

    def _planned(self, table: Table) -> Plan:
        plan = [
            (column, None if column.kind in _INVERSE else column.predicate, _READERS[column.kind])
            for column in table.columns
        ]
        return self._plans.setdefault(table.name, (table.implied_class, plan))

    def take_participations(self, event: Thing) -> None:
        """Say which facts of an event stand in the rows of its participations."""
        for part in event.iris(_PART):
            if self.facts.event(part.value) == event.iri:
                event.take(_PART, part)

    def iri(self, thing: Thing, column: Column) -> str:
        """The name of the thing."""
        return thing.iri

    def most_special_class(self, thing: Thing, column: Column) -> str:
        """The class of the thing in its table, without the namespace."""
        cls = thing.class_in(thing.table)
        thing.take(TYPE, ox.NamedNode(cls))
        return cls.removeprefix(PREFIXES["ga"])

    def label(self, thing: Thing, column: Column) -> str:
        """The best name of the thing; keeps its language for the next column."""
        found = next(filter(None, (best_text(thing.values(name)) for name in LABELS)), None)
        thing.language = (found.language or "") if found else ""
        return defuse(found.value) if found else ""

    def language(self, thing: Thing, column: Column) -> str:
        """The language of the text in the column before."""
        return thing.language

    def text(self, thing: Thing, column: Column) -> str:
        """A text with a language, or without; keeps the language for the next column."""
        texts = (value for value in thing.literals(column.predicate) if literals.is_text(value))
        found = best_text(texts)
        thing.language = (found.language or "") if found else ""
        return defuse(thing.taking(column, found)) if found else ""

    def wikidata(self, thing: Thing, column: Column) -> str:
        """The first item of Wikidata that the thing is."""
        return next(filter(None, map(item_of, thing.iris(SAME))), "")

    def graphs(self, thing: Thing, column: Column) -> str:
        """The graphs that state anything of the thing."""
        return SEPARATOR.join(thing.graphs)

    def code(self, thing: Thing, column: Column) -> str:
        """The first code, without the namespace."""
        return self.codes(thing, column, 1)

    def codes(self, thing: Thing, column: Column, most: int | None = None) -> str:
        """All codes, without the namespace."""
        found = [iri for iri in thing.iris(column.predicate) if _CODE.fullmatch(iri.value)][:most]
        return SEPARATOR.join(
            thing.taking(column, iri).removeprefix(PREFIXES["gc"]) for iri in found
        )

    def reference(self, thing: Thing, column: Column) -> str:
        """The first thing that is referred to."""
        return self.references(thing, column, 1)

    def references(self, thing: Thing, column: Column, most: int | None = None) -> str:
        """All things that are referred to."""
        found = thing.iris(column.predicate)[:most]
        return self._show(thing, column, [thing.taking(column, iri) for iri in found])

    def subject_of(self, thing: Thing, column: Column) -> str:
        """The event that lists the participation."""
        event = self.facts.event(thing.iri)
        return self._show(thing, column, [event] if event else [])

    def via(self, thing: Thing, column: Column) -> str:
        """What another reference leads to."""
        assert column.then is not None
        found = [self.facts.first(iri, column.then) for iri in thing.shown.get(column.of, ())]
        return self._show(thing, column, [iri for iri in found if iri])

    def _show(self, thing: Thing, column: Column, iris: list[str]) -> str:
        self.referred.update(iris)
        thing.shown[column.name] = iris
        return SEPARATOR.join(iris)

    def label_of(self, thing: Thing, column: Column) -> str:
        """The label of the reference in another column."""
        return defuse("".join(self.facts.label(iri)[0] for iri in thing.shown.get(column.of, ())))

    def labels_of(self, thing: Thing, column: Column) -> str:
        """The labels of the references in another column."""
        return defuse(joined(self.facts.label(iri)[0] for iri in thing.shown.get(column.of, ())))

    def edtf_of(self, thing: Thing, column: Column) -> str:
        """The dates of the reference in another column."""
        dates = (self.facts.edtf(iri) for iri in thing.shown.get(column.of, ()))
        return defuse(joined(text for texts in dates for text in texts))

    def links(self, thing: Thing, column: Column) -> str:
        """IRIs that are no things of the dataset."""
        return SEPARATOR.join(thing.taking(column, i) for i in thing.iris(column.predicate))

    def answer(self, thing: Thing, column: Column) -> str:
        """Whether the thing was so on the day of the export."""
        assert self._day is not None
        return answer_on(self._day, *(thing.days(bound).values() for bound in BOUNDS)).value

    def disputed(self, thing: Thing, column: Column) -> str:
        """Whether the bounds contradict each other."""
        return "true" if thing.contradicts else "false"

    def literal(self, thing: Thing, column: Column) -> str:
        """A value of a datatype, or several."""
        return literals.cell(thing, column)


_INVERSE: tuple[Kind, ...] = ("subject-of",)
"""The kinds that read what is said by another thing."""

_READERS: dict[Kind, Reader] = {
    "answer": Reading.answer,
    "class": Reading.most_special_class,
    "code": Reading.code,
    "codes": Reading.codes,
    "disputed": Reading.disputed,
    "edtf-of": Reading.edtf_of,
    "graphs": Reading.graphs,
    "iri": Reading.iri,
    "label": Reading.label,
    "label-language": Reading.language,
    "label-of": Reading.label_of,
    "labels-of": Reading.labels_of,
    "language-of": Reading.language,
    "links": Reading.links,
    "reference": Reading.reference,
    "references": Reading.references,
    "subject-of": Reading.subject_of,
    "text": Reading.text,
    "via": Reading.via,
    "wikidata": Reading.wikidata,
    **dict.fromkeys(
        ("bound", "boolean", "date", "dateTime", "decimal", "integer", "string", "strings"),
        Reading.literal,
    ),
}
