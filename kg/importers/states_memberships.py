"""The table of country_converter: in which organisations a country is, and since which year."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

from rdflib import DCTERMS, ORG, RDF

from kg.importers.facts import EVIDENCE, Facts, Node, term
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError
from kg.importers.states_entries import Entries, ended
from kg.parsing import reference_quads
from kg.vocabulary import BASE_IRI, GA

_UNITED_NATIONS = Node(f"{BASE_IRI}id/agent/united-nations")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_ROUND_OF_EU = re.compile(r"EU\d\d(?:_\d{4})?")
_NAMES = {
    "UN": "United Nations",
    "OECD": "Organisation for Economic Co-operation and Development",
    "EU": "European Union",
    "EEA": "European Economic Area",
    "Schengen": "Schengen Area",
    "EURO": "euro area",
    "APEC": "Asia-Pacific Economic Cooperation",
    "CIS": "Commonwealth of Independent States",
    "CoE": "Council of Europe",
}
"""What the short names mean, where they are no names themselves; they are kept beside these."""
_WITH_YEARS = frozenset(("UN", "OECD", "EURO"))
"""Where a year is that of joining. A mark, which repeats the column's name, is read anywhere."""


class Memberships:
    """Rows of one country each, with its codes and its organisations."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._entries = Entries(facts)

    def take(self, row: Row[Any], document: Node) -> Fate:
        """The memberships of a country, and its names and codes where they are new."""
        facts, cells = self._facts, row.value
        code = cells["ISO3"]
        country = self._entries.entry(cells, "ISO3", "ISO2", "ISOnumeric")
        new = self._entries.add(country, cells)
        if year := cells.get("obsolete", ""):
            ended(facts, country, year, "obsolete")
        evidence = facts.evidence(
            row, f"converter-{code}", document=document, locator=f"ISO3 {code}"
        )
        facts.add(country, EVIDENCE, evidence)
        for organisation, found in _columns(cells).items():
            self._membership(row, document, country, organisation, found)
            new = True
        return IMPORTED if new else MERGED

    def _membership(
        self,
        row: Row[Any],
        document: Node,
        country: Node,
        organisation: str,
        found: dict[str, str],
    ) -> None:
        facts, code = self._facts, row.value["ISO3"]
        years = sorted({value for value in found.values() if value})
        if len(years) > 1:
            raise RowError(f"two columns give {organisation} different years: {', '.join(years)}")
        key = f"{organisation}-{code}"
        evidence = facts.evidence(
            row, key, document=document, locator=f"ISO3 {code}, {', '.join(found)}"
        )
        body = self._organisation(organisation)
        membership = _packaged().get((country, body))
        if membership is None:
            membership = facts.mint("membership", f"states:{organisation}:{code}")
        else:
            facts.text(membership, DCTERMS.identifier, f"states:{organisation}:{code}")
        bounds = facts.interval(years[0], "") if years else None
        facts.membership(membership, country, body, evidence, bounds)

    def _organisation(self, name: str) -> Node:
        facts = self._facts
        if name == "UN":
            return facts.type(_UNITED_NATIONS, GA.InternationalOrganisation)
        body = facts.mint("agent", f"states:organisation:{name}")
        facts.type(body, GA.InternationalOrganisation)
        facts.name(body, _NAMES.get(name, name))
        if name in _NAMES:
            facts.name(body, name, alias=True)
        return body


def _columns(cells: dict[str, str]) -> dict[str, dict[str, str]]:
    """The organisations of a country: the columns that name each, with the year or nothing.

    The rounds of the European Union (EU12, EU27_2007 …) are memberships of it.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for column, value in cells.items():
        name = "UN" if column == "UNmember" else _ROUND_OF_EU.sub("EU", column)
        if value and value == column:
            found[name][column] = ""
        elif value and name in _WITH_YEARS and _YEAR.fullmatch(value):
            found[name][column] = value
        elif value and name in _WITH_YEARS:
            raise RowError(f"{column} is neither a year nor a mark: {value[:40]!r}")
    return found


@cache
def _packaged() -> dict[tuple[Any, Any], Node]:
    """The memberships in the packaged states, by member and organisation."""
    quads = reference_quads()
    found = {q.subject for q in quads if q.predicate == term(RDF.type)}
    members = {q.subject: q.object for q in quads if q.predicate == term(ORG.member)}
    bodies = {q.subject: q.object for q in quads if q.predicate == term(ORG.organization)}
    return {
        (members[membership], bodies[membership]): membership
        for membership in found & members.keys() & bodies.keys()
        if isinstance(membership, Node)
    }
