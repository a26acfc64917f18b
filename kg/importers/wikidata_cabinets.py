"""Cabinets as tables of Wikidata queries: holders21.csv, current-cabinet.csv, bio.csv …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.importers.facts import EVIDENCE, SAME_AS, TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.known import WIKIDATA
from kg.importers.periods import add_period
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.slugs import last_step
from kg.importers.wikidata_cabinets_current import CurrentHolders
from kg.importers.wikidata_cabinets_persons import Persons
from kg.importers.wikidata_cabinets_posts import Held, Posts, passage
from kg.importers.wikidata_cabinets_starts import Starts
from kg.importers.wikidata_cabinets_tables import (
    NAME,
    Cells,
    Identity,
    Table,
    identity,
    sort_tables,
)
from kg.vocabulary import GA

_STATEMENT = re.compile(r"[Qq][0-9]{1,15}-[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Cabinets:
    """The tenures, persons and births of sets of tables, each of one country as a rule."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._persons = Persons(facts)
        self._posts = Posts(facts)
        self._current = CurrentHolders(facts)
        self._starts = Starts(())
        self._tables: dict[str, Table] = {}
        self._repeated: set[Identity] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables, those of a kind together."""
        tables = sort_tables(files, self._facts.release.key)
        self._starts = Starts(tables)
        for table in tables:
            self._tables[table.file.name] = table
            self._repeated = table.repeated() if table.kind == "holders" else set()
            for number, row in enumerate(table.read()):
                for column in table.unknown_columns(row) if number == 0 else ():
                    self._facts.note(f"The column {column[:80]} is not known, and is not read.")
                yield row

    def take(self, row: Row[Cells]) -> Fate:
        """A tenure, a post, or what is known of a person."""
        table = self._tables[row.file]
        match table.kind:
            case "holders":
                return self._holder(row, table)
            case "current":
                return self._current_holder(row, table)
            case "wanted":
                return self._posts.wanted(row, table)
            case _:
                return self._person(row, table)

    def finish(self) -> None:
        """Date the current holders, once it is known who came last."""
        self._current.finish()

    def _holder(self, row: Row[Cells], table: Table) -> Fate:
        facts, cells = self._facts, row.value
        if not cells["position"]:
            return skipped("the row names no position")
        if not cells["personID"] and not cells["person"]:
            return skipped("the row names no person")
        post = self._posts.held(table, cells["position"])
        who = cells["personID"] or f"{table.scope}:{cells['person']}"
        key = _tenure_key(who, post.key, cells["start"])
        if cells["end"] and identity(cells) in self._repeated:
            key = f"{key}:{cells['end']}"
        person = self._persons.named(cells["personID"], cells["person"], f"{key}:holder")
        tenure, fate, evidence = self._tenure(row, table, key, person, post)
        if fate is IMPORTED:
            add_period(facts, tenure, ("start", cells["start"]), ("end", cells["end"]))
        self._persons.pages(person, cells)
        self._persons.life(person, cells["personID"] or f"{key}:holder", cells, evidence)
        return fate

    def _current_holder(self, row: Row[Cells], table: Table) -> Fate:
        facts, cells = self._facts, row.value
        if not cells["position"] or not cells["item"]:
            return skipped("the row lacks the id of the person or of the position")
        person = self._persons.named(cells["item"], cells["itemLabel"], "")
        start = self._starts.of(table, cells)
        key = _tenure_key(cells["item"], cells["position"], start)
        node = facts.entity("post", cells["position"])
        tenure, fate, evidence = self._tenure(
            row, table, key, person, Held(node, cells["position"])
        )
        self._posts.listed(table, cells["position"], cells["positionLabel"], evidence)
        if statement := cells.get("psid", ""):
            facts.add(tenure, SAME_AS, _statement(statement))
        if fate is IMPORTED:
            self._current.add(table.file.name, tenure, start)
        return fate

    def _tenure(
        self, row: Row[Cells], table: Table, key: str, person: Node, post: Held
    ) -> tuple[Node, Fate, Node]:
        """A tenure without its dates; merged where an earlier row made it."""
        facts = self._facts
        tenure = facts.mint("tenure", key)
        fate = MERGED if facts.holds(tenure, TYPE, term(GA.Tenure)) else IMPORTED
        evidence = passage(facts, row, table, last_step(tenure))
        facts.tenure(tenure, person, post.node, evidence)
        if post.inference:
            facts.add(tenure, term(GA.inferredBy), post.inference)
        return tenure, fate, evidence

    def _person(self, row: Row[Cells], table: Table) -> Fate:
        facts, cells = self._facts, row.value
        if not cells["id"]:
            return skipped("the row lacks the id of the person")
        person = self._persons.named(cells["id"], cells["name"], "")
        fate = MERGED if facts.holds(person, TYPE, term(GA.Person)) else IMPORTED
        evidence = passage(facts, row, table, cells["id"])
        facts.add(person, EVIDENCE, evidence)
        self._persons.pages(person, cells)
        self._persons.life(person, cells["id"], cells, evidence)
        return fate


def _tenure_key(person: str, post: str, start: str) -> str:
    return f"{person}:{post}:{start or 'unknown'}"


def _statement(text: str) -> Node:
    """The IRI of a statement of Wikidata."""
    if not _STATEMENT.fullmatch(text):
        raise RowError(f"psid holds no id of a statement: {text[:60]!r}")
    return ox.NamedNode(f"{WIKIDATA}statement/{text}")


FORMATS = {
    NAME: Format(
        NAME,
        "Cabinets out of Wikidata: holders21, current-cabinet, wanted-positions and bio (CSV)",
        ("holders21.csv", "current-cabinet.csv", "wanted-positions.csv", "bio.csv"),
        Terms(
            title="Cabinets: holders of ministerial posts",
            publisher="Wikidata",
            license=f"{SPDX}CC0-1.0",
            homepage="https://www.wikidata.org/",
        ),
        Cabinets,
    )
}
