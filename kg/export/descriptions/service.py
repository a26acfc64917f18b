"""Where a dataset is served: its endpoint and its exports, in VoID and DCAT 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, OWL, RDFS, XSD, Namespace

from kg.export.descriptions.naming import (
    DCAT,
    SPDX,
    VOID,
    Value,
    described,
    document_of,
    optional,
    part,
)
from kg.export.formats import ExportFormat
from kg.export.packing import is_compressed
from kg.terms import english, term

_IANA = "https://www.iana.org/assignments/media-types/"
_GZIP, _ZIP = ox.NamedNode(f"{_IANA}application/gzip"), ox.NamedNode(f"{_IANA}application/zip")
_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_PROTOCOL = ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_SYNTAXES = {
    "application/n-quads": "N-Quads",
    "application/n-triples": "N-Triples",
    "application/trig": "TriG",
    "text/turtle": "Turtle",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
_DESCRIPTION = "void"


@dataclass(frozen=True, slots=True)
class Download:
    """An export that a service offers; without a digest it is made when it is asked for."""

    format: ExportFormat
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service at *root* for a dataset whose own IRIs begin with *base*."""

    root: str
    base: str
    downloads: tuple[Download, ...] = ()
    licences: tuple[Value, ...] = ()
    titles: tuple[Value, ...] = ()


def said_in(description: Iterable[ox.Triple], base: str, predicate: object) -> tuple[Value, ...]:
    """What a description that stands under *base* says of the dataset by one predicate."""
    dataset, wanted = part(document_of(base), "dataset"), term(predicate)
    return tuple(
        triple.object
        for triple in description
        if triple.subject == dataset
        and triple.predicate == wanted
        and isinstance(triple.object, ox.NamedNode | ox.Literal)
    )


def service(here: Service) -> Iterator[ox.Triple]:
    """Say where a dataset is found, asked and downloaded, under the IRIs of the service."""
    document = document_of(here.root)
    dataset, whole = part(document, "dataset"), part(document, "catalogue")
    endpoint = ox.NamedNode(f"{here.root}sparql")
    own = part(document_of(here.base), "dataset")
    yield from described(
        dataset,
        (),
        (VOID.sparqlEndpoint, endpoint),
        (DCAT.landingPage, ox.NamedNode(here.root)),
        (RDFS.seeAlso, ox.NamedNode(f"{here.root}changes")),
        (OWL.sameAs, own if own != dataset else None),
        *(
            (VOID.feature, ox.NamedNode(f"http://www.w3.org/ns/formats/{name}"))
            for name in _SYNTAXES.values()
        ),
    )
    if own != dataset:
        titles = ((DCTERMS.title, title) for title in here.titles)
        yield from described(own, (DCAT.Resource,), *titles, (OWL.sameAs, dataset))
    yield ox.Triple(whole, term(DCAT.service), endpoint)
    yield from described(
        endpoint,
        (DCAT.DataService, _SD.Service),
        (DCTERMS.title, english("SPARQL 1.1 query service")),
        (DCAT.endpointURL, endpoint),
        (DCAT.endpointDescription, endpoint),
        (DCAT.servesDataset, dataset),
        (DCTERMS.conformsTo, _PROTOCOL),
    )
    yield from _asked(dataset, part(document, "sparql"), endpoint)
    for download in here.downloads:
        if download.format.name != _DESCRIPTION:
            yield from _distribution(here, dataset, download)


def _asked(
    dataset: ox.NamedNode, name: ox.NamedNode, endpoint: ox.NamedNode
) -> Iterator[ox.Triple]:
    yield ox.Triple(dataset, term(DCAT.distribution), name)
    yield from described(
        name,
        (DCAT.Distribution,),
        (DCTERMS.title, english("Answers to SPARQL queries")),
        (DCAT.accessURL, endpoint),
        (DCAT.accessService, endpoint),
    )


def _distribution(here: Service, dataset: ox.NamedNode, download: Download) -> Iterator[ox.Triple]:
    document, form = document_of(here.root), download.format
    name = part(document, f"export-{form.name}")
    file = ox.NamedNode(f"{here.root}exports/{form.name}")
    media_type = ox.NamedNode(_IANA + form.media_type) if form.media_type else None
    yield ox.Triple(dataset, term(DCAT.distribution), name)
    if form.media_type in _SYNTAXES:
        yield ox.Triple(dataset, term(VOID.dataDump), file)
    yield from described(
        name,
        (DCAT.Distribution,),
        (DCTERMS.title, english(form.title)),
        (DCAT.accessURL, ox.NamedNode(f"{here.root}exports")),
        (DCAT.downloadURL, file),
        (DCAT.mediaType, media_type),
        (DCAT.compressFormat, _GZIP if is_compressed(form) else None),
        (DCAT.packageFormat, _ZIP if form.is_folder else None),
        *((DCTERMS.license, licence) for licence in here.licences),
        (FOAF.page, ox.NamedNode(f"{file.value}/report")),
    )
    if download.sha256:
        size = optional(str(download.bytes), XSD.nonNegativeInteger)
        checksum = part(document, f"checksum-{form.name}")
        yield from described(name, (), (DCAT.byteSize, size), (SPDX.checksum, checksum))
        yield from described(
            checksum,
            (SPDX.Checksum,),
            (SPDX.algorithm, term(SPDX.checksumAlgorithm_sha256)),
            (SPDX.checksumValue, optional(download.sha256, XSD.hexBinary)),
        )
