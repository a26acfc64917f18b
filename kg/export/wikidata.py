"""Items of Wikidata, by their IRIs."""

from __future__ import annotations

import re

from kg.report import Term
from kg.terms import plain

_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")


def item_of(value: Term) -> str:
    """The item of Wikidata that an IRI names, as Q148; empty when it names none."""
    match = _ITEM.fullmatch(plain(value))
    return match[1] if match else ""
