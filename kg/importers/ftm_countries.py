"""Country codes of FollowTheMoney: ISO 3166-1, and codes of its own for other territories."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.importers.facts import Facts, Node
from kg.vocabulary import GA

_SHAPE = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,4})?|[a-z]{4}|[a-z]-[a-z]{2}", re.ASCII)
NOWHERE = frozenset(("zz",))
"""Codes by which FollowTheMoney says that something belongs to no single country."""

_POLITY, _HISTORICAL, _INTERNATIONAL = "polity", "historical", "international"
_OTHERS = {
    "az-nk": ("Q244165", "Artsakh", _HISTORICAL),
    "cn-xz": ("Q17252", "Tibet", _POLITY),
    "cshh": ("Q33946", "Czechoslovakia", _HISTORICAL),
    "csxx": ("Q37024", "Serbia and Montenegro", _HISTORICAL),
    "cy-trnc": ("Q23681", "Northern Cyprus", _POLITY),
    "dd": ("Q16957", "East Germany", _HISTORICAL),
    "eu": ("Q458", "European Union", _INTERNATIONAL),
    "gb-nir": ("Q26", "Northern Ireland", _POLITY),
    "gb-sct": ("Q22", "Scotland", _POLITY),
    "gb-wls": ("Q25", "Wales", _POLITY),
    "ge-ab": ("Q31354462", "Abkhazia", _POLITY),
    "iq-kr": ("Q41470", "Kurdistan", _POLITY),
    "md-pmr": ("Q907112", "Transnistria", _POLITY),
    "so-som": ("Q34754", "Somaliland", _POLITY),
    "su": ("Q15180", "Soviet Union", _HISTORICAL),
    "suhh": ("Q15180", "Soviet Union", _HISTORICAL),
    "ua-dpr": ("Q16150196", "Donetsk People's Republic", _POLITY),
    "ua-lpr": ("Q16746854", "Luhansk People's Republic", _POLITY),
    "un": ("Q1065", "United Nations", _INTERNATIONAL),
    "x-so": ("Q23427", "South Ossetia", _POLITY),
    "xk": ("Q1246", "Kosovo", _POLITY),
    "yu": ("Q83286", "Yugoslavia", _HISTORICAL),
    "yucs": ("Q83286", "Yugoslavia", _HISTORICAL),
}
"""Codes beside ISO 3166-1: Wikidata id, name and what it is, after the table of FollowTheMoney."""


@dataclass(frozen=True, slots=True)
class Country:
    """What a code stands for; *is_polity* tells whether one can be a citizen of it."""

    node: Node
    is_polity: bool = True


def country_of(facts: Facts, code: str) -> Country | None:
    """The country of a code, or of the exact name of a state; none when it is no single one.

    A code of a territory that has no entry among the packaged states is described on the way.
    """
    code = code.lower()
    if found := facts.country(code.upper() if len(code) <= 3 else code):
        return None if "/id/place/" in found.value else Country(found)
    if other := _OTHERS.get(code):
        return _described(facts, *other)
    if code in NOWHERE or not _SHAPE.fullmatch(code):
        return None
    node = facts.type(facts.mint("agent", f"ftm:country:{code}"), GA.Polity)
    facts.name(node, code.upper())
    return Country(node)


def territory_of(facts: Facts, code: str) -> Node | None:
    """The place of a country or area with an entry among the packaged states."""
    found = facts.country(code.upper() if len(code) <= 3 else code)
    if found is None or "/id/place/" in found.value:
        return found
    return facts.territory(found)


def name_of(facts: Facts, code: str) -> str:
    """The English name of a country; the code itself where none is known."""
    found = facts.country(code.upper() if len(code) <= 3 else code)
    other = _OTHERS.get(code.lower())
    return (found and facts.states.labels.get(found)) or (other[1] if other else code)


def _described(facts: Facts, qid: str, name: str, status: str) -> Country:
    node = facts.entity("agent", qid)
    if status == _INTERNATIONAL:
        facts.type(node, GA.InternationalOrganisation)
        facts.code(node, GA.organisationType, "intergovernmental-organisation")
    else:
        facts.type(node, GA.Polity)
    if status == _HISTORICAL:
        facts.code(node, GA.organisationType, "historical-state")
    facts.name(node, name)
    return Country(node, status != _INTERNATIONAL)
