"""Which document bears out a fact, in which words: what a page shows as a chip beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.report import Term
from kg.terms import shorten, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.days import Days
from kg.web.things.description import Description

_EVIDENCE, _QUOTE, _DOCUMENT = term(GA.evidence), term(GA.quote), term(GA.inDocument)
_TITLE = term(DCTERMS.title)


@dataclass(frozen=True, slots=True)
class Chip:
    """A source of a fact: what it is called, where it is, and its words where it has some."""

    title: str
    link: str
    quote: str = ""
    language: str = ""


class Evidence:
    """Finds the sources of what the description of a thing tells."""

    def __init__(self, description: Description, days: Days) -> None:
        self._said = description
        self._days = days

    def of(self, fact: Term) -> list[Chip]:
        """The documents that bear out a fact with their quotes; else the graphs that state it."""
        chips = [
            self._chip(document, quote)
            for one in self._said.values(fact, _EVIDENCE)
            for document in self._said.values(one, _DOCUMENT)
            for quote in (self._said.values(one, _QUOTE) or (None,))
        ]
        return chips or [self._chip(graph) for graph in self._said.graphs(fact)]

    def _chip(self, source: Term, quote: Term | None = None) -> Chip:
        iri = source.value if isinstance(source, ox.NamedNode) else ""
        titles = self._said.values(source, _TITLE)
        title = self._said.name(source) or next(iter(titles), None)
        text = title.value if isinstance(title, ox.Literal) else shorten(iri).strip("<>")
        place = link(iri, self._days.parameters) if iri else ""
        if isinstance(quote, ox.Literal):
            return Chip(text, place, quote.value, quote.language or "")
        return Chip(text, place)
