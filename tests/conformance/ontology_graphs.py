"""The ontology files, read in the two ways that their tests need."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kg.resources import alignment_files, ontology_files
from kg.store.memory import MemoryDataset

FOLDER = Path(__file__).parent
OWN = "https://w3id.org/geoactors/"

KINDS = {
    "http://www.w3.org/2002/07/owl#Class": "class",
    "http://www.w3.org/2002/07/owl#ObjectProperty": "object property",
    "http://www.w3.org/2002/07/owl#DatatypeProperty": "datatype property",
    "http://www.w3.org/2002/07/owl#AnnotationProperty": "annotation property",
    "http://www.w3.org/2000/01/rdf-schema#Datatype": "datatype",
    "http://www.w3.org/2004/02/skos/core#Concept": "code",
    "http://www.w3.org/2004/02/skos/core#ConceptScheme": "scheme",
    "http://www.w3.org/2004/02/skos/core#Collection": "collection",
}


def all_files() -> list[Path]:
    """The ontology, its code lists and its alignments."""
    return [*ontology_files(), *alignment_files()]


def triples(paths: Iterable[Path]) -> list[ox.Triple]:
    """Read the triples of files, whatever graphs they stand in."""
    return [quad.triple for path in paths for quad in ox.parse(path=path)]


def dataset(paths: Iterable[Path]) -> MemoryDataset:
    """Put the triples of files into one default graph."""
    return MemoryDataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples(paths))


def rdflib_graph(source: Iterable[ox.Triple]) -> Graph:
    """Hand triples over to rdflib."""
    lines = ox.serialize(source, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    return Graph().parse(data=lines, format="nt")


@cache
def own_terms() -> dict[str, str]:
    """Every term and code that the ontology and its code lists declare, with its kind."""
    declared = {
        (t.subject.value, KINDS[t.object.value])
        for t in triples(ontology_files())
        if t.predicate.value.endswith("#type")
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
        and t.object.value in KINDS
        and t.subject.value.startswith(OWN)
    }
    assert len(declared) == len({term for term, _ in declared}), "a term has one kind"
    return dict(sorted(declared))
