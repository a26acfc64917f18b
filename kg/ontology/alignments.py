"""Which terms of other vocabularies stand beside ours."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS

from kg.ontology.index import Index
from kg.terms import shorten
from kg.vocabulary import BASE_IRI

_FOLDER = f"{BASE_IRI}align/"
_RELATIONS = {
    str(RDFS.subClassOf): "is a subclass of",
    str(RDFS.subPropertyOf): "is a subproperty of",
    str(OWL.equivalentClass): "is the same class as",
    str(OWL.equivalentProperty): "is the same property as",
    f"{BASE_IRI}ns#closeTo": "is close to",
    str(OWL.inverseOf): "is the inverse of",
    str(SKOS.closeMatch): "is close to",
    str(SKOS.exactMatch): "is the same as",
    str(SKOS.broadMatch): "is narrower than",
    str(SKOS.narrowMatch): "is broader than",
    str(SKOS.relatedMatch): "is related to",
}
_PASSED_OVER = {str(RDF.type), str(RDFS.label), str(RDFS.isDefinedBy), str(RDFS.seeAlso)}


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One line of an alignment."""

    term: str
    relation: str
    other: str
    alignment: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One alignment as a table; its triples are those of its file."""

    iri: str
    name: str
    title: str
    description: str
    version: str
    matches: tuple[Match, ...]
    index: Index


def read_alignment(index: Index) -> Alignment:
    """Read an alignment from the triples of its file."""
    iri = next(i for i in index.of_type(OWL.Ontology) if i.startswith(_FOLDER))
    name = iri.removeprefix(_FOLDER)
    found = {match for triple in index.triples if (match := _match(triple, iri, name))}
    return Alignment(
        iri,
        name,
        index.text(iri, DCTERMS.title),
        index.text(iri, DCTERMS.description),
        index.text(iri, OWL.versionInfo),
        tuple(sorted(found)),
        index,
    )


def _match(triple: ox.Triple, ontology: str, name: str) -> Match | None:
    subject, predicate, value = triple.subject, triple.predicate.value, triple.object
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
        return None
    if subject.value == ontology or predicate in _PASSED_OVER:
        return None
    relation = _RELATIONS.get(predicate, shorten(predicate))
    return Match(subject.value, relation, value.value, name)
