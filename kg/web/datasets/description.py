"""The service description of `/sparql` (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from flask import request
from rdflib import DCAT, RDFS

from kg.export.descriptions import document_of, part
from kg.lookup import parameter_values, prepare, stored_query
from kg.store.dataset import ResultsFormat
from kg.terms import plain, term
from kg.web.asking import rows
from kg.web.state import state

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INPUTS = ("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    *_INPUTS,
)
_MOST_GRAPHS = 1000


def service_description(version: int, syntax: ResultsFormat) -> bytes:
    """Describe the service at the address of the current request, and the dataset it answers from.

    Named graphs are described up to a thousand.
    """
    assert isinstance(syntax, ox.RdfFormat)
    prefixes = {"sd": _SD, "dcat": str(DCAT), "rdfs": str(RDFS)}
    return ox.serialize(_triples(version), format=syntax, prefixes=prefixes) or b""


def _triples(version: int) -> Iterator[ox.Triple]:
    endpoint = request.base_url
    service, dataset, default = (
        ox.NamedNode(endpoint + part) for part in ("", "#data", "#default")
    )
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield from _update_service()
    for name in _RESULTS:
        yield ox.Triple(service, _sd("resultFormat"), _format(name))
    for name in _INPUTS:
        yield ox.Triple(service, _sd("inputFormat"), _format(name))
    yield ox.Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    if state().store.union and not _hides_graphs(version):
        yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield from _described_elsewhere(service)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    yield from _named_graphs(dataset, version)


def _described_elsewhere(service: ox.NamedNode) -> Iterator[ox.Triple]:
    """Lead to the description of the dataset, with counts, licences and exports."""
    document = document_of(request.root_url)
    yield ox.Triple(service, term(RDFS.seeAlso), ox.NamedNode(document))
    yield ox.Triple(service, term(DCAT.servesDataset), part(document, "dataset"))


def _update_service() -> Iterator[ox.Triple]:
    """Updates have an endpoint of their own, and so are another service."""
    if state().settings.writable:
        endpoint = ox.NamedNode(f"{request.root_url}update")
        yield ox.Triple(endpoint, _TYPE, _sd("Service"))
        yield ox.Triple(endpoint, _sd("endpoint"), endpoint)
        yield ox.Triple(endpoint, _sd("supportedLanguage"), _sd("SPARQL11Update"))


def _hides_graphs(version: int) -> bool:
    """Some named graph is the content of a claim, or suspended: the union is not of all."""
    names = state().store.names
    values = {
        "catalogue": names.catalogue,
        "acceptance": names.acceptance,
        "delivered": names.delivered,
        "claims": names.claims,
    }
    text = stored_query("hidden-graphs")
    return bool(rows(version, prepare(text, parameter_values(text, values)), 1).rows)


def _named_graphs(dataset: ox.NamedNode, version: int) -> Iterator[ox.Triple]:
    for number, row in enumerate(rows(version, stored_query("named-graphs"), _MOST_GRAPHS).rows):
        entry, graph = (ox.NamedNode(f"{dataset.value}-{number}{part}") for part in ("", "-graph"))
        yield ox.Triple(dataset, _sd("namedGraph"), entry)
        yield ox.Triple(entry, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(entry, _sd("name"), ox.NamedNode(plain(row["graph"])))
        yield ox.Triple(entry, _sd("graph"), graph)
        yield ox.Triple(graph, _TYPE, _sd("Graph"))


def _format(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
