"""Items and properties of Wikidata beside the classes and codes of the ontology."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import URIRef

from kg.vocabulary import GA


@dataclass(frozen=True, slots=True)
class Kind:
    """What an entity is: *kind* as in its IRI, its class, and a code of its type."""

    kind: str
    type: URIRef
    code: str = ""


AGENT = Kind("agent", GA.Agent)
PERSON = Kind("agent", GA.Person)
POST = Kind("post", GA.Post)
PLACE = Kind("place", GA.Place)
ORGANISATION = Kind("agent", GA.Organisation)
POLITY = Kind("agent", GA.Polity)
PARTY = Kind("agent", GA.Organisation, "political-party")

KINDS = {
    "Q5": PERSON,
    "Q4164871": POST,
    "Q294414": POST,
    "Q3624078": Kind("agent", GA.State),
    "Q3024240": Kind("agent", GA.Polity, "historical-state"),
    "Q484652": Kind("agent", GA.InternationalOrganisation),
    "Q245065": Kind("agent", GA.InternationalOrganisation, "intergovernmental-organisation"),
    "Q7278": PARTY,
    "Q848197": Kind("agent", GA.Organisation, "parliamentary-group"),
    "Q192350": Kind("agent", GA.PublicBody, "ministry"),
    "Q327333": Kind("agent", GA.PublicBody, "agency"),
    "Q35749": Kind("agent", GA.PublicBody, "parliament"),
    "Q640506": Kind("agent", GA.PublicBody, "cabinet"),
    "Q4830453": Kind("agent", GA.Organisation, "company"),
    "Q43229": ORGANISATION,
    "Q515": Kind("place", GA.Place, "city"),
    "Q486972": Kind("place", GA.Place, "settlement"),
}
"""Classes of Wikidata whose instances are read; the first that an entity has counts."""

END_CAUSES = {
    "Q4": "died",
    "Q5247364": "died",
    "Q796919": "resigned",
    "Q51188211": "promoted",
}
"""Values of P1534; others are told in words."""

ACTING = "Q4676846"

_IDENTITY = {
    "P213": ("https://isni.org/isni/{}", re.compile(r"\d{15}[\dX]")),
    "P214": ("https://viaf.org/viaf/{}", re.compile(r"\d+")),
    "P227": ("https://d-nb.info/gnd/{}", re.compile(r"[0-9X-]+")),
    "P244": ("http://id.loc.gov/authorities/names/{}", re.compile(r"n[a-z]*\d+")),
    "P268": ("https://data.bnf.fr/ark:/12148/cb{}", re.compile(r"\d{8,9}[0-9a-z]")),
    "P269": ("https://www.idref.fr/{}/id", re.compile(r"\d{8}[\dX]")),
    "P1566": ("https://sws.geonames.org/{}/", re.compile(r"\d+")),
}
"""Formatters and forms: ISNI, VIAF, GND, Library of Congress, BnF, IdRef, GeoNames."""

IDENTITY = frozenset(_IDENTITY)


def identity(name: str, text: str) -> str | None:
    """The IRI of a thing in another register; none when its id is not of the form there."""
    formatter, form = _IDENTITY[name]
    plain = text.replace(" ", "")
    return formatter.format(plain) if form.fullmatch(plain) else None
