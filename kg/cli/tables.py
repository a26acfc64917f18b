"""Rows of a query as a table for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.report import Term
from kg.terms import show

_UNLIMITED = 10_000


def write_table(names: Sequence[str], rows: Iterable[Mapping[str, Term]]) -> None:
    """Write rows to standard output; nothing is cut off, and empty results say so."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the count is read below
        table.add_row(*(Text(show(row[name]) if name in row else "") for name in names))
    console = Console(width=None if sys.stdout.isatty() else _UNLIMITED, highlight=False)
    console.print(table)
    Console(stderr=True, highlight=False).print(f"{count} row{'s' if count != 1 else ''}")
