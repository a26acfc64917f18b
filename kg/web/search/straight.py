"""The thing that a search names by an identifier: its IRI, one of another dataset, a Q-id."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import KgError
from kg.terms import expand, plain
from kg.vocabulary import PREFIXES
from kg.web.asking import rows_of
from kg.web.days import Days
from kg.web.places import place_of
from kg.web.state import state

_ENTITY = "http://www.wikidata.org/entity/"
_WIKIDATA = re.compile(
    r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/|wd:)?(Q[1-9]\d{0,11})", re.IGNORECASE
)
_LONGEST = 2000


def page_of_identifier(version: int, text: str, days: Days) -> str:
    """Where the one thing is that a text names; "" where it names none, or several."""
    iri = _iri(text)
    if not iri:
        return ""
    values = {"identity": f"<{iri}>"}
    found = rows_of(state().folder(version), "things-by-identity", values, 2).rows
    return place_of(plain(found[0]["thing"]), days) if len(found) == 1 else ""


def _iri(text: str) -> str:
    """The IRI that a text is, written out; "" where it is none."""
    if len(text) > _LONGEST or any(character.isspace() for character in text):
        return ""
    if match := _WIKIDATA.fullmatch(text):
        return _ENTITY + match[1].upper()
    text = text.removeprefix("<").removesuffix(">")
    prefix, colon, _ = text.partition(":")
    try:
        text = expand(text) if colon and prefix in PREFIXES else text
        return ox.NamedNode(text).value if urlsplit(text).netloc else ""
    except (ValueError, KgError):
        return ""
