"""Reads what was exported with parsers of several makers, into datasets that can be compared."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from pymantic.parsers import ntriples_parser, turtle_parser
from rdflib import RDF

from tests.export.expanding import canonical

_STAND_INS = {0x85: 0xE085, 0x2028: 0xE028}
_BACK = {stand_in: character for character, stand_in in _STAND_INS.items()}
_RDF_XML = "{" + str(RDF) + "}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTS = ("subject", "predicate", "object")
_RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "ntriples": "nt",
    "turtle": "turtle",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
_ENGINE = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def form(quads: Iterable[ox.Quad]) -> list[str]:
    """The canonical form of a dataset: equal for isomorphic ones."""
    return canonical(ox.Dataset(quads))


def by_engine(name: str, data: bytes) -> list[str]:
    """Read by pyoxigraph."""
    return form(ox.parse(data, _ENGINE[name]))


def by_rdflib(name: str, data: bytes) -> list[str]:
    """Read by rdflib, which keeps literals as they are written."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own methods
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=_RDFLIB[name])
        return form(ox.Quad(*map(_of_rdflib, quad)) for quad in dataset.quads())


def by_third(name: str, data: bytes) -> list[str]:
    """Read by a parser that is neither: PyLD, pymantic, or for RDF/XML the XML parser of Python.

    No third parser of TriG is there for Python: each graph is read as the Turtle that it is.
    """
    text = data.decode()
    if name == "nquads":
        # PyLD takes these two for ends of lines
        read = jsonld.JsonLdProcessor.parse_nquads(text.translate(_STAND_INS))
        return [line.translate(_BACK) for line in form(_of_pyld(read))]
    if name == "jsonld":
        return form(_of_pyld(jsonld.to_rdf(json.loads(text), {"documentLoader": _no_context})))
    if name == "ntriples":
        return form(_of_pymantic(ntriples_parser.parse(text), ox.DefaultGraph()))
    if name == "turtle":
        return form(_of_pymantic(turtle_parser.parse(text), ox.DefaultGraph()))
    return form(_of_trig(text) if name == "trig" else _of_elements(text))


def _of_rdflib(term: object) -> Any:
    if term in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID):
        return ox.DefaultGraph()
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        return _literal(str(term), term.language, term.datatype)
    return ox.NamedNode(str(term))


def _literal(text: str, language: str | None, datatype: object) -> ox.Literal:
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(str(datatype)) if datatype else None)


def _no_context(url: str, _: object) -> None:
    raise AssertionError(f"{url} was asked for")


def _of_pyld(dataset: dict[str, Any]) -> Iterator[ox.Quad]:
    for graph, stated in dataset.items():
        name = ox.DefaultGraph() if graph == "@default" else ox.NamedNode(graph)
        for triple in stated:
            terms = [_of_object(triple[part]) for part in _PARTS]
            yield _quad(terms, name)


def _quad(terms: list[Any], name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    subject, predicate, value = terms
    return ox.Quad(subject, predicate, value, name)


def _of_object(term: dict[str, str]) -> Any:
    if term["type"] == "blank node":
        return ox.BlankNode(term["value"].removeprefix("_:"))
    if term["type"] == "literal":
        return _literal(term["value"], term.get("language"), term["datatype"])
    return ox.NamedNode(term["value"])


def _of_pymantic(graph: Any, name: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    for triple in graph:
        yield _quad([_of_interface(getattr(triple, part)) for part in _PARTS], name)


def _of_interface(term: Any) -> Any:
    if term.interfaceName == "BlankNode":
        return ox.BlankNode(str(term).removeprefix("_:").replace("-", ""))
    if term.interfaceName == "Literal":
        return _literal(term.value, term.language, term.datatype)
    return ox.NamedNode(str(term.value))


def _of_trig(text: str) -> Iterable[ox.Quad]:
    """The graphs of a TriG document, whose blocks are of our own form."""
    head, _, rest = text.partition("\n\n")
    prefixes = f"{head}\n" if head.startswith("@prefix") else ""
    names = dict(re.findall(r"^@prefix (\w*): <(.*)> \.$", prefixes, re.MULTILINE))
    body = rest if prefixes else text
    inside = re.compile(r"^(\S+) \{\n(.*?)^\}$", re.MULTILINE | re.DOTALL)
    default = turtle_parser.parse(prefixes + inside.sub("", body))
    return chain(
        _of_pymantic(default, ox.DefaultGraph()),
        *(
            _of_pymantic(turtle_parser.parse(prefixes + block), _graph(name, names))
            for name, block in inside.findall(body)
        ),
    )


def _graph(name: str, names: dict[str, str]) -> ox.NamedNode:
    if name.startswith("<"):
        return ox.NamedNode(name[1:-1])
    prefix, _, local = name.partition(":")
    return ox.NamedNode(names[prefix] + re.sub(r"\\(.)", r"\1", local))


def _of_elements(text: str) -> Iterator[ox.Quad]:
    """The triples of RDF/XML that has a level of subjects and a level of properties."""
    for described in ElementTree.fromstring(text):
        subject = _node(described, "about")
        if described.tag != f"{_RDF_XML}Description":
            yield ox.Quad(subject, ox.NamedNode(str(RDF.type)), _iri(described))
        for said in described:
            value: Any = _node(said, "resource")
            if value is None:
                datatype = said.get(f"{_RDF_XML}datatype")
                value = _literal(said.text or "", said.get(_XML_LANGUAGE), datatype)
            yield ox.Quad(subject, _iri(said), value)


def _node(element: ElementTree.Element, attribute: str) -> Any:
    if label := element.get(f"{_RDF_XML}nodeID"):
        return ox.BlankNode(label)
    iri = element.get(f"{_RDF_XML}{attribute}")
    return None if iri is None else ox.NamedNode(iri)


def _iri(element: ElementTree.Element) -> ox.NamedNode:
    return ox.NamedNode(element.tag[1:].replace("}", "", 1))
