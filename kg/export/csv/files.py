"""The file of one table: its header, its rows, and what the dictionary says of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.export.csv.cells import line
from kg.export.csv.columns import Column
from kg.export.csv.table import Table

_YEARS_OF_FOUR_DIGITS = 10  # characters of a date
_YEAR_ZERO = "0000"


class TableFile:
    """A file that is written row by row.

    *examples* has the first cell of each column that is not empty; *as_text* the columns
    of dates that hold a year before 1 or after 9999, which most programs take for no date.
    """

    def __init__(self, folder: Path, table: Table) -> None:
        self.table = table
        self.rows = 0
        self.examples: dict[str, str] = {}
        self.as_text: set[str] = set()
        self._wanted = dict(enumerate(table.columns))
        self._dates = [n for n, column in enumerate(table.columns) if column.is_date]
        self._file = (folder / table.file).open("w", encoding="utf-8", newline="")
        self._file.write(line([column.name for column in table.columns]))

    def add(self, cells: Sequence[str]) -> None:
        """Write a row."""
        self.rows += 1
        self._file.write(line(cells))
        for number in [number for number in self._wanted if cells[number]]:
            self.examples[self._wanted.pop(number).name] = cells[number]
        for number in self._dates:
            cell = cells[number]
            if cell and (len(cell) != _YEARS_OF_FOUR_DIGITS or cell.startswith(_YEAR_ZERO)):
                self.as_text.add(self.table.columns[number].name)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def holds_text(self, column: Column) -> bool:
        """Whether a column of dates has to be taken for text."""
        return column.name in self.as_text
