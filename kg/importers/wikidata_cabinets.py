"""Cabinets as tables of Wikidata queries: holders21.csv, current-cabinet.csv and bio.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.bounds import Bounds
from kg.importers.facts import Facts, Node
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.tables import read_table
from kg.vocabulary import GA

Cells = dict[str, str]

_COLUMNS = {
    "holders": ("position", "person", "personID", "start", "end"),
    "current": ("item", "itemLabel", "position", "positionLabel", "start", "psid"),
    "bio": ("id", "name", "dob"),
}


class Cabinets:
    """The tenures, persons and births of one set of tables, of one country as a rule."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._kinds: dict[str, str] = {}
        self._tenures: set[Node] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables."""
        for file in files:
            kind = _kind(file)
            self._kinds[file.name] = kind
            yield from read_table(file, required=_COLUMNS[kind])

    def take(self, row: Row[Cells]) -> Fate:
        """A tenure, or what is known of a person."""
        match self._kinds[row.file]:
            case "holders":
                return self._holder(row)
            case "current":
                return self._current(row)
            case _:
                return self._person(row)

    def finish(self) -> None:
        """Nothing shows only at the end."""

    def _holder(self, row: Row[Cells]) -> Fate:
        facts, cells = self._facts, row.value
        if not cells["position"]:
            return skipped("the row names no position")
        place = row.file.rpartition("/html/")[0] or facts.release.key
        post = facts.post(facts.mint("post", f"{place}:{cells['position']}"), cells["position"])
        person = self._named(cells["personID"], cells["person"])
        bounds = facts.interval(cells["start"], cells["end"])
        return self._tenure(row, person, post, bounds, cells["personID"], cells["position"])

    def _current(self, row: Row[Cells]) -> Fate:
        facts, cells = self._facts, row.value
        post = facts.entity("post", cells["position"])
        facts.post(post, cells["positionLabel"])
        person = self._named(cells["item"], cells["itemLabel"])
        bounds = facts.interval(cells["start"], "present")
        return self._tenure(row, person, post, bounds, cells["item"], cells["position"])

    def _tenure(
        self, row: Row[Cells], person: Node, post: Node, bounds: Bounds, who: str, what: str
    ) -> Fate:
        facts = self._facts
        key = f"{who}:{what}:{row.value['start'] or 'unknown'}"
        tenure = facts.mint("tenure", key)
        evidence = facts.evidence(row, f"{row.file}-{key}")
        facts.tenure(tenure, person, post, evidence, bounds)
        if tenure in self._tenures:
            return MERGED
        self._tenures.add(tenure)
        return IMPORTED

    def _person(self, row: Row[Cells]) -> Fate:
        facts, cells = self._facts, row.value
        person = self._named(cells["id"], cells["name"])
        if not cells["dob"]:
            return IMPORTED
        evidence = facts.evidence(row, f"bio-{cells['id']}")
        facts.birth(person, f"{cells['id']}:birth", facts.date(cells["dob"]), evidence)
        return IMPORTED

    def _named(self, qid: str, name: str) -> Node:
        person = self._facts.type(self._facts.entity("agent", qid), GA.Person)
        self._facts.name(person, name)
        return person


def _kind(file: InputFile) -> str:
    for kind in _COLUMNS:
        if kind in file.stem:
            return kind
    raise RowError(f"{file.name}: the name tells no kind of table")


FORMATS = {
    "wikidata-cabinets": Format(
        "wikidata-cabinets",
        "Cabinets out of Wikidata: holders21.csv, current-cabinet.csv, bio.csv",
        ("holders21.csv", "current-cabinet.csv", "bio.csv"),
        Terms(
            title="Cabinets: holders of ministerial posts",
            publisher="Wikidata",
            license=f"{SPDX}CC0-1.0",
            homepage="https://www.wikidata.org/",
        ),
        Cabinets,
    )
}
