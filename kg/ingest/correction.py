"""A correction of one fact, as an editor makes it, and the triples that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.bounds import Day
from kg.errors import ParameterError
from kg.ingest.editors import editor_node
from kg.terms import english, plain, shorten, term
from kg.vocabulary import EDTF, GA, GC, PREFIXES

_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Passage:
    """Where an editor read what is right: a document by its IRI or the address of a page, and the
    words or the place in it.

    Raises:
        ParameterError: the document is neither, no place in it is told, the language is no tag of
            BCP 47, or a text holds control characters.
    """

    document: str
    quote: str = ""
    locator: str = ""
    title: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.quote and not self.locator:
            raise ParameterError("Where in the document?", hint="Give --quote or --locator.")
        if not self.document.startswith(("http://", "https://")):
            raise ParameterError(
                f"{self.document[:100]!r} is neither a document of the store nor a page of the web."
            )
        for text in (self.quote, self.locator, self.title):
            check_text(text)
        try:
            ox.Literal("", language=self.language)
        except ValueError:
            raise ParameterError(f"{self.language[:40]!r} is no tag of a language.") from None


@dataclass(frozen=True, slots=True)
class Correction:
    """One statement that an editor finds wrong, and what is right instead.

    Without a *new* value the statement is only marked. *day* is that of the decision.
    """

    statement: ox.Triple
    graphs: tuple[str, ...]
    new: Value | None
    reason: str
    editor: str
    passage: Passage
    day: Day

    @property
    def key(self) -> str:
        """The same for the same correction by the same editor for the same reason."""
        text = f"{self.statement}\n{self.new}\n{self.passage}\n{self.editor}\n{self.reason}"
        return f"correction-{sha256(text.encode()).hexdigest()[:16]}"


def check_text(text: str) -> None:
    """Refuse a text with control characters; it would not survive an export.

    Raises:
        ParameterError: it holds some.
    """
    if found := _CONTROL.search(text):
        raise ParameterError(f"{text[:40]!r} holds the control character U+{ord(found[0]):04X}.")


class CorrectionGraph:
    """The graph of a correction, and its entry in the catalogue."""

    def __init__(self, base: str, correction: Correction) -> None:
        self._base = base
        self._made = correction
        self.graph = f"{base}graph/doc/{correction.key}"
        self._note = ox.NamedNode(f"{base}id/doc/{correction.key}")
        self._correction, self._statement, self._passage = (
            ox.NamedNode(f"{self._note.value}#{part}")
            for part in ("correction", "statement", "passage")
        )
        self._editor = editor_node(base, correction.editor)

    def triples(self) -> Iterator[ox.Triple]:
        """What the graph of the correction holds."""
        old, new = self._made.statement, self._made.new
        if new is not None:
            assert isinstance(old.subject, ox.NamedNode)
            yield ox.Triple(old.subject, old.predicate, new)
            yield self._of(old.subject, GA.inferredBy, self._correction)
            yield self._of(old.subject, GA.evidence, self._passage)
        yield from self._reasons()
        yield from self._told()
        yield from self._documents()

    def _reasons(self) -> Iterator[ox.Triple]:
        yield self._of(self._correction, RDF.type, term(GA.Correction))
        yield self._of(self._correction, GA.corrects, self._statement)
        yield self._of(self._correction, GA.rationale, english(self._made.reason))
        yield self._of(self._correction, GA.evidence, self._passage)
        yield self._of(self._correction, PROV.wasAssociatedWith, self._editor)
        yield self._of(self._editor, RDF.type, term(GA.Agent))
        yield self._of(self._editor, SKOS.prefLabel, english(self._made.editor))

    def _told(self) -> Iterator[ox.Triple]:
        old = self._made.statement
        assert isinstance(old.subject, ox.NamedNode)
        assert isinstance(old.object, ox.NamedNode | ox.Literal)
        yield self._of(self._statement, RDF.type, term(RDF.Statement))
        yield self._of(self._statement, RDF.subject, old.subject)
        yield self._of(self._statement, RDF.predicate, old.predicate)
        yield self._of(self._statement, RDF.object, old.object)
        for graph in self._made.graphs:
            yield self._of(self._statement, GA.statedIn, ox.NamedNode(graph))

    def _documents(self) -> Iterator[ox.Triple]:
        passage, day = self._made.passage, str(self._made.day)
        yield self._of(self._note, RDF.type, term(GA.Document))
        yield self._of(self._note, GA.documentType, term(GC["editorial-note"]))
        yield self._of(self._note, DCTERMS.title, self._title())
        yield self._of(self._note, DCTERMS.creator, self._editor)
        yield self._of(self._note, GA.edtf, ox.Literal(day, datatype=term(EDTF)))
        document = self._document()
        yield self._of(self._passage, RDF.type, term(GA.Evidence))
        yield self._of(self._passage, GA.inDocument, document)
        if passage.quote:
            quote = ox.Literal(passage.quote, language=passage.language)
            yield self._of(self._passage, GA.quote, quote)
        if passage.locator or not passage.quote:
            yield self._of(self._passage, GA.locator, ox.Literal(passage.locator or "the whole"))
        if self._is_page():
            yield self._of(document, RDF.type, term(GA.Document))
            yield self._of(document, GA.documentType, term(GC["web-page"]))
            title = ox.Literal(passage.title or passage.document, language=passage.language)
            yield self._of(document, DCTERMS.title, title)
            yield self._of(document, RDFS.seeAlso, ox.NamedNode(passage.document))
            # what the editor had read by then was published by then
            yield self._of(document, GA.startLatest, ox.Literal(day, datatype=_DATE))

    def entry(self) -> Iterator[ox.Triple]:
        """What the catalogue says of the graph."""
        graph = ox.NamedNode(self.graph)
        yield self._of(graph, RDF.type, term(GA.SourceGraph))
        yield self._of(graph, DCTERMS.title, self._title())
        yield self._of(graph, DCTERMS.license, ox.NamedNode(_CC_BY))
        yield self._of(graph, GA.sourceDocument, self._note)
        if self._is_page():
            yield self._of(graph, GA.sourceDocument, self._document())
        yield self._of(graph, PROV.wasAttributedTo, self._editor)

    def _title(self) -> ox.Literal:
        old = self._made.statement
        about = f"{shorten(str(plain(old.subject)))}, {shorten(old.predicate.value)}"
        return english(f"Correction of {about}")

    def _is_page(self) -> bool:
        return not self._made.passage.document.startswith(f"{self._base}id/")

    def _document(self) -> ox.NamedNode:
        """The document that the passage stands in: one of the store, or a page of the web."""
        address = self._made.passage.document
        if not self._is_page():
            return ox.NamedNode(address)
        page = sha256(address.encode()).hexdigest()[:16]
        return ox.NamedNode(f"{self._base}id/doc/page-{page}")

    @staticmethod
    def _of(subject: ox.NamedNode, predicate: object, value: Value) -> ox.Triple:
        return ox.Triple(subject, term(predicate), value)
