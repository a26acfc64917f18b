"""Countries as the Office of the Historian names them: packaged states, or polities of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.importers.demonyms import OTHER_NAMES
from kg.importers.facts import Facts, Node, term
from kg.importers.rows import RowError
from kg.importers.slugs import is_slug, last_step, slug
from kg.vocabulary import GA, GC

UNITED_STATES = "united-states"

# Ids that are no name of the state in our reference data, by ISO 3166-1 alpha-2.
_CODES = {slug(name): code for name, code in OTHER_NAMES.items()} | {
    "antigua-barbuda": "AG",
    "congo-brazzaville": "CG",
    "congo-democratic-republic": "CD",
    "congo-kinshasa": "CD",
    "congo-republic": "CG",
    "cote-divoire": "CI",
    "guinea-bissau": "GW",
    "holy-see": "VA",
    "korea": "KR",
    "korea-north": "KP",
    "korea-south": "KR",
    "saint-kitts-nevis": "KN",
    "saint-vincent-grenadines": "VC",
    "sao-tome-principe": "ST",
    "timor-leste": "TL",
    "trinidad-tobago": "TT",
    "united-states": "US",
}
# The source keeps these under the id of another state: the name tells them apart.
_APART = {
    ("china", "China, Republic of"): "republic-of-china",
    ("kosovo", "Serbia-Montenegro (Kosovo)"): "serbia-and-montenegro",
    ("malaysia", "Malaya"): "malaya",
    ("russia", "U.S.S.R."): "soviet-union",
    ("tanzania", "Tanganyika"): "tanganyika",
    ("yemen", "Yemen Arab Republic"): "yemen-arab-republic",
    ("zimbabwe", "Southern Rhodesia (Zimbabwe)"): "southern-rhodesia",
    ("zimbabwe", "Zimbabwe Rhodesia"): "zimbabwe-rhodesia",
}
_SAME = {"czechoslovakia-1993": "czechoslovakia"}
_HISTORICAL = frozenset(
    (
        "czechoslovakia",
        "german-democratic-republic",
        "hawaii",
        "serbia-and-montenegro",
        "soviet-union",
        "tanganyika",
        "yemen-arab-republic",
        "yugoslavia",
    )
)
# An id with a year is that of a territory which ended in the year.
_ENDED = re.compile(r"(?P<name>.+)-(?P<year>1[6-9]\d\d|20\d\d)")
_GOVERNMENT = re.compile(r"(?P<country>.+) \((?P<kind>[^()]*government[^()]*)\)", re.IGNORECASE)
_PART = re.compile(r"(?P<country>.+) \((?P<part>[^()]+)\)")
_SMALL = frozenset(("and", "of", "the"))


@dataclass(frozen=True, slots=True)
class Country:
    """The agent that a country stands for, and a name for labels.

    *id* is a slug that all names of one agent share; ids of the source may be several. *part*
    is the part of it that the source names in brackets; *other_name* the name that it uses, where
    that is none of the names of the state. *governed* is the id of what a government governs.
    """

    id: str
    agent: Node
    name: str
    part: str = ""
    other_name: str = ""
    is_packaged: bool = False
    governed: str = ""


class Countries:
    """Finds the agents of countries, and describes those that are no packaged state."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._packaged_ones: dict[tuple[str, str], Country] = {}

    def find(self, id: str, text: str = "") -> Country:
        """The country of an id, or of an alpha-2 code in small letters; *text* is the name that
        goes with it in the source.

        Raises:
            RowError: the id is none.
        """
        if known := self._packaged_ones.get((id, text)):
            return known
        found = self._find(_SAME.get(id, id), text)
        if found.is_packaged:
            self._packaged_ones[id, text] = found
        return found

    def territory(self, country: Country) -> Node:
        """The territory of a country, as a place."""
        facts = self._facts
        if country.is_packaged:
            return facts.territory(country.agent)
        if country.governed:
            return self.territory(self.find(country.governed))
        place = facts.type(facts.mint("place", f"hsg:countries:{country.id}"), GA.Place)
        facts.name(place, country.name)
        return place

    def _find(self, id: str, text: str) -> Country:
        if not is_slug(id):
            raise RowError(f"{id[:40]!r} is no id of a country", hint="It looks like el-salvador.")
        if match := _GOVERNMENT.fullmatch(text):
            return self._government(self.find(id, match["country"]), id, text, match["kind"])
        if apart := _APART.get((id, text)):
            return self._polity(apart, text)
        if entry := self._packaged(id):
            return self._state(entry, text)
        return self._polity(id, text)

    def named(self, name: str) -> Country | None:
        """The country that a text names by an id of the source written as words, or by a name of
        the state; none when there is no such country."""
        id = slug(name.removeprefix("the ").removeprefix("The "))
        if entry := self._packaged(id):
            return self._state(entry)
        if id in _HISTORICAL:
            return self.find(id)
        entry = self._facts.country(name)
        return None if entry is None else self._state(entry)

    def _packaged(self, id: str) -> Node | None:
        code = id.upper() if len(id) == len("af") else _CODES.get(id)
        return self._facts.country(code or id.replace("-", " "))

    def _state(self, entry: Node, text: str = "") -> Country:
        facts, id = self._facts, last_step(entry)
        name = facts.states.labels.get(entry, id)
        if not text or facts.country(text) == entry:
            return Country(id, entry, name, is_packaged=True)
        if (match := _PART.fullmatch(text)) and facts.country(match["country"]) == entry:
            return Country(id, entry, name, part=match["part"], is_packaged=True)
        return Country(id, entry, name, other_name=text, is_packaged=True)

    def _polity(self, id: str, text: str) -> Country:
        facts, name = self._facts, _words(id)
        agent = facts.type(facts.mint("agent", f"hsg:countries:{id}"), GA.Polity)
        facts.name(agent, name)
        if text and text != name:
            facts.name(agent, text, alias=True)
        if id in _HISTORICAL or _ENDED.fullmatch(id):
            facts.code(agent, GA.organisationType, "historical-state")
        return Country(id, agent, name)

    def _government(self, country: Country, governed: str, text: str, kind: str) -> Country:
        facts = self._facts
        id = f"{country.id}-{slug(kind)}"
        agent = facts.type(facts.mint("agent", f"hsg:countries:{id}"), GA.Government)
        facts.name(agent, text)
        facts.add(agent, term(GA.governs), country.agent)
        if "exile" in kind:
            facts.add(agent, term(GA.organisationType), term(GC["government-in-exile"]))
        return Country(id, agent, text, governed=governed)


def _words(id: str) -> str:
    """The name that an id spells."""
    match = _ENDED.fullmatch(id)
    words = (match["name"] if match else id).split("-")
    name = " ".join(w if w in _SMALL and n else w.capitalize() for n, w in enumerate(words))
    return f"{name} (until {match['year']})" if match else name
