"""Nationalities as sanctions lists print them, and the states that they name."""

from __future__ import annotations

import re

from kg.importers.demonyms import DEMONYMS, OTHER_NAMES
from kg.importers.facts import Facts, Node

_PRINTED = {
    "Congo, Democratic Republic of the": "CD",
    "Democratic People's Republic of Korea (DPRK)": "KP",
    "Democratic Republic of the Congo": "CD",
    "DPRK": "KP",
    "DRC": "CD",
    "Macedonia, The Former Yugoslav Republic of": "MK",
    "Myanmar/Burma": "MM",
    "of the Republic of Moldova": "MD",
    "Taiwanese": "TW",
    "Tanzania": "TZ",
    "The Gambia": "GM",
    "US": "US",
}
_CODES = {name.casefold(): code for name, code in (DEMONYMS | OTHER_NAMES | _PRINTED).items()}
_SEVERAL = re.compile(r"\s*[,/]\s*|\s+and\s+")


def nationalities(facts: Facts, text: str) -> list[Node]:
    """The states that a printed nationality names; none unless every part of it names one."""
    whole = _country(facts, text)
    if whole is not None:
        return [whole]
    found = [_country(facts, part) for part in _SEVERAL.split(text)]
    states = [state for state in found if state is not None]
    return states if len(states) == len(found) else []


def _country(facts: Facts, text: str) -> Node | None:
    name = text.strip(" .").replace("’", "'")
    code = _CODES.get(name.casefold())
    return facts.country(code) if code else (facts.country(name) if len(name) > 3 else None)
