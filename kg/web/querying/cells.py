"""How the terms of a result are shown: with labels, with links to our pages, and not too long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import request
from rdflib import XSD

from kg.answers import Answer
from kg.lookup import AT
from kg.report import Term
from kg.terms import shorten
from kg.web.addresses import link, local_path
from kg.web.state import state
from kg.web.words import word

LONGEST = 600
"""Characters of a text that a cell shows; the downloads have all of it."""
_ANSWER = "answer"
_ANSWERS = frozenset(map(str, Answer))
_DAYS = frozenset(map(str, (XSD.date, XSD.dateTime, XSD.gYear, XSD.gYearMonth)))
_NUMBERS = frozenset(map(str, (XSD.integer, XSD.decimal, XSD.double, XSD.float)))


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as it is shown: its text, its language, where it links to, its prefixed name.

    *kind* is `answer` (one of the four), `day`, `number` or "". *left* counts the characters
    that are not shown. *thing* says what a thing of the dataset is that has no label, as `tenure`.
    """

    text: str = ""
    language: str = ""
    link: str = ""
    name: str = ""
    kind: str = ""
    left: int = 0
    thing: str = ""

    @property
    def weight(self) -> int:
        """About how many characters of HTML it takes."""
        return 60 + len(self.text) + 2 * len(self.link) + len(self.name)


def cell_of(
    variable: str, term: Term | None, labels: Mapping[str, str], days: Mapping[str, str]
) -> Cell:
    """Show what a variable is bound to; links keep the *days* that the query was asked about."""
    if term is None:
        return Cell()
    if isinstance(term, ox.NamedNode):
        return _cell_of_iri(term.value, labels, days)
    if isinstance(term, ox.Literal):
        return _cell_of_literal(variable, term)
    return _cut(str(term))


def describe_link(iri: str, days: Mapping[str, str]) -> str:
    """A link to all that is said of a thing: its place here, else a query.

    An IRI that is no address of the web has none. *days* are parameters of an address.
    """
    if local_path(iri):
        return link(iri, days)
    if not iri.startswith(("http://", "https://")):
        return ""
    values = {"query": f"DESCRIBE <{iri}>"} | {k: day for k, day in days.items() if k != AT}
    return f"{request.script_root}/sparql?" + urlencode(values)


def _cell_of_iri(iri: str, labels: Mapping[str, str], days: Mapping[str, str]) -> Cell:
    name, place = shorten(iri), describe_link(iri, days)
    called = labels.get(iri) or word(iri)
    if called.strip("<>") == name.strip("<>") or not called:
        return replace(_cut(name, link=place), thing=_kind_of(iri))
    return _cut(called, link=place, name=name)


def _kind_of(iri: str) -> str:
    """What a thing is by its place in the store: `tenure` of `…/id/tenure/x`; "" elsewhere."""
    base = state().store.settings.base_iri + "id/"
    return iri.removeprefix(base).partition("/")[0] if iri.startswith(base) else ""


def _cell_of_literal(variable: str, term: ox.Literal) -> Cell:
    datatype = term.datatype.value
    kind = "day" if datatype in _DAYS else "number" if datatype in _NUMBERS else ""
    if variable == _ANSWER and term.value in _ANSWERS:
        kind = "answer"
    return _cut(term.value, language=term.language or "", kind=kind)


def _cut(text: str, *, language: str = "", link: str = "", name: str = "", kind: str = "") -> Cell:
    left = len(text) - LONGEST
    if left <= 0:
        return Cell(text, language, link, name, kind)
    return Cell(text[:LONGEST], language, link, name[:LONGEST], kind, left)
