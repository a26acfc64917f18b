"""Lists of the states of the world since 1816, with the days of entering and leaving them."""

from __future__ import annotations

from collections import defaultdict

from rdflib import DCTERMS, RDFS

from kg.bounds import Bounds, Day
from kg.errors import DateError
from kg.importers.facts import EVIDENCE, Facts, Node
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError
from kg.importers.states_kinds import Kind
from kg.vocabulary import GA

Cells = dict[str, str]

_BEGIN = "1816-01-01"
"""Both lists begin on this day: a state that enters then was there already."""
_SYSTEMS = {
    "cow": "interstate system of the Correlates of War project",
    "gw": "system of independent states of Gleditsch and Ward",
}


class Systems:
    """The states of one list: each row is a period of a state in its system.

    A state itself is dated when it has one period: of several, no one date leaves out the time
    between them, in which it was not. An open end is certain up
    to the day of publication, where that is known; else to the last day that the list mentions,
    for such lists stay in use for years.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._states: dict[str, Node] = {}
        self._rows: dict[tuple[str, str], str] = {}
        self._periods: defaultdict[Node, list[tuple[str, str]]] = defaultdict(list)
        self._memberships: list[tuple[Node, Bounds]] = []
        self._last: Day | None = None
        self._own: set[Node] = set()

    def take(self, row: Row[Cells], kind: Kind, document: Node) -> Fate:
        """A period of a state in the system of its list."""
        facts, cells, name = self._facts, row.value, kind.name
        code = _number(cells, f"{name}code")
        start, end = cells["start"], cells["end"]
        if (earlier := self._rows.get((code, start))) is not None:
            if earlier != end:
                raise RowError(f"two rows of one state and start end differently: {code}")
            return MERGED
        bounds = self._bounds(start, end)
        state = self._state(cells, name, code)
        evidence = facts.evidence(
            row, f"{name}-{code}-{start}", document=document, locator=f"{name}code {code} {start}"
        )
        facts.add(state, EVIDENCE, evidence)
        membership = facts.mint("membership", f"states:{name}:{code}:{start}")
        facts.membership(membership, state, self._system(name), evidence)
        self._memberships.append((membership, bounds))
        days = (self._last, bounds.start_earliest, bounds.end_earliest)
        self._last = max((day for day in days if day is not None), default=None)
        if cells["microstate"].casefold() == "true":
            facts.text(membership, RDFS.comment, "microstate", "en")
        self._rows[code, start] = end
        self._states[code] = state
        self._periods[state].append((start, end))
        return IMPORTED

    def finish(self) -> None:
        """Date the periods, and the states that have one period alone."""
        published = self._facts.release.published
        as_of = (published.start_earliest if published else None) or self._last
        for membership, bounds in self._memberships:
            self._facts.dates(membership, bounds, as_of)
        for state, periods in self._periods.items():
            found = [self._bounds(start, end) for start, end in periods]
            if len(found) == 1:
                self._facts.dates(state, found[0], as_of)
            if state in self._own and all(bounds.end_latest for bounds in found):
                self._facts.code(state, GA.organisationType, "historical-state")

    def _state(self, cells: Cells, system: str, code: str) -> Node:
        """The packaged state of exactly this name, else one of the list's own."""
        facts, name = self._facts, cells["country_name"]
        state = self._states.get(code) or facts.country(name)
        if state is None or "/id/agent/" not in state.value:
            state = facts.mint("agent", f"states:{system}:{code}")
            facts.type(state, GA.State)
            self._own.add(state)
        if facts.country(name) != state:
            facts.name(state, name, alias=state not in self._own)
        facts.text(state, DCTERMS.identifier, f"{system}code:{code}")
        if abbreviation := cells[f"{system}c"]:
            facts.text(state, DCTERMS.identifier, f"{system}c:{abbreviation}")
        return state

    def _system(self, name: str) -> Node:
        facts = self._facts
        system = facts.type(facts.mint("agent", f"states:{name}:system"), GA.Organisation)
        facts.name(system, _SYSTEMS[name])
        return system

    def _bounds(self, start: str, end: str) -> Bounds:
        try:
            return self._facts.interval(f"[..{start}]" if start == _BEGIN else start, end)
        except DateError as error:
            raise RowError(f"start and end are no period: {start[:40]!r}, {end[:40]!r}") from error


def _number(cells: Cells, column: str) -> str:
    """A code, which tables made by statistical programs write as 2.0."""
    code = cells[column].removesuffix(".0")
    if not (code.isascii() and code.isdecimal() and len(code) < 10):
        raise RowError(f"{column} is no number: {cells[column][:40]!r}")
    return code
