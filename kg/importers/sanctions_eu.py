"""EU restrictive measures: annexes of regulations as CSV, one file for each act by CELEX number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.importers.facts import Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.names import clean, script_language
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.importers.sanctions import VESSELS, Listings
from kg.importers.sanctions_cells import (
    alias_names,
    all_values,
    birth_bounds,
    dated,
    enumerated,
    values,
)
from kg.importers.sanctions_countries import nationalities
from kg.importers.slugs import last_step
from kg.importers.tables import read_table
from kg.vocabulary import GA

Cells = dict[str, str]

_COLUMNS = ("recordId", "annex", "measure", "startDate", "reason", "schema", "name")
_KINDS = {
    "Person": GA.Person,
    "LegalEntity": GA.Organisation,
    "Organization": GA.Organisation,
    "Company": GA.Organisation,
    "PublicBody": GA.PublicBody,
}
_UNMODELLED = ("Vessel", "Airplane", "Vehicle")
_CELEX = re.compile(r"3([0-9]{4})([A-Z]{1,2})([0-9]{4})(?:\([0-9]{2}\))?")
_ACTS = {"R": ("Regulation", "regulation"), "D": ("Decision", "resolution")}
_PAGE = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"
_COMPANY = re.compile(r"(?i)\bcompany\b")

_NOTES = {
    "country": "Country",
    "position": "Position",
    "passportNumber": "Passport",
    "gender": "Gender",
    "appearance": "Appearance",
    "ethnicity": "Ethnicity",
    "fatherName": "Father",
    "motherName": "Mother",
    "legalForm": "Legal form",
    "sector": "Sector",
    "registrationNumber": "Registration number",
    "taxNumber": "Tax number",
    "idNumber": "Identity number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "kppCode": "KPP",
    "okpoCode": "OKPO",
    "leiCode": "LEI",
    "swiftBic": "SWIFT/BIC",
    "ticker": "Ticker",
    "flag": "Flag",
    "address": "Address",
    "phone": "Phone",
    "email": "E-mail",
    "notes": "",
}
"""Columns that the model has no term for, and the names under which their texts are kept."""


class EuAnnexes:
    """The entries of the annexes of any number of acts."""

    def __init__(self, facts: Facts) -> None:
        council = facts.mint("agent", "council-of-the-european-union")
        facts.type(council, GA.Organisation)
        facts.name(council, "Council of the European Union")
        facts.keep()
        self._facts = facts
        self._listings = Listings(facts, "eu-sanctions", council)
        self._agents: set[Node] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Cells]]:
        """The rows of all tables, by the names of the files; amendments come last."""
        for file in sorted(files, key=lambda file: ("amendment" in file.name, file.name)):
            yield from read_table(file, required=_COLUMNS)

    def take(self, row: Row[Cells]) -> Fate:
        """An entry of an annex: an agent, its listing and the reason for it."""
        cells = row.value
        kind = _KINDS.get(cells["schema"])
        if cells["schema"] in _UNMODELLED:
            return skipped(VESSELS)
        if kind is None:
            return skipped("its schema is no kind of agent")
        if not cells["name"]:
            raise RowError("name is empty")
        amended = _celex(cells, "celex", "amendedCelex")
        act = _celex(cells, "amendmentCelex", "celex")
        key = _key(cells, amended)
        agent = self._facts.type(self._facts.mint("agent", key), kind)
        first = agent not in self._agents
        acts = [self._act(number) for number in dict.fromkeys((amended, act))]
        evidence = self._listing(row, key, agent, act, acts)
        self._names(agent, cells)
        if kind is GA.Person:
            self._person(agent, key, cells, evidence)
        else:
            self._organisation(agent, cells, first)
        self._others(agent, cells)
        if cells["reason"]:
            self._listings.reason(row, key, agent, cells["reason"], acts[-1])
        self._agents.add(agent)
        return IMPORTED if first else MERGED

    def finish(self) -> None:
        """Nothing shows only at the end."""

    def _act(self, celex: str) -> Node:
        kind, code = _ACTS.get(celex[5], ("Act", "law"))
        year, number = celex[1:5], int(celex[6:10]) if celex[6:10].isdigit() else celex[6:]
        title = f"{kind} {year}/{number} of the European Union (CELEX {celex})"
        document = self._listings.cited(celex, title, code)
        self._listings.website(document, _PAGE + celex)
        return document

    def _listing(
        self, row: Row[Cells], key: str, agent: Node, act: str, acts: Sequence[Node]
    ) -> Node:
        """One event for each measure and date; an act that repeats it is one more basis."""
        facts, cells = self._facts, row.value
        bounds = dated(facts, "startDate", cells["startDate"]) if cells["startDate"] else None
        day = bounds.edtf if bounds else "unknown"
        event = facts.mint("event", f"{key}:{cells['measure']}:{day}")
        evidence = self._listings.row_evidence(row, f"{last_step(event)}-{act}")
        label = f"EU sanctions listing of {cells['name']}"
        self._listings.listing(event, agent, label, evidence, bounds, acts)
        place = f"annex {cells['annex']} of {act}" if cells["annex"] else act
        self._listings.note(event, "Measure", f"{cells['measure']}, {place}")
        self._listings.note(event, "Programme", cells.get("programKey", ""))
        return evidence

    def _names(self, agent: Node, cells: Cells) -> None:
        self._facts.name(agent, cells["name"], script_language(cells["name"]))
        for text in all_values(cells.get("previousName", "")):
            self._listings.former(agent, text)
        for column in ("alias", "weakAlias"):
            for text in all_values(cells.get(column, "")):
                names, former, remark = alias_names(text)
                for name in names:
                    if former:
                        self._listings.former(agent, name)
                    else:
                        self._listings.alias(agent, name, weak=column == "weakAlias")
                self._listings.note(agent, "Alias", remark)

    def _person(self, person: Node, key: str, cells: Cells, evidence: Node) -> None:
        for text in all_values(cells.get("nationality", "")):
            self._listings.citizen(person, text)
        dates, places = cells.get("birthDate", ""), all_values(cells.get("birthPlace", ""))
        if not dates and not places:
            return
        bounds = birth_bounds(self._facts, "birthDate", all_values(dates))
        words = dates if bounds is None or bounds.edtf.startswith("[") else ""
        self._listings.birth(person, key, evidence, bounds, words, places)

    def _organisation(self, agent: Node, cells: Cells, first: bool) -> None:
        facts = self._facts
        if cells["schema"] == "Company" or _COMPANY.search(cells.get("legalForm", "")):
            facts.code(agent, GA.organisationType, "company")
        if founded := cells.get("incorporationDate", ""):
            bounds = birth_bounds(facts, "incorporationDate", all_values(founded))
            if bounds is not None and first:
                facts.dates(agent, facts.interval(bounds.edtf, ""))
            else:
                self._listings.note(agent, "Founded", founded)
        for text in all_values(cells.get("jurisdiction", "")):
            states = nationalities(facts, text)
            for state in states:
                facts.add(agent, term(GA.jurisdiction), state)
            if not states:
                self._listings.note(agent, "Jurisdiction", text)

    def _others(self, agent: Node, cells: Cells) -> None:
        for column, label in _NOTES.items():
            if text := cells.get(column, ""):
                for value in values(text):
                    for part in enumerated(value) if column != "notes" else [value]:
                        self._listings.note(agent, label, part)
        for address in values(cells.get("website", "")):
            self._listings.website(agent, address)


def _celex(cells: Cells, *columns: str) -> str:
    """The CELEX number in the first of the columns that has one."""
    column, number = next(((c, cells[c]) for c in columns if cells.get(c)), (columns[0], ""))
    if not _CELEX.fullmatch(number):
        raise RowError(
            f"{column} holds no CELEX number: {number[:40]!r}", hint="It looks like 32020R1998."
        )
    return number


def _key(cells: Cells, celex: str) -> str:
    """The key of an entry: its number in its annex; without one, its name and date of birth.

    Persons and others are numbered apart, in some acts within one annex.
    """
    kind = "person" if cells["schema"] == "Person" else "organisation"
    number = cells["recordId"] or f"{clean(cells['name'])}:{cells.get('birthDate', '')}"
    return f"eu-sanctions:{celex}:{cells['annex']}:{number}:{kind}"


FORMATS = {
    "sanctions-eu": Format(
        "sanctions-eu",
        "EU restrictive measures as CSV, one file for each act by CELEX number",
        ("3[0-9][0-9][0-9][0-9][A-Z][0-9][0-9][0-9][0-9].csv",),
        Terms(
            title="EU restrictive measures: annexes of regulations as tables",
            publisher="OpenSanctions",
            license=f"{SPDX}MIT",
            homepage="https://www.opensanctions.org/datasets/eu_journal_sanctions/",
            rights="Texts of the Official Journal of the European Union, reused under Commission "
            "Decision 2011/833/EU with acknowledgement of the source.",
            document_type="sanctions-list",
        ),
        EuAnnexes,
    )
}
