"""The service description of `/sparql` (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.store.snapshot import ResultsFormat

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "RDF_XML",
    "JSON-LD",
)


def service_description(endpoint: str, syntax: ResultsFormat) -> bytes:
    """Describe the query service at *endpoint*."""
    assert isinstance(syntax, ox.RdfFormat)
    return ox.serialize(_triples(endpoint), format=syntax, prefixes={"sd": _SD}) or b""


def _triples(endpoint: str) -> Iterator[ox.Triple]:
    service, dataset, graph = (ox.NamedNode(endpoint + part) for part in ("", "#data", "#default"))
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _FORMATS:
        file_format = ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")
        yield ox.Triple(service, _sd("resultFormat"), file_format)
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, _TYPE, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
