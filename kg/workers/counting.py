"""How many rows an answer has, counted in its bytes as they pass.

The engine hands out bytes, not rows. Counted is the sign that begins a row or
ends it, and that no text inside a row can be mistaken for:

* N-Triples, N-Quads and TSV escape line breaks in texts.
* CSV has them between quotes.
* XML escapes `<` in texts.
* JSON has `},{"` and the name of a variable between rows. Only the end of a text that ends
  so looks alike, but a comma or a bracket follows. Rows in which nothing is bound are not
  counted.

Turtle, TriG, RDF/XML and JSON-LD are not counted: they show no rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

import pyoxigraph as ox

from kg.store.dataset import ResultsFormat

_BINDINGS = b'"bindings":[{'
_BETWEEN = re.compile(rb'\},\{"[^,}]')
_RESULT = b"<result>"


class RowCounter(Protocol):
    """Counts rows in pieces of an answer, cut anywhere."""

    rows: int

    def add(self, data: bytes) -> None:
        """Count the rows of the next piece."""
        ...


class NoRows:
    """For a syntax that shows no rows."""

    rows = 0

    def add(self, data: bytes) -> None:
        """Count nothing."""


class Lines:
    """A line is a row, but for *header* lines."""

    def __init__(self, header: int = 0) -> None:
        self.rows = -header

    def add(self, data: bytes) -> None:
        """Count the ends of lines."""
        self.rows += data.count(b"\n")


class QuotedLines:
    """A line is a row, but for the first, and for lines that end inside quotes."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = False

    def add(self, data: bytes) -> None:
        """Count the ends of lines outside quotes; a doubled quote opens again what it closes."""
        parts = data.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0


class Elements:
    """`<result>` begins a row."""

    def __init__(self) -> None:
        self.rows = 0
        self._rest = b""

    def add(self, data: bytes) -> None:
        """Count the elements; the last bytes may be the beginning of one."""
        data = self._rest + data
        self.rows += data.count(_RESULT)
        self._rest = data[1 - len(_RESULT) :]


class Members:
    """Rows are the members of the list of bindings."""

    def __init__(self) -> None:
        self.rows = 0
        self._rest = b""
        self._begun = False

    def add(self, data: bytes) -> None:
        """Count the first member, and the signs between members with the byte behind them."""
        data = self._rest + data
        if not self._begun:
            first = data.find(_BINDINGS) + len(_BINDINGS)
            if first < len(_BINDINGS) or first == len(data):
                self._rest = data[-len(_BINDINGS) :]
                return
            self._begun = True
            self.rows += data[first:].startswith(b'"')
            data = data[first:]
        self.rows += len(_BETWEEN.findall(data))
        self._rest = data[-4:]  # too short for a sign that was counted


_COUNTERS: dict[ResultsFormat, Callable[[], RowCounter]] = {
    ox.QueryResultsFormat.JSON: Members,
    ox.QueryResultsFormat.XML: Elements,
    ox.QueryResultsFormat.CSV: QuotedLines,
    ox.QueryResultsFormat.TSV: lambda: Lines(header=1),
    ox.RdfFormat.N_TRIPLES: Lines,
    ox.RdfFormat.N_QUADS: Lines,
}


def row_counter(syntax: ResultsFormat) -> RowCounter:
    """The way to count rows in a syntax."""
    return _COUNTERS.get(syntax, NoRows)()
