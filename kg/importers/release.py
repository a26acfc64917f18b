"""One release of a source: its graph, its document, and what the catalogue says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.bounds import Bounds, Day
from kg.importers.options import Options
from kg.importers.slugs import slug
from kg.terms import english, term
from kg.vocabulary import EDTF, GA, GC, PREFIXES

SPDX = "http://spdx.org/licenses/"
_ID = "id/"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every release of a source, unless an argument says otherwise.

    *publisher* is the English name of an organisation. *license* is the address of a licence;
    *rights* says what it does not.
    """

    title: str
    publisher: str
    license: str
    homepage: str = ""
    rights: str = ""
    language: str = "en"
    document_type: str = "dataset"


@dataclass(frozen=True, slots=True)
class Release:
    """One release: *key* is a slug that tells it from others, and names its graph.

    *retrieved* is the day on which it was fetched, *published* when it came out; both come from
    an argument or the file, never from the clock. *base* is the base IRI of the store.
    """

    format: str
    key: str
    terms: Terms
    base: str
    retrieved: Day | None = None
    published: Bounds | None = None
    citation: str = ""
    documents: list[ox.NamedNode] = field(default_factory=list)
    """Further documents that the graph renders; the catalogue names them."""
    options: Options = field(default_factory=dict)
    """What the format was told beside its files: `--mapping`, `--endpoint` …"""

    @classmethod
    def key_of(cls, format_name: str, names: Sequence[str]) -> str:
        """A key out of the names of the paths that were given: `hsg-visits-2010`."""
        label = names[0] if len(names) == 1 else "-".join((names[0], names[-1]))
        body = slug(label)
        return body if body.startswith(format_name) else f"{format_name}-{body}"

    @property
    def graph(self) -> str:
        """The IRI of the source graph."""
        return f"{self.base}graph/doc/{self.key}"

    @property
    def document(self) -> ox.NamedNode:
        """The document that the graph renders."""
        return ox.NamedNode(f"{self.base}{_ID}doc/{self.key}")

    @property
    def publisher(self) -> ox.NamedNode:
        """The organisation that published it."""
        return ox.NamedNode(f"{self.base}{_ID}agent/{slug(self.terms.publisher)}")

    @property
    def as_of(self) -> Day | None:
        """The day of which the release speaks: what it calls current was so then.

        The first day on which it can have come out; else the day on which it was fetched.
        """
        published = self.published.start_earliest if self.published else None
        return published or self.retrieved

    def describe(self) -> Iterator[ox.Triple]:
        """The document and its publisher, as the source graph describes them."""
        terms, document, publisher = self.terms, self.document, self.publisher
        yield ox.Triple(document, term(RDF.type), term(GA.Document))
        yield ox.Triple(document, term(GA.documentType), term(GC[terms.document_type]))
        yield ox.Triple(document, term(DCTERMS.identifier), ox.Literal(self.key))
        yield ox.Triple(document, term(DCTERMS.title), english(f"{terms.title} ({self.key})"))
        yield ox.Triple(document, term(DCTERMS.publisher), publisher)
        yield ox.Triple(document, term(DCTERMS.license), ox.NamedNode(terms.license))
        if self.citation:
            yield ox.Triple(document, term(DCTERMS.bibliographicCitation), english(self.citation))
        if terms.homepage:
            yield ox.Triple(document, term(RDFS.seeAlso), ox.NamedNode(terms.homepage))
        yield from self._dates()
        yield ox.Triple(publisher, term(RDF.type), term(GA.Organisation))
        yield ox.Triple(publisher, term(SKOS.prefLabel), english(terms.publisher))

    def _dates(self) -> Iterator[ox.Triple]:
        date = ox.NamedNode(PREFIXES["xsd"] + "date")
        if self.retrieved:
            day = ox.Literal(str(self.retrieved), datatype=date)
            yield ox.Triple(self.document, term(GA.retrievedOn), day)
            if not self.published:  # what was fetched on a day had come out by then
                yield ox.Triple(self.document, term(GA.startLatest), day)
        if self.published:
            value = ox.Literal(self.published.edtf, datatype=term(EDTF))
            yield ox.Triple(self.document, term(GA.edtf), value)

    def catalogue(self) -> Iterator[ox.Triple]:
        """The entry of the source graph in the catalogue of graphs."""
        graph, terms = ox.NamedNode(self.graph), self.terms
        yield ox.Triple(graph, term(RDF.type), term(GA.SourceGraph))
        yield ox.Triple(graph, term(DCTERMS.title), english(f"{terms.title} ({self.key})"))
        yield ox.Triple(graph, term(DCTERMS.license), ox.NamedNode(terms.license))
        yield ox.Triple(graph, term(DCTERMS.publisher), self.publisher)
        for document in (self.document, *self.documents):
            yield ox.Triple(graph, term(GA.sourceDocument), document)
        yield ox.Triple(graph, term(PROV.wasDerivedFrom), self.document)
        if terms.rights:
            yield ox.Triple(graph, term(DCTERMS.rights), english(terms.rights))
        citation = self.citation or f"{terms.publisher}: {terms.title}."
        yield ox.Triple(graph, term(DCTERMS.bibliographicCitation), english(citation))
