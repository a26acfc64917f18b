"""Tables of any kind, by a mapping in TOML that says what their columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import ParameterError
from kg.importers.csv_kinds import KINDS
from kg.importers.csv_mapping import read_mapping
from kg.importers.csv_rows import Absence, Rows
from kg.importers.csv_writing import Described, Writer
from kg.importers.facts import Facts, Node
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.options import Options
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, skipped
from kg.importers.tables import read_table

Cells = dict[str, str]
_SHOWN = 5


class Tables:
    """The rows of tables as the things that a mapping makes of them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._mapping = read_mapping(_path(facts.release.options))
        self._rows = Rows(facts, self._mapping)
        self._writer = Writer(facts, self._mapping, self._rows)
        self._made: set[Node] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables; every table has the columns that the mapping reads."""
        for file in files:
            dialect = self._mapping.source.dialect(file.name)
            used, unused = self._mapping.columns, None
            for row in read_table(file, required=used, dialect=dialect):
                if unused is None and not row.problem:
                    unused = [name for name in row.value if name not in used]
                    self._tell_unused(file, unused)
                yield row

    def take(self, row: Row[Cells]) -> Fate:
        """All things of a row."""
        try:
            present = self._rows.present(row.value)
        except Absence as absence:
            return skipped(str(absence))
        self._writer.begin()
        nodes = {name: self._rows.node(thing) for name, thing in present.items()}
        for name, found in present.items():
            if found.thing.kind is not KINDS["state"]:
                known = nodes[name] in self._made
                self._writer.write(Described(row, found.thing, nodes[name], nodes, known))
        self._writer.end()
        new = set(nodes.values()) - self._made
        self._made |= new
        return IMPORTED if new else MERGED

    def finish(self) -> None:
        """Tell which names of states nobody knows."""
        if names := sorted(self._rows.unknown_states):
            self._facts.note(
                "Countries that are no states known by this name or code became polities or"
                f" places of their own: {_first(names)}."
            )

    def _tell_unused(self, file: InputFile, unused: list[str]) -> None:
        if unused:
            self._facts.note(f"{file.name}: the mapping uses no column {_first(unused)}.")


def _first(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(name[:60] for name in names[:_SHOWN]) + more


def _path(options: Options) -> Path:
    if not options.get("mapping"):
        raise ParameterError(
            "A table needs a mapping; say which with --mapping FILE.toml.",
            hint="docs/importers/csv.md shows one in full.",
        )
    return Path(options["mapping"])


def _settle(source: Format, options: Options) -> Format:
    """The format with the terms, the dates and the key that the mapping gives."""
    found = read_mapping(_path(options)).source
    return replace(
        source,
        terms=found.terms,
        key=found.key,
        retrieved=found.retrieved,
        published=found.published,
        citation=found.citation,
    )


FORMATS = {
    "csv": Format(
        "csv",
        "Any table, with a mapping of its columns: --mapping FILE.toml",
        ("*.csv", "*.tsv", "*.tab"),
        Terms(title="Table", publisher="geoactors editors", license=f"{SPDX}CC0-1.0"),
        Tables,
        settle=_settle,
    )
}
