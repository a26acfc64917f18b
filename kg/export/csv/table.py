"""A table: its file, what a row of it is, and its columns."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.export.csv.columns import Columns
from kg.terms import term


@dataclass(frozen=True, slots=True)
class Table:
    """A table; *classes* are those whose things are its rows, none for a listing.

    *about* is the column that names the thing of a row.
    """

    name: str
    title: str
    meaning: str
    columns: Columns
    classes: tuple[object, ...] = ()
    key: tuple[str, ...] = ("iri",)
    about: str = "iri"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def implied_class(self) -> ox.NamedNode | None:
        """The class of every row, where no column says it."""
        named = any(column.kind == "class" for column in self.columns)
        return None if named or not self.classes else term(self.classes[0])
