"""The result of a query as pages show it: its first rows, its graph as text, or yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from kg.dates import Day
from kg.sparql import QueryForm, tokenise
from kg.store.dataset import GraphChoice, ResultsFormat
from kg.web.asking import rows_for_client, text_for_client
from kg.web.hints import unknown_terms
from kg.web.querying.cells import Cell, cell_of
from kg.web.querying.length import weight
from kg.workers import Rows

MAX_ROWS = 500
"""Rows shown on a page; the downloads hold all."""
MAX_WEIGHT = 120_000
"""Characters of HTML that the rows of a page take, about; the first row is shown in any case."""
MAX_TURTLE = 100_000
"""Bytes of a graph shown on a page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A query whose result is to be shown, of a *version* or the view of it at *folder*.

    *address* is where the result is found, with what it depends on. *days* are the parameters
    for the days asked about, which links keep.
    """

    version: int
    folder: Path
    query: str
    form: QueryForm
    graphs: GraphChoice | None
    seconds: float | None
    known: Day | None
    address: str = ""
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result as the template shows it: a table, an *answer* in a word, or a graph as *turtle*.

    *more* says that there is more than is shown, *hint* what may be wrong where there is nothing.
    """

    names: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    more: bool = False
    answer: str = ""
    turtle: str = ""
    hint: str = ""

    def without(self, names: set[str]) -> ResultView:
        """The same table without some of its columns, unless nothing would be left."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        if not kept:
            return self
        rows = [[row[place] for place in kept] for row in self.rows]
        return replace(self, names=[self.names[place] for place in kept], rows=rows)


def result_view(shown: Shown) -> ResultView:
    """Run a query, and read of its result what a page shows."""
    if shown.form is QueryForm.ASK:
        said = _text(shown, ox.QueryResultsFormat.CSV, 64)
        return ResultView(answer="yes" if said.strip() == "true" else "no")
    if shown.form.returns_graph:
        room = MAX_TURTLE - weight(shown.query, shown.graphs) // 2
        text = _text(shown, ox.RdfFormat.TURTLE, room)
        cut = len(text.encode()) >= room - 3  # the end of a letter may have been cut off
        return ResultView(turtle=text or "# No triples.\n", more=cut)
    found = rows_for_client(shown.folder, shown.query, MAX_ROWS, shown.graphs, shown.seconds)
    names = as_written(found.names, shown.query)
    room = MAX_WEIGHT - weight(shown.query, shown.graphs)
    rows = list(_within_weight(_cells(found, names, shown.days), room))
    hint = "" if rows else unknown_terms(shown.query, shown.version)
    more = found.more or len(rows) < len(found.rows)
    return ResultView(names=names, rows=rows, more=more, hint=hint)


def as_written(names: list[str], query: str) -> list[str]:
    """The columns of `SELECT *` in the order in which the query names them, else as they are."""
    tokens = list(tokenise(query))
    start = next((place for place, token in enumerate(tokens) if token.is_word("SELECT")), 0)
    asked = [token.text for token in tokens[start + 1 : start + 3]]
    if "*" not in asked:
        return names
    written = (token.text[1:] for token in tokens if token.kind == "variable")
    places = {name: place for place, name in enumerate(dict.fromkeys(written))}
    return sorted(names, key=lambda name: places.get(name, len(places)))


def _cells(found: Rows, names: list[str], days: Mapping[str, str]) -> Iterator[list[Cell]]:
    for row in found.rows:
        yield [cell_of(name, row.get(name), found.labels, days) for name in names]


def _within_weight(rows: Iterator[list[Cell]], room: int) -> Iterator[list[Cell]]:
    total = 0
    for number, row in enumerate(rows):
        total += sum(cell.weight for cell in row)
        if number and total > room:
            return
        yield row


def _text(shown: Shown, syntax: ResultsFormat, most: int) -> str:
    return text_for_client(
        shown.folder, shown.query, syntax, shown.graphs, shown.seconds, most=most
    )
