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
    cells = [[show(row[name]) if name in row else "" for name in names] for row in rows]
    count = len(cells)
    write_rows(names, cells)
    Console(stderr=True, highlight=False).print(f"{count} row{'s' if count != 1 else ''}")


def write_rows(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text under their headings, as wide as the terminal or as they are."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=None if sys.stdout.isatty() else _UNLIMITED, highlight=False).print(table)
