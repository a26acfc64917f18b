"""Lists of states: ISO 3166, the two state systems since 1816, and memberships of states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph as ox
from rdflib import DCTERMS, SDO

from kg.errors import InputError
from kg.importers.facts import TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.release import Terms
from kg.importers.rows import Fate, Row
from kg.importers.states_entries import Entries, Withdrawn
from kg.importers.states_kinds import (
    CONVERTER,
    COUNTRY_CODES,
    COW,
    GW,
    ISO_3166_3,
    Kind,
    kind_of,
)
from kg.importers.states_memberships import Memberships
from kg.importers.states_systems import Systems
from kg.vocabulary import GA


class States:
    """The lists of one release, each with a document of its own."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._kinds: dict[str, Kind] = {}
        self._entries = Entries(facts)
        self._withdrawn = Withdrawn(facts)
        self._systems = Systems(facts)
        self._memberships = Memberships(facts)

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[dict[str, Any]]]:
        """The rows of all lists.

        Raises:
            InputError: two lists would date the same states in one graph.
        """
        self._kinds = {file.name: kind_of(file) for file in files}
        systems = [name for name, kind in self._kinds.items() if kind in (COW, GW)]
        if len(systems) > 1:
            raise InputError(
                f"{systems[0]} and {systems[1]}: two lists date the same states.",
                hint="Import each by itself, so that each has a graph and both dates stay.",
            )
        for file in files:
            yield from self._kinds[file.name].rows(file)

    def take(self, row: Row[dict[str, Any]]) -> Fate:
        """What a row says of a state, by the kind of its list."""
        kind = self._kinds[row.file]
        document = self._document(kind)
        if kind in (COW, GW):
            return self._systems.take(row, kind, document)
        if kind is CONVERTER:
            return self._memberships.take(row, document)
        if kind is ISO_3166_3:
            return self._withdrawn.take(row, document)
        columns = _COUNTRY_CODES if kind is COUNTRY_CODES else _ISO_3166_1
        return self._entries.take(row, document, kind.name, columns)

    def finish(self) -> None:
        """Date the states of a state system."""
        self._systems.finish()

    def _document(self, kind: Kind) -> Node:
        """The list itself, as a part of what was imported."""
        facts = self._facts
        document = Node(f"{facts.release.document.value}-{kind.name}")
        if not facts.holds(document, TYPE, term(GA.Document)):
            facts.document(document, kind.title, "dataset")
            facts.add(document, term(DCTERMS.license), Node(kind.license))
            facts.add(document, term(DCTERMS.isPartOf), facts.release.document)
            facts.add(document, term(SDO.creditText), ox.Literal(kind.credit, language="en"))
        return document


_COUNTRY_CODES = ("ISO3166-1-Alpha-3", "ISO3166-1-Alpha-2", "ISO3166-1-numeric")
_ISO_3166_1 = ("alpha_3", "alpha_2", "numeric")

FORMATS = {
    "states": Format(
        "states",
        "Lists of states: ISO 3166, state systems since 1816, memberships in organisations",
        (
            *("country-codes*.csv", "iso_3166-[13].json", "country_data*.tsv"),
            *("cowstates*.csv", "gwstates*.csv"),
        ),
        Terms(
            title="Lists of states",
            publisher="compilers of lists of states",
            license="http://rightsstatements.org/vocab/CNE/1.0/",
            rights=(
                "Each list has a licence of its own, which stands at its document: PDDL for "
                "country-codes, LGPL for iso-codes, MIT for the two state systems, GPL for "
                "country_converter."
            ),
        ),
        States,
    )
}
