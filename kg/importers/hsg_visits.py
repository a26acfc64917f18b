"""Visits by foreign leaders to the United States: XML of the US Office of the Historian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from rdflib import RDFS

from kg.bounds import Bounds
from kg.importers.facts import Facts, Node
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.hsg_actors import Actors
from kg.importers.hsg_countries import UNITED_STATES, Country
from kg.importers.hsg_meetings import Meetings, Party, Visit
from kg.importers.hsg_remarks import read_remarks
from kg.importers.hsg_titles import Named, read_named
from kg.importers.hsg_visit_types import is_in_office, read_days, read_id, visit_type
from kg.importers.markup import read_elements, text_of
from kg.importers.names import clean
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, Fate, Row, RowError

FORMAT = "hsg-visits"
Element = ElementTree.Element


class Visits:
    """The visits of one release."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._actors = Actors(facts, FORMAT)
        self._meetings = Meetings(facts, self._actors)
        self._ids: set[str] = set()

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Element]]:
        """The visits of all files."""
        for file in files:
            yield from read_elements(file, "visit")

    def take(self, row: Row[Element]) -> Fate:
        """A visit, its visitors in their posts, and the meetings that its description names."""
        facts, element = self._facts, row.value
        id = read_id(element, self._ids)
        remarks = clean(text_of(element, "description"))
        days, country = read_days(facts, element), self._country(element)
        home = self._actors.countries.find(UNITED_STATES)
        evidence = facts.evidence(row, f"visit-{id}", quote=remarks)
        event = facts.mint("event", f"{FORMAT}:{id}")
        facts.event(
            event, visit_type(remarks), evidence, days, place=self._actors.countries.territory(home)
        )
        if country.other_name:
            facts.text(event, RDFS.comment, f"From: {country.other_name}", "en")
        visitors = self._visitors(id, element, country, days, evidence)
        for number, party in enumerate(visitors, 1):
            self._meetings.join(event, f"visit-{id}-visitor-{number}", party, "visitor")
        facts.participation(event, f"visit-{id}-host", home.agent, "host")
        facts.occurred(event, f"visit-{id}-occurred", evidence)
        visit = Visit(f"{FORMAT}:{id}", event, days, visitors, home, americans_only=True)
        self._meetings.write(row, visit, read_remarks(remarks))
        self._ids.add(id)
        return IMPORTED

    def finish(self) -> None:
        """Nothing shows only at the end."""

    def _country(self, element: Element) -> Country:
        found = element.findall("from")
        if len(found) != 1:
            raise RowError(f"a visit has one element from, and this has {len(found)}")
        return self._actors.countries.find(found[0].get("id", ""), clean(text_of(element, "from")))

    def _visitors(
        self, id: str, element: Element, country: Country, days: Bounds, evidence: Node
    ) -> list[Party]:
        text = clean(text_of(element, "visitor"))
        if not text:
            raise RowError("the element visitor is empty")
        in_office = is_in_office(text_of(element, "description"))
        return [
            self._visitor(f"{FORMAT}:{id}", number, who, country, days, evidence, in_office)
            for number, who in enumerate(read_named(text), 1)
        ]

    def _visitor(
        self,
        key: str,
        number: int,
        who: Named,
        country: Country,
        days: Bounds,
        evidence: Node,
        in_office: bool,
    ) -> Party:
        """A visitor, in the post of the title: "President X visited" says that X was President."""
        agent = self._actors.person(who, country, key)
        if not (who.holds and in_office):
            return Party(agent, None, country.agent)
        post = self._actors.post(who, country)
        tenure = self._actors.tenure(f"{key}:{number}", agent, post, evidence, days, who.acting)
        return Party(agent, tenure, country.agent)


FORMATS = {
    FORMAT: Format(
        FORMAT,
        "Visits by foreign leaders to the US, by the Office of the Historian: XML by decade",
        ("*.xml",),
        Terms(
            title="Visits by Foreign Leaders",
            publisher="Office of the Historian, US Department of State",
            license=f"{SPDX}CC0-1.0",
            homepage="https://history.state.gov/departmenthistory/visits",
        ),
        Visits,
    )
}
