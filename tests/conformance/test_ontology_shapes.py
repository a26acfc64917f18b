"""The ontology against shapes of its own: metadata of the files, and what each term must have."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from kg.vocabulary import GA, GC
from tests.conformance.ontology_graphs import FOLDER, all_files, rdflib_graph, triples

SHAPES = Graph().parse(FOLDER / "ontology-shapes.ttl")
ONTOLOGY = rdflib_graph(triples(all_files()))

# A few terms of each kind, enough to aim every shape at.
SAMPLE = (
    URIRef("https://w3id.org/geoactors/ns"),
    URIRef("https://w3id.org/geoactors/code/"),
    GA.Tenure,
    GA.holder,
    GC["event-status"],
    GC.announced,
)
REQUIRED = sorted(shape for shape in SHAPES.subjects(SH.minCount) if isinstance(shape, URIRef))


def sample() -> Graph:
    """Cut the sample out of the ontology, with the types of what it refers to."""
    graph = Graph()
    for term in SAMPLE:
        graph += ONTOLOGY.triples((term, None, None))
    for value in list(graph.objects(unique=True)):
        graph += ONTOLOGY.triples((value, RDF.type, None))
    # What came along for its type is a target now, and needs its description.
    for target in set(graph.subjects(RDF.type, unique=True)) - set(SAMPLE):
        graph += ONTOLOGY.triples((target, None, None))
    return graph


def broken_shapes(graph: Graph, *, meta: bool = False) -> set[URIRef]:
    """Validate a graph and name the shapes that it breaks."""
    conforms, report, text = pyshacl.validate(graph, shacl_graph=SHAPES, meta_shacl=meta)
    assert isinstance(report, Graph), text
    broken = {shape for shape in report.objects(None, SH.sourceShape) if isinstance(shape, URIRef)}
    assert conforms == (not broken)
    return broken


def test_the_ontology_conforms_and_so_do_the_shapes() -> None:
    """All files conform to the shapes, and the shapes to SHACL's own."""
    assert broken_shapes(ONTOLOGY, meta=True) == set()


def test_every_shape_speaks() -> None:
    """A shape that can be broken has a message and a severity."""
    aimed = {*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(SH.targetClass)}
    assert len(aimed) > 25
    for shape in aimed:
        assert SHAPES.value(shape, SH.message), shape
        assert SHAPES.value(shape, SH.severity), shape


def test_the_sample_conforms() -> None:
    """The sample that the next tests break is whole before."""
    assert broken_shapes(sample()) == set()


@pytest.mark.parametrize("shape", REQUIRED, ids=lambda shape: shape.rpartition("#")[2])
def test_a_missing_value_is_found(shape: URIRef) -> None:
    """Without any value on its path, a shape is broken that asks for one."""
    path = SHAPES.value(shape, SH.path)
    graph = sample()
    graph.remove((None, path, None))
    # An example is asked for through sh:or, whose report names the class shape.
    named = URIRef(str(shape).replace("Exemplified-example", "ClassShape"))
    assert named in broken_shapes(graph)


@pytest.mark.parametrize(
    ("term", "path", "value", "shape"),
    [
        (GA.holder, RDFS.domain, GA.Post, "TermShape-domain"),
        (GA.holder, RDFS.range, GA.Post, "TermShape-range"),
        (GA.holder, RDFS.isDefinedBy, SAMPLE[1], "TermShape-isDefinedBy"),
        (GC.announced, SKOS.inScheme, GC.topic, "CodeShape-inScheme"),
        (GC.announced, SKOS.broader, GA.Tenure, "CodeShape-broader"),
        (GA.Tenure, SKOS.example, RDF.nil, "ClassShape"),
        (SAMPLE[0], OWL.versionIRI, SAMPLE[1], "OntologyShape-versionIRI"),
    ],
)
def test_a_value_too_many_or_of_the_wrong_kind_is_found(
    term: URIRef, path: URIRef, value: URIRef, shape: str
) -> None:
    """A second or misplaced value breaks the shape of its path."""
    graph = sample()
    graph.add((term, path, value))
    assert shape in {name.rpartition("#")[2] for name in broken_shapes(graph)}
