"""What events of GDELT point to: actors by their codes, places, and the pages that were coded."""

from __future__ import annotations

from rdflib import RDFS

from kg.importers.facts import TYPE, Facts, Node, term
from kg.vocabulary import GA, GC

Cells = dict[str, str]

_AGENT = term(GA.Agent)
_PLACE = term(GA.Place)
_PLACE_TYPES = {"1": "country", "2": "first-level-division", "5": "first-level-division"}
"""By ActionGeo_Type; 3 and 4 are cities or landmarks, and do not say which."""


class Things:
    """The agents, places and documents of an export, each described at its first row."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._states: dict[str, Node | None] = {}
        self._agents: dict[str, Node] = {}

    def actor(self, cells: Cells, column: str) -> tuple[Node, str] | None:
        """The agent of a code, and the name in the row where that is no name of the agent."""
        code, name = cells[f"{column}Code"], cells[f"{column}Name"]
        if not code:
            return None
        country = cells[f"{column}CountryCode"]
        state = self._state(country) if country else None
        if state is not None and code == country:
            known = self._facts.states.named(name) if name else state
            return state, "" if known == state else name
        agent = self._agents.get(code)
        if agent is None or not self._facts.holds(agent, TYPE, _AGENT):
            agent = self._agents[code] = self._coded(code, state)
        self._facts.name(agent, name, alias=True)
        return agent, name

    def _coded(self, code: str, state: Node | None) -> Node:
        facts = self._facts
        agent = facts.mint("agent", f"gdelt:{code}")
        facts.add(agent, TYPE, _AGENT)
        facts.name(agent, code)
        facts.text(agent, GA.actorCode, code)
        if state is not None:
            facts.add(agent, term(GA.affiliation), state)
        return agent

    def _state(self, code: str) -> Node | None:
        """The packaged state or other polity of an alpha-3 code; CAMEO has some of its own."""
        if code not in self._states:
            known = self._facts.states.by_code.get(code) if len(code) == 3 else None
            is_agent = known is not None and "/id/agent/" in known.value
            self._states[code] = known if is_agent and code.isalpha() else None
        return self._states[code]

    def place(self, cells: Cells) -> Node | None:
        """The place where the event is said to have happened."""
        facts, name = self._facts, cells["ActionGeo_Fullname"]
        if not name:
            return None
        if cells["ActionGeo_Type"] == "1" and (entry := facts.country(name)):
            return facts.territory(entry)
        place = facts.mint("place", f"gdelt-place:{cells['ActionGeo_FeatureID'] or name}")
        if not facts.holds(place, TYPE, _PLACE):
            facts.add(place, TYPE, _PLACE)
            if code := _PLACE_TYPES.get(cells["ActionGeo_Type"]):
                facts.add(place, term(GA.placeType), term(GC[code]))
            if cells["ActionGeo_Lat"] and cells["ActionGeo_Long"]:
                point = f"latitude {cells['ActionGeo_Lat']}, longitude {cells['ActionGeo_Long']}"
                facts.text(place, RDFS.comment, point, "en")
        facts.name(place, name)
        return place

    def page(self, address: str) -> Node | None:
        """The document that was coded; all rows of one address share it."""
        return self._facts.page(address) if address else None
