"""The source graphs of a dataset: each a subset with its terms of use."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import DCTERMS, PROV

from kg.export.descriptions.naming import DCAT, VOID, described, number
from kg.export.source_terms import SourceTerms
from kg.export.version import ExportedVersion
from kg.terms import english, term


def subsets(dataset: ox.NamedNode, version: ExportedVersion) -> Iterator[ox.Triple]:
    """Describe each source graph under its own IRI: title, licences, attribution, source, size.

    The catalogue names them all, and so is where following links may begin. The content of a
    claim is no fact and not counted with the dataset, so that its graph is a part of another
    kind than a subset.
    """
    if version.names.catalogue in version.graphs:
        root = ox.NamedNode(version.names.catalogue)
        yield ox.Triple(dataset, term(VOID.rootResource), root)
    for source in version.sources:
        graph = ox.NamedNode(source.graph)
        size = sum(1 for _ in version.quads(source.graph))
        is_claim = version.is_claim(source.graph)
        what = "The content of a claim" if is_claim else "A source graph"
        yield ox.Triple(dataset, term(DCTERMS.hasPart if is_claim else VOID.subset), graph)
        yield from described(
            graph,
            (VOID.Dataset, DCAT.Dataset),
            (DCTERMS.title, ox.Literal(source.title or source.graph)),
            (DCTERMS.description, english(f"{what} of {size:,} triples.")),
            (VOID.triples, number(size)),
            *((DCTERMS.rights, ox.Literal(text)) for text in source.rights),
            *((DCTERMS.bibliographicCitation, ox.Literal(text)) for text in source.attribution),
        )
        yield from _linked(graph, source)


def _linked(graph: ox.NamedNode, source: SourceTerms) -> Iterator[ox.Triple]:
    for predicate, iris in (
        (DCTERMS.license, source.licences),
        (DCTERMS.publisher, source.publishers),
        (DCTERMS.rightsHolder, source.rights_holders),
        (DCTERMS.source, source.documents),
        (PROV.wasDerivedFrom, source.documents),
    ):
        for iri in iris:
            yield ox.Triple(graph, term(predicate), _node(iri))


def _node(text: str) -> ox.NamedNode | ox.Literal:
    """An IRI, or what a store without shapes has in its place."""
    try:
        return ox.NamedNode(text)
    except ValueError:
        return ox.Literal(text)
