"""The rows of a panel by the thing that they tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.report import Term
from kg.terms import plain
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown

Row = dict[str, Term]


class GroupedRows:
    """The rows of a panel, found by the IRI in one of its columns."""

    def __init__(self, panel: Panel | None, column: str) -> None:
        self._panel = panel
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in panel.rows if panel else ():
            if column in row:
                self._rows[plain(row[column])].append(row)

    def of(self, iri: str) -> list[Row]:
        """The rows that tell of a thing, in their order."""
        return self._rows.get(iri, [])

    def values(self, iri: str, predicate: Term) -> list[Term]:
        """The values of a property, of rows with *property* and *value*."""
        return [row["value"] for row in self.of(iri) if row["property"] == predicate]

    def shown(self, terms: Iterator[Term | None]) -> list[Shown]:
        """Terms of the rows as the page shows them, each once."""
        found = (self._panel.shown(one) for one in dict.fromkeys(terms) if self._panel)
        return [one for one in found if one]
