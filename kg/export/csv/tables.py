"""The tables: which things each holds, and its columns; everything else follows from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg.export.csv.actors import ACTORS
from kg.export.csv.columns import Column, Columns
from kg.export.csv.common import ANSWER
from kg.export.csv.happenings import HAPPENINGS
from kg.export.csv.listings import LISTINGS
from kg.export.csv.provenance import PROVENANCE
from kg.export.csv.table import Table
from kg.export.selection import Selection, subclasses
from kg.terms import term

_ON_A_DAY = ("tenures", "memberships", "events")


def tables_for(selection: Selection) -> tuple[Table, ...]:
    """The tables of an export, in their order; one for a day has its answers."""
    tables = (*ACTORS, *HAPPENINGS, *PROVENANCE, *LISTINGS)
    if selection.at is None:
        return tables
    return tuple(_answering(t) if t.name in _ON_A_DAY else t for t in tables)


def _answering(table: Table) -> Table:
    return replace(table, columns=tuple(_with_answer(table.columns)))


def _with_answer(columns: Columns) -> Iterator[Column]:
    for column in columns:
        yield column
        if column.kind == "disputed":
            yield ANSWER


@cache
def tables_of_classes() -> dict[str, str]:
    """The table that each class goes to, by its IRI; a tenure is no other membership."""
    found: dict[str, str] = {}
    for table in (*ACTORS, *HAPPENINGS, *PROVENANCE):
        for upper in table.classes:
            for cls in subclasses(term(upper)):
                found.setdefault(cls.value, table.name)
    return found


@cache
def breadth(cls: str) -> int:
    """How many classes are in a class: the fewer, the more special it is."""
    return len(subclasses(ox.NamedNode(cls)))
