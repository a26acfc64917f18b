"""Travels abroad of US presidents and secretaries of state: XML of the Office of the Historian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from rdflib import DCTERMS, RDFS

from kg.bounds import Bounds
from kg.importers.facts import Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.hsg_actors import Actors
from kg.importers.hsg_countries import Country
from kg.importers.hsg_meetings import Meetings, Party, Visit
from kg.importers.hsg_people import position, traveller, united_states
from kg.importers.hsg_remarks import read_remarks
from kg.importers.hsg_visit_types import is_in_office, read_days, read_id, visit_type
from kg.importers.markup import read_elements, text_of
from kg.importers.names import clean
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, Fate, Row, RowError
from kg.vocabulary import GA

FORMAT = "hsg-travels"
Element = ElementTree.Element
# "Mexico, D.F." is one place.
_BETWEEN = re.compile(r",\s+(?!D\.F\.)|;\s*")


class Travels:
    """The trips of one release."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._actors = Actors(facts, FORMAT)
        self._meetings = Meetings(facts, self._actors)
        self._ids: set[str] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Element]]:
        """The trips of all files."""
        for file in files:
            yield from read_elements(file, "trip")

    def take(self, row: Row[Element]) -> Fate:
        """A visit, its visitor in office, its host and places, and the meetings it names."""
        facts, element = self._facts, row.value
        id = read_id(element, self._ids)
        remarks = clean(text_of(element, "remarks"))
        days, country = read_days(facts, element), self._country(element)
        territory = self._actors.countries.territory(country)
        evidence = facts.evidence(row, f"trip-{id}", quote=remarks)
        event = facts.mint("event", f"{FORMAT}:{id}")
        facts.event(event, visit_type(remarks), evidence, days, place=territory)
        if country.other_name:
            facts.text(event, RDFS.comment, f"To: {country.other_name}", "en")
        self._places(event, element, country, territory)
        visitor = self._visitor(id, element, days, evidence, is_in_office(remarks))
        self._meetings.join(event, f"trip-{id}-visitor", visitor, "visitor")
        facts.participation(event, f"trip-{id}-host", country.agent, "host")
        facts.occurred(event, f"trip-{id}-occurred", evidence)
        visit = Visit(f"{FORMAT}:{id}", event, days, [visitor], country)
        self._meetings.write(row, visit, read_remarks(remarks))
        self._ids.add(id)
        return IMPORTED

    def finish(self) -> None:
        """Nothing shows only at the end."""

    def _country(self, element: Element) -> Country:
        found = element.findall("country")
        if len(found) != 1:
            raise RowError(f"a trip has one element country, and this has {len(found)}")
        return self._actors.countries.find(
            found[0].get("id", ""), clean(text_of(element, "country"))
        )

    def _places(self, event: Node, element: Element, country: Country, territory: Node) -> None:
        facts = self._facts
        names = [clean(name) for name in _BETWEEN.split(text_of(element, "locale"))]
        for name in filter(None, (*names, country.part)):
            place = facts.type(facts.mint("place", f"hsg:places:{country.id}:{name}"), GA.Place)
            facts.name(place, name)
            facts.add(place, term(DCTERMS.isPartOf), territory)
            facts.add(event, term(GA.location), place)

    def _visitor(
        self, id: str, element: Element, days: Bounds, evidence: Node, in_office: bool
    ) -> Party:
        facts = self._facts
        role = element.get("role") or text_of(element, "role")
        agent = traveller(facts, element.get("who", ""), role)
        facts.name(agent, text_of(element, "name"))
        post = position(facts, role)
        if not in_office:
            return Party(agent)
        tenure = self._actors.tenure(f"{FORMAT}:{id}", agent, post, evidence, days)
        return Party(agent, tenure, united_states(facts))


FORMATS = {
    FORMAT: Format(
        FORMAT,
        "Travels abroad of US presidents and secretaries of state, by the Office of the Historian",
        ("*.xml",),
        Terms(
            title="Travels Abroad of the President and of the Secretary of State",
            publisher="Office of the Historian, US Department of State",
            license=f"{SPDX}CC0-1.0",
            homepage="https://history.state.gov/departmenthistory/travels",
        ),
        Travels,
    )
}
