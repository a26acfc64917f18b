"""The dataset in DCAT 3: who publishes it under which terms, and since when."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, PROV, SKOS, XSD

from kg.export.descriptions.counting import Counts
from kg.export.descriptions.naming import DCAT, VOID, described, optional, part
from kg.export.descriptions.statistics import kinds_in
from kg.export.version import ExportedVersion
from kg.report import Term
from kg.terms import english, term
from kg.vocabulary import BASE_IRI, GS, PREFIXES

_OWN_WORDS = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.publisher,
    DCTERMS.creator,
    DCTERMS.license,
    DCTERMS.rights,
    DCTERMS.issued,
    DCAT.keyword,
    DCAT.theme,
    DCAT.contactPoint,
    DCAT.landingPage,
)
_RIGHTS = (
    "Each source graph has a licence of its own: the subsets of this dataset name it, and whom to"
    " credit. A licence of the dataset holds for the graphs that name it."
)


def catalogue(
    document: str, dataset: ox.NamedNode, version: ExportedVersion, counts: Counts
) -> Iterator[ox.Triple]:
    """Describe the dataset, the catalogue that has it, and the document that says so.

    What the graphs say of the dataset under its IRI goes before what is said of every dataset.
    """
    whole = part(document, "catalogue")
    yield from described(
        ox.NamedNode(document),
        (VOID.DatasetDescription, FOAF.Document),
        (FOAF.primaryTopic, dataset),
        (FOAF.topic, whole),
        (DCTERMS.title, english("Description of the dataset and its exports")),
    )
    yield from described(
        whole,
        (DCAT.Catalog,),
        (DCTERMS.title, english("Datasets of this service")),
        (DCTERMS.description, english("The dataset that is published here, with its exports.")),
        (DCAT.dataset, dataset),
    )
    said: dict[object, list[Term]] = {
        predicate: _said(version, predicate) for predicate in _OWN_WORDS
    }
    yield from _dataset(dataset, version, counts, said)
    for publisher in said[DCTERMS.publisher]:
        yield ox.Triple(whole, term(DCTERMS.publisher), publisher)
    yield from _agents(version, [*said[DCTERMS.publisher], *said[DCTERMS.creator]])


def _agents(version: ExportedVersion, said: list[Term]) -> Iterator[ox.Triple]:
    """Name those who are named: of the dataset, and of its source graphs."""
    of_sources = (
        iri for source in version.sources for iri in source.publishers + source.rights_holders
    )
    found = {*said, *map(_node, of_sources)}
    for agent in found:
        if isinstance(agent, ox.NamedNode):
            names = version.values(agent, term(SKOS.prefLabel))
            named = ((FOAF.name, name) for name in names if isinstance(name, ox.Literal))
            yield from described(agent, (FOAF.Agent,), *named)


def _dataset(
    dataset: ox.NamedNode,
    version: ExportedVersion,
    counts: Counts,
    said: dict[object, list[Term]],
) -> Iterator[ox.Triple]:
    origin, kinds = version.origin, kinds_in(counts)
    yield from described(
        dataset,
        (DCAT.Dataset,),
        (DCAT.version, ox.Literal(str(version.version))),
        (DCTERMS.identifier, ox.Literal(dataset.value)),
        (DCTERMS.modified, optional(origin.modified, XSD.dateTime)),
        (PROV.generatedAtTime, optional(origin.modified, XSD.dateTime)),
        *((DCTERMS.conformsTo, ox.NamedNode(iri)) for iri in _standards(version, counts)),
    )
    usual: dict[object, list[Term]] = {
        DCTERMS.title: [english("Geopolitical actors" if kinds else version.base_iri)],
        DCTERMS.description: [english(_description(version, counts, kinds))],
        DCTERMS.issued: [ox.Literal(origin.issued, datatype=term(XSD.dateTime))]
        if origin.issued
        else [],
        DCTERMS.rights: [english(_RIGHTS)] if version.sources else [],
        DCAT.keyword: [english(kind) for kind in kinds],
    }
    for predicate, values in said.items():
        for value in values or usual.get(predicate, []):
            yield ox.Triple(dataset, term(predicate), value)
    documents = {iri for source in version.sources for iri in source.documents}
    for iri in sorted(documents):
        yield ox.Triple(dataset, term(PROV.wasDerivedFrom), ox.NamedNode(iri))


def _said(version: ExportedVersion, predicate: object) -> list[Term]:
    """What the graphs say of the dataset itself, else what follows from its sources."""
    name = part(f"{version.base_iri}void", "dataset")
    if own := version.values(name, term(predicate)):
        return own
    sources = version.sources
    holders = sorted({iri for source in sources for iri in source.rights_holders})
    found: dict[object, list[str]] = {
        DCTERMS.license: sorted({iri for source in sources for iri in source.licences}),
        DCTERMS.creator: holders,
        DCTERMS.publisher: holders if len(holders) == 1 else [],
    }
    return [node for iri in found.get(predicate, []) if (node := _node(iri)) is not None]


def _standards(version: ExportedVersion, counts: Counts) -> Iterator[str]:
    if any(name.startswith(PREFIXES["ga"]) for name in (*counts.classes, *counts.properties)):
        yield f"{BASE_IRI}ns"
    if version.origin.shapes == "packaged":
        yield str(GS).removesuffix("#")


def _description(version: ExportedVersion, counts: Counts, kinds: list[str]) -> str:
    of = f" on {', '.join(kinds)}" if kinds else ""
    return (
        f"Version {version.version}: {counts.triples:,} facts{of},"
        f" from {len(version.sources):,} graphs."
    )


def _node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None  # a store without shapes holds what it was given
