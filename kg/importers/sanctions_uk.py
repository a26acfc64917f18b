"""The UK sanctions list in normalised CSV: subjects.csv and subject_names.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rdflib import DCTERMS

from kg.bounds import Day
from kg.importers.facts import Facts, Node, date_literal, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.names import script_language
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.sanctions import Listings, publishing_authority
from kg.importers.sanctions_cells import dated
from kg.importers.slugs import last_step
from kg.importers.tables import read_table
from kg.vocabulary import GA

Cells = dict[str, str]

_SUBJECTS = ("unique_id", "subject_type", "date_designated", "last_updated")
_NAMES = ("unique_id", "name_type", "alias_strength", "full_name")
_PARTS = tuple(f"name_{number}" for number in (1, 2, 3, 4, 5, 6))
_KINDS = {"individual": GA.Person, "entity": GA.Organisation}
_VESSELS = ("ship", "vessel")
_REGIME = re.compile(r"([A-Z]{2,4})[0-9]+")


class UkList:
    """The subjects of one edition of the list, and their names."""

    def __init__(self, facts: Facts) -> None:
        office = publishing_authority(facts, "ministry", "GB")
        self._facts = facts
        self._listings = Listings(facts, "uk-sanctions", office)
        self._subjects: dict[str, tuple[Node, Node]] = {}
        self._said: dict[str, tuple[object, str]] = {}
        self._ships: set[str] = set()
        self._names: set[str] = set()
        self._last: Day | None = None

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables: those of subjects first, whatever the order of the files."""
        for names in (False, True):
            for file in files:
                if _holds_names(file) == names:
                    self._names.update([file.name] if names else [])
                    yield from read_table(file, required=_NAMES if names else _SUBJECTS)

    def take(self, row: Row[Cells]) -> Fate:
        """A subject with its listing, or one of its names."""
        if not row.value["unique_id"]:
            raise RowError("unique_id is empty")
        return self._name(row) if row.file in self._names else self._subject(row)

    def finish(self) -> None:
        """The edition came out on the day of its last update at the earliest."""
        release = self._facts.release
        if self._last and not release.published:
            day = date_literal(self._last)
            self._facts.add(release.document, term(GA.startEarliest), day)

    def _subject(self, row: Row[Cells]) -> Fate:
        facts, cells = self._facts, row.value
        key, kind = cells["unique_id"], _KINDS.get(cells["subject_type"].lower())
        if kind is None:
            if cells["subject_type"].lower() not in _VESSELS:
                return skipped("its subject_type is neither individual nor entity")
            self._ships.add(key)
            return skipped("ships are no agents of the model")
        agent = facts.type(facts.mint("agent", f"uk-sanctions:{key}"), kind)
        self._identifiers(agent, cells)
        day = dated(facts, "date_designated", cells["date_designated"])
        event = facts.mint("event", f"uk-sanctions:{key}:listing")
        said = (kind, day.edtf)
        if self._said.setdefault(key, said) != said:
            raise RowError(
                "unique_id stands in an earlier row with another subject_type or date_designated"
            )
        evidence = self._listings.row_evidence(row, last_step(event))
        self._updated(evidence, cells["last_updated"])
        self._listings.listing(event, agent, "", evidence, day, self._regime(key))
        if key in self._subjects:
            return MERGED
        self._subjects[key] = agent, event
        return IMPORTED

    def _identifiers(self, agent: Node, cells: Cells) -> None:
        """Numbers of the subject in other lists, each after the name of its list."""
        if number := cells.get("un_reference_number", ""):
            self._facts.text(agent, DCTERMS.identifier, f"UN {number}")
        if number := cells.get("ofsi_group_id", ""):
            self._facts.text(agent, DCTERMS.identifier, f"OFSI {number}")

    def _updated(self, evidence: Node, text: str) -> None:
        """The day on which the entry of a subject was last changed."""
        day = dated(self._facts, "last_updated", text).start_latest
        if day is not None:
            self._facts.add(evidence, term(DCTERMS.modified), date_literal(day))
            self._last = max(day, self._last or day)

    def _regime(self, key: str) -> list[Node]:
        """The regime whose letters begin the unique id, as AFG in AFG0001."""
        match = _REGIME.fullmatch(key)
        if not match:
            return []
        title = f"Regulations of the UK sanctions regime {match[1]}"
        return [self._listings.cited(f"uk-sanctions:regime:{match[1]}", title, "regulation")]

    def _name(self, row: Row[Cells]) -> Fate:
        cells = row.value
        subject = self._subjects.get(cells["unique_id"])
        if subject is None:
            if cells["unique_id"] in self._ships:
                return skipped("ships are no agents of the model")
            return skipped("no row of subjects has its unique_id")
        agent, event = subject
        parts = " ".join(part for name in _PARTS if (part := cells.get(name, "")))
        name = cells["full_name"] or parts
        if not name:
            return skipped("the row holds no name")
        if cells["name_type"].lower() == "primary":
            self._facts.name(agent, name, script_language(name))
            self._facts.name(event, f"UK sanctions listing of {name}")
        else:
            self._listings.alias(agent, name, weak=cells["alias_strength"].startswith("low"))
        return MERGED


def _holds_names(file: InputFile) -> bool:
    return "names" in file.stem


FORMATS = {
    "sanctions-uk": Format(
        "sanctions-uk",
        "UK sanctions list: subjects.csv and subject_names.csv",
        ("subjects.csv", "subject_names.csv"),
        Terms(
            title="UK sanctions list",
            publisher="Foreign, Commonwealth and Development Office",
            license=f"{SPDX}OGL-UK-3.0",
            homepage="https://www.gov.uk/government/publications/the-uk-sanctions-list",
            document_type="sanctions-list",
        ),
        UkList,
    )
}
