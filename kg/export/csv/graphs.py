"""A source graph as a thing with licence and attribution, whether or not the export has its own."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.export.csv.thing import Fact, Thing
from kg.export.version import ExportedVersion
from kg.store.graphs import CLAIM_GRAPH, TYPE
from kg.terms import term
from kg.vocabulary import GA

_SOURCES = "sources"


def described(version: ExportedVersion, graph: Thing) -> Thing:
    """Add what the catalogue says of a graph where the selected facts do not."""
    if _SOURCES in graph.tables or isinstance(graph.node, ox.BlankNode):
        return graph
    catalogue = [version.names.catalogue] if version.names.catalogue in version.graphs else []
    told = dict.fromkeys(_terms(version, graph.iri), catalogue)
    return Thing(graph.node, told | graph.facts)


def _terms(version: ExportedVersion, graph: str) -> Iterator[Fact]:
    terms = version.terms(graph)
    yield TYPE, CLAIM_GRAPH if version.is_claim(graph) else term(GA.SourceGraph)
    if terms.title:
        yield term(DCTERMS.title), ox.Literal(terms.title)
    for predicate, texts in (
        (DCTERMS.bibliographicCitation, terms.attribution),
        (DCTERMS.rights, terms.rights),
    ):
        for text in texts:
            yield term(predicate), ox.Literal(text)
    for predicate, iris in (
        (DCTERMS.license, terms.licences),
        (DCTERMS.rightsHolder, terms.rights_holders),
        (DCTERMS.publisher, terms.publishers),
        (GA.sourceDocument, terms.documents),
    ):
        for iri in iris:
            yield term(predicate), ox.NamedNode(iri)
