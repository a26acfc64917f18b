"""Writes the tables: one pass over the things of a version, in the order of their IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.export.csv.cells import defuse
from kg.export.csv.dictionary import write_dictionary
from kg.export.csv.files import TableFile
from kg.export.csv.gathering import gathered
from kg.export.csv.graphs import described
from kg.export.csv.listed import listed
from kg.export.csv.lost import note_claims, note_thing
from kg.export.csv.metadata import write_metadata
from kg.export.csv.reading import Reading
from kg.export.csv.tables import tables_for
from kg.export.csv.thing import Thing
from kg.export.losses import Losses
from kg.export.version import ExportedVersion
from kg.vocabulary import PREFIXES


def write(version: ExportedVersion, folder: Path, losses: Losses) -> None:
    """Write the tables, their metadata (CSVW) and their dictionary into an empty folder."""
    with _opened(version, folder) as files:
        Writing(version, files, losses).run()
        note_claims(version, losses)
        write_metadata(version, list(files.values()), folder)
        write_dictionary(version, list(files.values()), folder)


@contextmanager
def _opened(version: ExportedVersion, folder: Path) -> Iterator[dict[str, TableFile]]:
    files: dict[str, TableFile] = {}
    try:
        for table in tables_for(version.selection):
            files[table.name] = TableFile(folder, table)
        yield files
    finally:
        for file in files.values():
            file.close()


Described = tuple[str, str, bool]
"""The class of a thing, the table that describes it, and whether it has a label."""

_REFERRED_TO: Described = ("", "", True)


class Writing:
    """One export: keeps the IRIs of things, and the class and table of each."""

    def __init__(
        self, version: ExportedVersion, files: dict[str, TableFile], losses: Losses
    ) -> None:
        self._version = version
        self._files = files
        self._losses = losses
        self._reading = Reading(version)
        self._graphs = frozenset(version.graphs)
        self._described: dict[str, Described] = {}
        self._kept: dict[Described, Described] = {}  # each once, however many things are alike

    def run(self) -> None:
        """Write everything."""
        for thing in gathered(self._version):
            self._thing(thing)
        self._things()

    def _thing(self, thing: Thing) -> None:
        if thing.iri in self._graphs:
            thing = described(self._version, thing)
        tables = thing.tables
        for name in tables:
            file = self._files[name]
            file.add(self._reading.row(file.table, thing))
        self._reading.take_participations(thing)
        for name, rows in listed(thing).items():
            for cells in rows:
                self._files[name].add(cells)
        note_thing(thing, self._losses)
        cls = thing.class_in(tables[0]) if tables else ""
        found = (cls.removeprefix(PREFIXES["ga"]), tables[0] if tables else "", thing.is_named)
        self._described[thing.iri] = self._kept.setdefault(found, found)

    def _things(self) -> None:
        """List everything that is described or referred to."""
        for iri in sorted(self._described.keys() | self._reading.referred):
            cls, table, named = self._described.get(iri, _REFERRED_TO)
            text, language = self._reading.facts.label(iri) if named else ("", "")
            self._files["things"].add((iri, defuse(text), language, cls, table))
