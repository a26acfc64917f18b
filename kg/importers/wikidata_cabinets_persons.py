"""The persons of cabinets: names, pages, births and deaths with the precision of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import RDFS

from kg.bounds import Bounds
from kg.dates import parse_wikidata_time
from kg.errors import DateError
from kg.importers.facts import EVIDENCE, Facts, Node
from kg.importers.names import script_language
from kg.importers.periods import read_date
from kg.importers.rows import RowError
from kg.importers.wikidata_cabinets_tables import Cells
from kg.vocabulary import GA

_PAGES = {
    "enwiki": "https://en.wikipedia.org/wiki/",
    "image": "https://commons.wikimedia.org/wiki/File:",
}
_DAY = "11"
_IMPOSSIBLE = re.compile(r"[0-9]{4}-(?:02-3[01]|(?:04|06|09|11)-31)")


class Persons:
    """The persons that the rows of all sets name; one IRI for each id of Wikidata."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._dates: dict[str, str] = {}

    def named(self, qid: str, name: str, without_id: str) -> Node:
        """A person by id; without one, a person of this row alone, for the key *without_id*."""
        facts = self._facts
        node = facts.entity("agent", qid, GA.Person) if qid else facts.mint("agent", without_id)
        facts.type(node, GA.Person)
        if name != qid:  # what has no label is called by its id
            facts.name(node, name, script_language(name, facts.release.terms.language))
        return node

    def pages(self, person: Node, cells: Cells) -> None:
        """Link a person to the page in the English Wikipedia and that of the picture."""
        for column, base in _PAGES.items():
            if title := cells.get(column, ""):
                address = base + quote(title.replace(" ", "_"), safe="/:,;()!*'~@")
                self._facts.links(person, [address])

    def life(self, person: Node, key: str, cells: Cells, evidence: Node) -> None:
        """Write birth and death for the person of a key; to be called last for a row.

        The first row that dates one of them counts. A row that dates it otherwise is kept as
        a comment of the event, which has one date in a source.
        """
        dated = {what: _read(self._facts, what, cells) for what in ("birth", "death")}
        for what, found in dated.items():
            if found is None:
                continue
            name = f"{key}:{what}"
            if name not in self._dates:
                self._dates[name] = found.text
                write = self._facts.birth if what == "birth" else self._facts.death
                _words(self._facts, write(person, name, found.bounds, evidence), found)
            elif self._dates[name] != found.text:
                event = self._facts.mint("event", name)
                self._facts.text(event, RDFS.comment, f"Dated {found.text} elsewhere.", "en")
                self._facts.add(event, EVIDENCE, evidence)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date as text and as bounds, which are unknown for a day that no calendar has."""

    text: str
    bounds: Bounds
    impossible: bool = False


def _read(facts: Facts, what: str, cells: Cells) -> _Dated | None:
    """A date with its precision as Wikidata numbers it: 9 is a year, 10 a month, 11 a day."""
    lower = {"birth": "dob", "death": "dod"}[what]
    column = lower if lower in cells else lower.upper()
    text, precision = cells.get(column, ""), cells.get(f"{lower}p", "")
    if not text:
        return None
    if _IMPOSSIBLE.fullmatch(text):  # Wikidata lets a 31 June pass
        return _Dated(text, facts.date(""), impossible=True)
    if len(text) < len("1970-01-01") or precision in ("", _DAY):
        bounds = read_date(facts, column, text)
        return _Dated(bounds.edtf, bounds)
    try:
        bounds = parse_wikidata_time(f"+{text}T00:00:00Z", int(precision))
    except (DateError, ValueError) as error:
        raise RowError(
            f"{column} or {lower}p holds no date: {text[:40]!r} with precision {precision[:9]!r}"
        ) from error
    return _Dated(bounds.edtf, bounds)


def _words(facts: Facts, event: Node, found: _Dated) -> None:
    if found.impossible:
        facts.text(event, GA.timeExpression, found.text, "en")
        reason = f"The source dates it {found.text}, a day that no calendar has: no bound is taken."
        facts.text(event, GA.rationale, reason, "en")
