"""Cells of a CSV file: quoted as RFC 4180 says, and never a formula for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SEPARATOR = "|"
"""Between the values of a cell that holds several; no IRI and no date contains it."""

LINE_END = "\r\n"
_SEPARATOR_SHOWN = "\u00a6"

_BLANK = "[^\\S\t\r\n]|[\\ufeff\\u200b-\\u200f\\u2060]"  # some are not seen at all
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # and their full-width forms
_AT_START = f"'*(?:{_BLANK})*[{_SIGNS}\t\r\n]"
# Where a spreadsheet of another country cuts a line, another cell begins.
_AT_CUT = f"'*(?:{_BLANK})*[{_SIGNS}]"
_BEFORE = re.compile(f"\\A(?={_AT_START})|(?<=[;\t\r\n])(?={_AT_CUT})")
_ADDED = re.compile(f"\\A'(?={_AT_START})|(?<=[;\t\r\n])'(?={_AT_CUT})")
_TO_QUOTE = re.compile('["\r\n]')


def defuse(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; see OWASP.

    That is a sign `= + - @` (also of full width) or a tab or line break at the start, even
    after blanks or apostrophes, and a sign after a semicolon, tab or line break within.
    """
    return _BEFORE.sub("'", text)


def restore(cell: str) -> str:
    """Give back the text that was defused."""
    return _ADDED.sub("", cell)


def joined(texts: Iterable[str]) -> str:
    """Write several texts into one cell; a `|` of their own becomes `¦`."""
    return SEPARATOR.join(text.replace(SEPARATOR, _SEPARATOR_SHOWN) for text in texts)


def line(cells: Sequence[str]) -> str:
    """Write a row, with its line end."""
    row = ",".join(cells)
    if _TO_QUOTE.search(row) or row.count(",") >= len(cells):
        row = ",".join(map(_quoted, cells))
    return row + LINE_END


def _quoted(cell: str) -> str:
    if "," not in cell and not _TO_QUOTE.search(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
