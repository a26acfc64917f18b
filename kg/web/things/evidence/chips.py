"""Which document bears out a fact, in which words: what a page shows as a chip beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.report import Term
from kg.terms import plain, shorten, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.days import Days
from kg.web.things.description import Description
from kg.web.things.evidence.behind import SHORT, Behind, SourceDocument, shortened
from kg.web.things.evidence.inferences import Inference, inferences_of

_EVIDENCE, _QUOTE, _DOCUMENT = term(GA.evidence), term(GA.quote), term(GA.inDocument)
_TITLE, _PUBLISHER, _RETRIEVED = map(term, (DCTERMS.title, DCTERMS.publisher, GA.retrievedOn))


@dataclass(frozen=True, slots=True)
class Chip:
    """A source of a fact: what it is called, where it is, and its words where it has some.

    *title* is short, *full* the whole of it. *date* is that of publication in words, of a graph
    when it was retrieved. *original* is the address of the document elsewhere.
    """

    title: str
    link: str
    quote: str = ""
    language: str = ""
    full: str = ""
    publisher: str = ""
    date: str = ""
    original: str = ""


class Evidence:
    """Finds the sources of what the description of a thing tells; *behind* knows the documents."""

    def __init__(self, description: Description, days: Days, behind: Behind | None = None) -> None:
        self._said = description
        self._days = days
        self.behind = behind or Behind()

    def of(self, fact: Term) -> list[Chip]:
        """The documents that bear out a fact with their quotes; else the graphs that state it."""
        chips = [
            self.passage(one, document, quote)
            for one in self._said.values(fact, _EVIDENCE)
            for document in self._said.values(one, _DOCUMENT)
            for quote in (self._said.values(one, _QUOTE) or (None,))
        ]
        return chips or [self.graph(graph) for graph in self._said.graphs(fact)]

    def has(self, fact: Term) -> bool:
        """Whether `of` a fact gives anything; no document is waited for."""
        passages = self._said.values(fact, _EVIDENCE)
        return any(self._said.values(one, _DOCUMENT) for one in passages) or bool(
            self._said.graphs(fact)
        )

    def inferences(self, fact: Term) -> list[Inference]:
        """The reasons given for what was worked out of a fact, and not said."""
        return inferences_of(self._said, fact)

    def passage(self, passage: Term, document: Term, quote: Term | None, title: str = "") -> Chip:
        """The chip of a passage of a document, which leads to that passage.

        *title* is that of the document, for where the description does not have it.
        """
        iri = plain(document)
        known = self.behind.documents.get(iri)
        known = known or SourceDocument(iri, title or self._title(document))
        words = quote if isinstance(quote, ox.Literal) else None
        place = plain(passage) if plain(passage).startswith(f"{iri}#") else iri
        return Chip(
            known.short,
            link(place, self._days.parameters),
            words.value if words else "",
            (words.language or "") if words else "",
            known.title,
            known.publisher,
            known.date,
            link(known.original) if known.original else "",
        )

    def document(self, iri: str, title: str, publisher: str) -> Chip:
        """The chip of a document itself, which the page may know more of than is given."""
        known = self.behind.documents.get(iri) or SourceDocument(iri, title, publisher=publisher)
        return Chip(
            known.short,
            link(iri, self._days.parameters),
            full=known.title,
            publisher=known.publisher,
            date=known.date,
        )

    def graph(self, graph: Term) -> Chip:
        """The chip of a graph, where no document bears a fact out."""
        iri = plain(graph)
        title = self._title(graph)
        publisher = self._said.value(graph, _PUBLISHER)
        name = self._title(publisher) if publisher else ""
        retrieved = self._said.value(graph, _RETRIEVED)
        date = f"retrieved {plain(retrieved)}" if retrieved else ""
        place = link(iri, self._days.parameters) if isinstance(graph, ox.NamedNode) else ""
        return Chip(shortened(name or title, SHORT), place, "", "", title, name, date)

    def _title(self, source: Term) -> str:
        titles = self._said.values(source, _TITLE)
        title = self._said.name(source) or next(iter(titles), None)
        return title.value if isinstance(title, ox.Literal) else shorten(plain(source)).strip("<>")
