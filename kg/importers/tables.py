"""Rows of tables: CSV and its like, a row at a time, each cell within limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Literal

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import LONGEST_TEXT, Frame, Row

_LONGEST_LINE = 4 * LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. *columns* names those of a table without a header row.

    With *quoted* false a quotation mark is a character like others, as in GDELT's files. Where a
    row *ends_early*, the cells that it lacks are empty: editors strip tabs from ends of lines.
    """

    delimiter: str = ","
    columns: tuple[str, ...] = ()
    quoted: bool = True
    encoding: str = "utf-8"
    ends_early: bool = False


CSV = Dialect()
TSV = Dialect(delimiter="\t", quoted=False)


def read_table(
    file: InputFile, *, required: Sequence[str] = (), dialect: Dialect = CSV
) -> Iterator[Row[dict[str, str]]]:
    """Read a table; cells by the names of their columns, without space around them.

    Rows are counted from 1, without the header. A row that cannot be read comes with its
    `problem`: too few or too many cells, a cell or line beyond the limits, another encoding.

    Raises:
        InputError: the header lacks a *required* column, or has two of one name.
    """
    with file.open() as stream:
        lines = _Lines(stream, dialect.encoding)
        csv.field_size_limit(LONGEST_TEXT)
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=quoting, strict=True)
        columns = list(dialect.columns) or _header(file, reader, lines, required)
        head = "" if dialect.columns else _line(columns, dialect)
        frame = Frame(head, encoding=dialect.encoding)
        yield from _rows(file, reader, lines, columns, dialect, frame)


def _rows(
    file: InputFile,
    reader: Iterator[list[str]],
    lines: _Lines,
    columns: list[str],
    dialect: Dialect,
    frame: Frame,
) -> Iterator[Row[dict[str, str]]]:
    width, number = len(columns), 0
    while True:
        lines.problem, cells, problem = "", [], ""
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"the row is no row of a table: {error}"
        if not cells and not problem and not lines.problem:
            continue  # an empty line
        number += 1
        problem = lines.problem or problem
        if dialect.ends_early and not problem:
            cells += [""] * (width - len(cells))
        if not problem and len(cells) != width:
            problem = f"it has {len(cells)} cells, and the table has {width} columns"
        value = dict(zip(columns, map(str.strip, cells), strict=False))
        text = "".join(lines.taken) if problem else ""
        yield Row(
            file.name,
            f"row {number}",
            value,
            problem,
            lambda cells=cells, text=text: text or _line(cells, dialect),  # type: ignore[misc]
            frame,
        )


def _header(
    file: InputFile, reader: Iterator[list[str]], lines: _Lines, required: Sequence[str]
) -> list[str]:
    try:
        columns = [name.strip() for name in next(reader)]
    except StopIteration:
        raise InputError(f"{file.name}: the table is empty; it has no header row.") from None
    except csv.Error as error:
        raise InputError(f"{file.name}, row 0: the header cannot be read: {error}.") from error
    if lines.problem:
        raise InputError(f"{file.name}, row 0: the header cannot be read: {lines.problem}.")
    missing = [name for name in required if name not in columns]
    if missing:
        raise InputError(
            f"{file.name}, row 0: the table lacks the column{'s' * (len(missing) > 1)} "
            f"{', '.join(missing)}.",
            hint=f"It has {', '.join(columns)[:300]}.",
        )
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise InputError(f"{file.name}, row 0: two columns are named {twice[0]!r}.")
    return columns


@dataclass(slots=True)
class _Lines:
    """Lines of a table as text; `problem` says what was wrong with those of the last row."""

    stream: IO[bytes]
    encoding: str
    problem: str = ""
    taken: list[str] = field(default_factory=list)
    _first: bool = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            self._skip_line()
            self.problem = f"a line is longer than {_LONGEST_LINE:,} bytes"
            line = line[:1000].replace(b'"', b"'") + b"\n"
        try:
            text = line.decode(self.encoding)
        except UnicodeDecodeError as error:
            self.problem = f"byte {error.start + 1} of a line is not {self.encoding.upper()}"
            text = line.decode("ascii", errors="backslashreplace")
        if self._first:
            self._first, text = False, text.removeprefix("\ufeff")
        if "\0" in text:
            self.problem, text = "a cell holds the character U+0000", text.replace("\0", "")
        self.taken.append(text)
        return text

    def _skip_line(self) -> None:
        while (rest := self.stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass


def _line(cells: Sequence[str], dialect: Dialect) -> str:
    if not dialect.quoted:
        return dialect.delimiter.join(cells) + "\n"
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue()
