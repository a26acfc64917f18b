"""FollowTheMoney: entities as JSON Lines, as OpenSanctions, Aleph and others publish them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kg.importers.facts import Facts
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.ftm_actors import Actors
from kg.importers.ftm_entities import AGENTS, LINKS, entity_of
from kg.importers.ftm_events import Events
from kg.importers.ftm_links import Links
from kg.importers.ftm_relations import MEMBERSHIPS, Relations
from kg.importers.ftm_things import Things
from kg.importers.json_documents import read_lines
from kg.importers.options import Options
from kg.importers.release import SPDX, Terms
from kg.importers.rows import Fate, Row, skipped

_WITHOUT_TERM = {
    "Identification": "numbers of papers that identify somebody have no term in the ontology",
    "Passport": "numbers of papers that identify somebody have no term in the ontology",
    **dict.fromkeys(
        ("Vessel", "Airplane", "Vehicle", "RealEstate", "Security", "Asset", "BankAccount"),
        "ships, aircraft, securities and other property have no term in the ontology",
    ),
    **dict.fromkeys(("CryptoWallet", "License", "Value"), "assets have no term in the ontology"),
    **dict.fromkeys(
        ("Payment", "Debt", "Contract", "ContractAward", "CallForTenders", "TaxRoll"),
        "contracts and payments have no term in the ontology",
    ),
    **dict.fromkeys(
        ("CourtCase", "CourtCaseParty", "Project", "ProjectParticipant", "EconomicActivity"),
        "court cases and projects have no term in the ontology",
    ),
    **dict.fromkeys(
        (
            *("Document", "Documentation", "Mention", "Note", "Email", "Message", "Call", "Page"),
            *("Pages", "Folder", "Package", "Table", "Workbook", "PlainText", "HyperText"),
            *("Image", "Audio", "Video", "UserAccount", "Similar", "Risk"),
        ),
        "files and what was found in them have no term in the ontology",
    ),
}
_UNDETERMINED = "http://rightsstatements.org/vocab/UND/1.0/"
_UNKNOWN = "the schema is none that FollowTheMoney 4 has"


class FollowTheMoney:
    """The entities of one release, in any order: the files are read twice."""

    def __init__(self, facts: Facts) -> None:
        self._things = Things(facts)
        self._actors = Actors(self._things)
        self._relations = Relations(self._things, self._actors)
        self._links = Links(self._things)
        self._events = Events(self._things)

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[dict[str, Any]]]:
        """All lines; those of any file may refer to those of any other."""
        self._things.index.read(files)
        for file in files:
            yield from read_lines(file)

    def take(self, row: Row[dict[str, Any]]) -> Fate:
        """An entity, by its schema."""
        entity = entity_of(row.value)
        schema = entity.schema
        if schema in AGENTS:
            return self._actors.actor(row, entity)
        match schema:
            case "Position":
                return self._actors.post(entity)
            case "Occupancy":
                return self._relations.tenure(row, entity)
            case "Address" | "Territory":
                return self._actors.place(entity)
            case "Sanction":
                return self._events.sanction(row, entity)
            case "Event" | "Trip":
                return self._events.event(row, entity)
            case "Succession":
                return self._relations.succession(entity)
            case "Article":
                return self._actors.article(entity)
        if schema in MEMBERSHIPS:
            return self._relations.membership(row, entity)
        if schema in LINKS:
            return self._links.link(row, entity)
        return skipped(_WITHOUT_TERM.get(schema, _UNKNOWN))

    def finish(self) -> None:
        """Write dates and sentences that several lines make, and tell what none described."""
        self._things.write_dates()
        self._links.write_sentences()
        if number := len(self._things.undescribed):
            self._things.facts.note(
                f"{number:,} entities are referred to and never described; they are in the graph"
                " without a name."
            )


def _settle(source: Format, options: Options) -> Format:
    """The format with the terms of another publisher, whose licence is not known here."""
    publisher = options.get("publisher", "").strip()
    if not publisher:
        return source
    return replace(
        source,
        terms=replace(source.terms, publisher=publisher, license=_UNDETERMINED, homepage=""),
    )


FORMATS = {
    "ftm": Format(
        "ftm",
        "FollowTheMoney: entities as JSON Lines, as OpenSanctions publishes them",
        ("*.ftm.json", "*.jsonl", "*.ndjson", "*.ijson"),
        Terms(
            title="Entities of FollowTheMoney",
            publisher="OpenSanctions",
            license=f"{SPDX}CC-BY-NC-4.0",
            homepage="https://www.opensanctions.org/",
        ),
        FollowTheMoney,
        settle=_settle,
    )
}
