"""The data dictionary: each table and column, with a value that stands in it, as CSV and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.export.csv.cells import line
from kg.export.csv.columns import THINGS, Column
from kg.export.csv.files import TableFile
from kg.export.csv.metadata import datatype_of
from kg.export.version import ExportedVersion
from kg.terms import shorten
from kg.vocabulary import PREFIXES

_README, _DICTIONARY = "README.md", "data-dictionary.csv"
_HEADER = (
    "table",
    "column",
    "meaning",
    "type",
    "several",
    "refers_to",
    "property",
    "example",
    "empty",
)
_SHOWN = 60
_START = """\
# Tables

Version {version} of the dataset {base}, as CSV. `csv-metadata.json` describes the
tables for programs (W3C CSV on the Web), `data-dictionary.csv` and this file for people.

- UTF-8 without a byte order mark, which many readers would take for a part of the first name;
  commas; quotes `"`, doubled within quotes; lines end with CRLF (RFC 4180). In Excel: Data, From
  Text/CSV, 65001 (UTF-8), comma.
- Rows are in the order of their first column. Every reference is found in `{things}.csv`, also one
  to a thing that is not in the export. A code is defined at {codes}, followed by the code.
- Several values of a cell have `|` between them; a `|` in a label is written `¦` in such a cell.
- Dates are days (ISO 8601). A thing began between start_earliest and start_latest, and ended
  between end_earliest and end_latest. An empty one is not known. A year before 1 or after 9999
  makes its column text.
- A text that a spreadsheet would take for a formula has an apostrophe before it: one that begins
  with `=`, `+`, `-`, `@` (or their full-width forms), a tab or a line break, also after blanks or
  apostrophes, and such a sign after a semicolon, tab or line break within. To undo it, take
  away the apostrophe that stands directly before such a beginning.
- `statements.csv` has all that the other tables have no column for: with it every fact is here.
- Licences and attribution of each source are in `sources.csv`; keep them when you pass the tables
  on.
"""


def write_dictionary(version: ExportedVersion, files: Sequence[TableFile], folder: Path) -> None:
    """Describe every table and column, in the order of the files."""
    with (folder / _DICTIONARY).open("w", encoding="utf-8", newline="") as table:
        table.write(line(_HEADER))
        for file in files:
            table.writelines(line(row) for row in _rows(file))
    start = _START.format(
        version=version.version, base=version.base_iri, things=THINGS, codes=PREFIXES["gc"]
    )
    text = start + "".join(map(_section, files))
    (folder / _README).write_text(text, encoding="utf-8", newline="\n")


def _rows(file: TableFile) -> Iterator[tuple[str, ...]]:
    for column in file.table.columns:
        yield (
            file.table.name,
            column.name,
            column.meaning,
            _type(file, column),
            "true" if column.is_many else "false",
            f"{THINGS}.iri" if column.is_key else "",
            shorten(column.predicate.value) if column.predicate else "",
            _example(file, column),
            column.empty,
        )


def _type(file: TableFile, column: Column) -> str:
    datatype = datatype_of(file, column)
    return str(datatype["base"]) if isinstance(datatype, dict) else str(datatype)


def _example(file: TableFile, column: Column) -> str:
    example = file.examples.get(column.name, column.example)
    return example if len(example) <= _SHOWN else example[:_SHOWN] + "…"


def _section(file: TableFile) -> str:
    table = file.table
    rows = "".join(
        f"| {name} | {meaning} | {kind}{', several' if several == 'true' else ''} |"
        f" {_code(example)} | {empty} |\n"
        for _, name, meaning, kind, several, _, _, example, empty in _rows(file)
    )
    return (
        f"\n## {table.title}: {table.file}\n\n{table.meaning} {file.rows:,} rows.\n\n"
        f"| column | meaning | type | example | an empty cell |\n|---|---|---|---|---|\n{rows}"
    )


def _code(text: str) -> str:
    """Show any text in a cell of a table of Markdown, without its line breaks and signs."""
    plain = " ".join(text.split()).replace("`", "'").replace("|", "\\|")
    return f"`{plain}`" if plain else ""
