"""The shapes against the ontology: they name its terms, and ask for its domains and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.resources import ontology_files
from tests.conformance.shape_cases import shapes_graph

GA = "https://w3id.org/geoactors/ns#"
GC = "https://w3id.org/geoactors/code/"

LISTED = "gs:CodeListShape asks for a code of the list that the ontology names"
KEPT = "only the store writes it, in a graph that no source may write"
WITHOUT_SHAPE = {
    "identifies": KEPT,
    "distinguishes": KEPT,
    "canonical": KEPT,
    "concerns": "its values are of any kind; gs:MergedReferenceShape asks that they are described",
    "succeeds": "its values are of five kinds; gs:NotItselfShape and gs:MergedReferenceShape apply",
    "inCapacity": "its values are of two kinds; gs:MergedCapacityShape asks for either",
    "expressedIn": "its values are of two kinds; gs:MergedExpressionShape asks for either",
    "statedIn": "its values are graphs, which the catalogue describes",
    "delivered": KEPT,
    "postType": LISTED,
    "organisationType": LISTED,
    "placeType": LISTED,
    "membershipType": LISTED,
    "endCause": LISTED,
    "modality": LISTED,
    "intensity": LISTED,
}
WITHOUT_RANGE = {
    **dict.fromkeys(("identifies", "distinguishes", "canonical"), KEPT),
    "birth": "gs:MergedBirthShape asks for an event of the type gc:birth, which is more",
    "death": "gs:MergedDeathShape asks for an event of the type gc:death, which is more",
}
WITHOUT_DOMAIN = {
    "sourceDocument": "its domain is prov:Bundle, which no data names; both kinds of graph have it",
}


@pytest.fixture(name="shapes")
def packaged_shapes() -> Graph:
    """All packaged shapes as one graph."""
    return shapes_graph()


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology without its codes."""
    return Graph().parse(ontology_files()[0])


@pytest.fixture(scope="module")
def codes() -> Graph:
    """The code lists."""
    return Graph().parse(ontology_files()[1])


def predicates_of(path: Node, shapes: Graph) -> set[Node]:
    """Collect the predicates of a property path."""
    if isinstance(path, URIRef):
        return set() if path == RDF.nil else {path}
    return {found for part in shapes.objects(path) for found in predicates_of(part, shapes)}


def own_terms(nodes: Iterable[Node]) -> set[str]:
    """Keep the terms of the ontology, by local name."""
    return {str(node).removeprefix(GA) for node in nodes if str(node).startswith(GA)}


def declared_properties(ontology: Graph) -> set[str]:
    """List the properties of the ontology that data can use, by local name."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return own_terms({term for kind in kinds for term in ontology.subjects(RDF.type, kind)})


def test_shapes_use_only_declared_terms(shapes: Graph, ontology: Graph) -> None:
    """A misspelt term in a shape would constrain nothing."""
    paths = {p for path in shapes.objects(None, SH.path) for p in predicates_of(path, shapes)}
    targets = set(shapes.objects(None, SH.targetSubjectsOf))
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    known = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    of_rdf = {RDF.subject, RDF.predicate, RDF.object}  # RDF itself declares them
    assert (paths | targets) - of_rdf <= known
    classes = set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass))
    assert classes <= set(ontology.subjects(RDF.type, OWL.Class))


def test_queries_use_only_declared_terms(shapes: Graph, ontology: Graph, codes: Graph) -> None:
    """A misspelt term in a query would match nothing."""
    texts = [str(text) for text in shapes.objects(None, SH.select)]
    names = {match for text in texts for match in re.findall(r"\b(ga|gc):([\w-]+)", text)}
    assert ("ga", "inCapacity") in names
    declared = {str(term) for graph in (ontology, codes) for term in graph.subjects(RDF.type)}
    spaces = {"ga": GA, "gc": GC}
    assert {spaces[prefix] + name for prefix, name in names} <= declared


def test_every_property_of_the_ontology_has_a_shape_or_a_reason(
    shapes: Graph, ontology: Graph
) -> None:
    """A property without a shape accepts anything, so the reason must be stated here."""
    paths = {p for path in shapes.objects(None, SH.path) for p in predicates_of(path, shapes)}
    missing = declared_properties(ontology) - own_terms(paths)
    assert missing == set(WITHOUT_SHAPE)


def test_ranges_of_the_ontology_are_asked_for(shapes: Graph, ontology: Graph) -> None:
    """Where the ontology gives a range, some shape asks for the same class or datatype."""
    lacking = set()
    for name in declared_properties(ontology) - set(WITHOUT_RANGE):
        term = URIRef(GA + name)
        asked = {
            value
            for shape in shapes.subjects(SH.path, term)
            for parameter in (SH["class"], SH.datatype)
            for value in shapes.objects(shape, parameter)
        }
        if set(ontology.objects(term, RDFS.range)) - {SKOS.Concept} - asked:
            lacking.add(name)
    assert lacking == set()


def test_domains_of_the_ontology_are_asked_for(shapes: Graph, ontology: Graph) -> None:
    """Where the ontology gives a domain, some shape asks it of whatever has the property."""
    lacking = set()
    for name in declared_properties(ontology) - set(WITHOUT_DOMAIN):
        term = URIRef(GA + name)
        asked = {
            kind
            for shape in shapes.subjects(SH.targetSubjectsOf, term)
            for kind in shapes.objects(shape, SH["class"])
        }
        if set(ontology.objects(term, RDFS.domain)) - asked:
            lacking.add(name)
    assert lacking == set()


def test_properties_that_take_codes_name_their_list(ontology: Graph) -> None:
    """gs:CodeListShape looks at no property without a list."""
    coded = set(ontology.subjects(RDFS.range, SKOS.Concept))
    assert len(coded) > sum(reason == LISTED for reason in WITHOUT_SHAPE.values())
    assert all((term, RDFS.seeAlso, None) in ontology for term in coded)
