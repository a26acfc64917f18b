"""Those whom the Office of the Historian names in prose: agents as named, and their posts."""

from __future__ import annotations

from rdflib import ORG

from kg.bounds import Bounds
from kg.importers.facts import EVIDENCE, Facts, Node, date_literal, term
from kg.importers.hsg_countries import Countries, Country
from kg.importers.hsg_people import PRESIDENT, SECRETARY, position
from kg.importers.hsg_titles import Named
from kg.vocabulary import GA

_AMERICAN = {"President": PRESIDENT, "Secretary of State": SECRETARY}
_UNITED_STATES = "united-states"


class Actors:
    """Agents and posts of one format, whose name begins the keys of its agents."""

    def __init__(self, facts: Facts, format: str) -> None:
        self._facts = facts
        self._format = format
        self.countries = Countries(facts)

    def person(self, who: Named, country: Country | None, visit: str) -> Node:
        """The person of a name. A name of two words is that of one person in a country. A title
        with one word is not ("President Kim"): it names a person of that visit alone."""
        facts = self._facts
        if country is not None and who.is_full:
            key = f"{self._format}:{country.id}:{who.text}"
        else:
            key = f"{visit}:{country.id if country else 'unknown'}:{who.text}"
        node = facts.type(facts.mint("agent", key), GA.Person)
        if who.is_full:
            facts.name(node, who.name)
        if who.text != who.name or not who.is_full:
            facts.name(node, who.text, alias=who.is_full)
        return node

    def officials(self, text: str, country: Country, visit: str) -> Node:
        """The unnamed officials of a country whom somebody met on a visit."""
        facts = self._facts
        node = facts.type(facts.mint("agent", f"{visit}:{text}"), GA.Collective)
        facts.name(node, text)
        facts.add(node, term(GA.affiliation), country.agent)
        return node

    def organisation(self, acronym: str) -> Node:
        """The organisation of an acronym before a title, as in "PLO Chairman"."""
        facts = self._facts
        node = facts.type(facts.mint("agent", f"hsg:organisations:{acronym}"), GA.Organisation)
        facts.name(node, acronym)
        return node

    def post(self, who: Named, country: Country) -> Node:
        """The post of a title in a country."""
        facts = self._facts
        if country.id == _UNITED_STATES and who.title in _AMERICAN:
            return position(facts, _AMERICAN[who.title])
        node = facts.mint("post", f"hsg:posts:{country.id}:{who.title}")
        label = f"{who.title} of {country.name}"
        return facts.post(node, label, type=who.type, jurisdiction=country.agent)

    def post_in(self, who: Named, organisation: Node, acronym: str) -> Node:
        """The post of a title in an organisation."""
        facts = self._facts
        node = facts.post(
            facts.mint("post", f"hsg:posts:{acronym}:{who.title}"), f"{who.title} of {acronym}"
        )
        facts.add(node, term(ORG.postIn), organisation)
        return node

    def tenure(
        self, key: str, holder: Node, post: Node, evidence: Node, days: Bounds, acting: bool = False
    ) -> Node:
        """The tenure that a visit shows: it had begun when the visit began, and had not ended
        when the visit ended. Before and after, it is unknown."""
        facts = self._facts
        node = facts.tenure(facts.mint("tenure", key), holder, post, evidence)
        if days.start_latest:
            facts.add(node, term(GA.startLatest), date_literal(days.start_latest))
        if last := days.end_earliest or days.start_earliest:
            facts.add(node, term(GA.endEarliest), date_literal(last))
        if acting:
            facts.flag(node, GA.acting, True)
        facts.add(node, EVIDENCE, evidence)
        return node
