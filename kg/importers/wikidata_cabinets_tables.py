"""The tables of a set of cabinets: which kind each is, of which set, in the order they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import InputError
from kg.importers.facts import Facts, Node
from kg.importers.files import InputFile
from kg.importers.rows import Row
from kg.importers.tables import read_table

Cells = dict[str, str]
Identity = tuple[str, str, str]
"""Position, person and start of a row of holders."""

NAME = "wikidata-cabinets"
_REQUIRED = {
    # In this order: precise births and what labels stand for are known before the holders come.
    "bio": ("id", "name"),
    "current": ("item", "itemLabel", "position", "positionLabel", "start"),
    "wanted": ("position", "title"),
    "holders": ("position", "person", "personID", "start", "end"),
}
_KNOWN = {
    "bio": ["gender", "dob", "dobp", "dod", "dodp", "image", "enwiki"],
    "current": ["psid"],
    "wanted": [],
    "holders": ["gender", "DOB", "DOD", "image", "enwiki"],
}
_FOLDERS = ("html", "results", "wikidata")
_AFTER_COUNTRY = frozenset(("cabinet", "cabinets", "government", "minister", "ministers"))


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its kind and the set that it belongs to, as a rule one country."""

    file: InputFile
    kind: str
    place: str

    @property
    def scope(self) -> str:
        """What comes before the keys that are the set's own."""
        return f"{NAME}:{self.place}"

    def read(self) -> Iterator[Row[Cells]]:
        """The rows of the table."""
        return read_table(self.file, required=_REQUIRED[self.kind])

    def unknown_columns(self, row: Row[Cells]) -> list[str]:
        """The columns that the importer does not know."""
        return [c for c in row.value if c not in (*_REQUIRED[self.kind], *_KNOWN[self.kind])]

    def repeated(self) -> set[Identity]:
        """What several rows of holders have in common, so that their ends must tell them apart."""
        counts = Counter(identity(row.value) for row in self.read() if not row.problem)
        return {found for found, number in counts.items() if number > 1}


def identity(cells: Cells) -> Identity:
    """Position, person and start of a row of holders."""
    return cells["position"], cells["personID"], cells["start"]


def sort_tables(files: Sequence[InputFile], release: str) -> list[Table]:
    """The tables in the order in which they are read: births, current holders, posts, holders.

    Raises:
        InputError: the name of a file tells no kind of table.
    """
    tables = [Table(file, _kind(file), _place(file, release)) for file in files]
    return sorted(tables, key=lambda table: list(_REQUIRED).index(table.kind))


def _kind(file: InputFile) -> str:
    for kind in _REQUIRED:
        if kind in file.stem:
            return kind
    raise InputError(
        f"{file.name}: the name tells no kind of table.",
        hint="Tables are named holders21.csv, current-cabinet.csv, wanted-positions.csv, bio.csv.",
    )


def _place(file: InputFile, release: str) -> str:
    """The folder of the set, or the name of the release when the set's own folder was given."""
    folders = file.name.split("/")[:-1]
    while folders and folders[-1] in _FOLDERS:
        folders.pop()
    return "/".join(folders) or release.removeprefix(f"{NAME}-")


def country_of(facts: Facts, place: str) -> Node | None:
    """The state or territory that a set is named after: `estonia`, `united-kingdom-cabinet`."""
    words = re.findall(r"[^\W\d_]+", place.rpartition("/")[2].casefold())
    while words and words[-1] in _AFTER_COUNTRY:
        words.pop()
    return facts.country(" ".join(words)) or facts.country("-".join(words)) if words else None
