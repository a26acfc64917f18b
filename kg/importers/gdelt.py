"""Event exports of GDELT 2.0: machine-coded events with their actors, dates, places and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from kg.bounds import Bounds
from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.gdelt_cameo import CAMEO, event_type
from kg.importers.gdelt_columns import EXPORT
from kg.importers.gdelt_things import Cells, Things
from kg.importers.periods import read_date
from kg.importers.release import Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.tables import read_table
from kg.vocabulary import GA, GC

_EVENT, _EVENT_TYPE = term(GA.Event), term(GA.eventType)
_LOCATION, _EXPRESSED_IN = term(GA.location), term(GA.expressedIn)
_NOTATION = term(SKOS.notation)
_HAS_PARTICIPATION, _PARTICIPATION = term(GA.hasParticipation), term(GA.Participation)
_PARTICIPANT, _ROLE = term(GA.participant), term(GA.participationRole)
_MEASURES = (
    *("IsRootEvent", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_ACTORS = (("Actor1", term(GC.initiator)), ("Actor2", term(GC.target)))


class Events:
    """The events of the slots of one release, a slot being fifteen minutes of GDELT's reading."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._things = Things(facts)
        self._seen: dict[int, int] = {}

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all slots."""
        for file in files:
            yield from read_table(file, dialect=EXPORT)

    def take(self, row: Row[Cells]) -> Fate:
        """An event, with the report that it occurred."""
        cells = row.value
        number = cells["GLOBALEVENTID"]
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise RowError(f"GLOBALEVENTID is no number: {number[:40]!r}")
        content = hash(tuple(cells.values()))
        if (earlier := self._seen.get(int(number))) is not None:
            if earlier != content:
                raise RowError(f"two rows of one GLOBALEVENTID differ: {number}")
            return MERGED
        if not cells["EventCode"]:
            return skipped("the row has no EventCode")
        self._event(row, number)
        self._seen[int(number)] = content
        return IMPORTED

    def finish(self) -> None:
        """Nothing shows only at the end."""

    def _event(self, row: Row[Cells], number: str) -> None:
        facts, cells = self._facts, row.value
        kind = event_type(cells["EventCode"])
        day, reported = _day(facts, cells, "SQLDATE", 8), _day(facts, cells, "DATEADDED", 14)
        event = facts.mint("event", f"gdelt-{number}")
        evidence = facts.evidence(row, number, locator=f"GLOBALEVENTID {number}")
        facts.add(event, TYPE, _EVENT)
        facts.add(event, _EVENT_TYPE, kind)
        facts.add(event, _NOTATION, ox.Literal(cells["EventCode"], datatype=CAMEO))
        facts.add(event, EVIDENCE, evidence)
        facts.text(event, RDFS.comment, _measures(cells), "en")
        facts.dates(event, day)
        if place := self._things.place(cells):
            facts.add(event, _LOCATION, place)
        for column, role in _ACTORS:
            self._participation(event, f"{number}-{column.lower()}", cells, column, role)
        report = facts.occurred(event, f"{number}-report", evidence)
        facts.dates(report, reported)
        if page := self._things.page(cells["SOURCEURL"]):
            facts.add(report, _EXPRESSED_IN, page)

    def _participation(
        self, event: Node, fragment: str, cells: Cells, column: str, role: Node
    ) -> None:
        facts, found = self._facts, self._things.actor(cells, column)
        if found is None:
            return
        agent, name = found
        part = facts.fragment(fragment)
        facts.add(event, _HAS_PARTICIPATION, part)
        facts.add(part, TYPE, _PARTICIPATION)
        facts.add(part, _PARTICIPANT, agent)
        facts.add(part, _ROLE, role)
        if name:
            facts.text(part, RDFS.label, name, "en")


def _day(facts: Facts, cells: Cells, column: str, digits: int) -> Bounds:
    """The day of a date written as 20171202, with or without a time of day.

    Raises:
        RowError: it is no such date.
    """
    text = cells[column]
    if len(text) != digits or not (text.isascii() and text.isdecimal()):
        raise RowError(f"{column} holds no date: {text[:40]!r}")
    return read_date(facts, column, f"{text[:4]}-{text[4:6]}-{text[6:8]}")


def _measures(cells: Cells) -> str:
    """What GDELT counted and measured, for which the ontology has no terms."""
    return ", ".join([f"{column} {cells[column]}" for column in _MEASURES if cells[column]])


FORMATS = {
    "gdelt": Format(
        "gdelt",
        "Event exports of GDELT 2.0, slot by slot: *.export.CSV",
        ("*.export.CSV", "*.export.csv"),
        Terms(
            title="GDELT 2.0 events",
            publisher="GDELT Project",
            license="https://www.gdeltproject.org/about.html#termsofuse",
            homepage="https://www.gdeltproject.org/",
            rights=(
                "Free for any use with a citation of the GDELT Project and a link to "
                "gdeltproject.org. Coded by machine from news pages: actors, places, types and "
                "dates of events are often wrong, and no person has checked them."
            ),
        ),
        Events,
    )
}
