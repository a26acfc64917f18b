"""The packaged shapes: each is named, speaks, follows the ontology, and is broken by a case."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from kg.report import ValidationResult
from kg.validation import Validator
from kg.validation.meta import meta_shapes
from kg.validation.oracle import run_pyshacl
from kg.validation.prebinding import runs_at_once
from kg.validation.queries import read_select
from tests.conformance.shape_cases import (
    CASES,
    FOLDER,
    GS,
    Case,
    case_id,
    closure,
    context_quads,
    node_shapes,
    shape_quads,
    shapes_graph,
    source_graphs,
    validate_case,
    validate_graphs,
    validator,
)
from tests.oracle import Oracle

SCOPE = URIRef(f"{GS}scope")
SCOPES = {URIRef(f"{GS}graph"), URIRef(f"{GS}dataset")}
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}


@pytest.fixture(name="shapes")
def packaged_shapes() -> Graph:
    """All packaged shapes as one graph."""
    return shapes_graph()


def property_shapes(shapes: Graph) -> set[Node]:
    """List the property shapes."""
    return {*shapes.subjects(RDF.type, SH.PropertyShape)}


def all_shapes(shapes: Graph) -> set[Node]:
    """List the node shapes and the property shapes."""
    return property_shapes(shapes) | set(shapes.subjects(RDF.type, SH.NodeShape))


def speechless(results: list[ValidationResult]) -> set[ValidationResult]:
    """Drop the messages, in which pySHACL writes IRIs at full length, and what it does not tell."""
    plain = {"message": "", "messages": (), "details": (), "source": None, "constraint": None}
    return {replace(result, **plain) for result in results}  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_case_breaks_exactly_the_shapes_it_declares(case: Case) -> None:
    """An invalid case names its shapes on line one; a valid case names none."""
    results = validate_case(case, validator())
    assert {result.shape.removeprefix(GS) for result in results} == case.breaks
    assert not any("{" in result.message for result in results)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_case_stands_in_the_folder_that_it_belongs_to(case: Case) -> None:
    """A valid case breaks nothing; an invalid one breaks the shape of its folder."""
    own = {name for name in case.breaks if name.partition("-")[0] == case.shape}
    assert bool(own) != case.valid
    assert not (case.valid and case.breaks)


def test_every_node_shape_has_a_case_that_conforms_and_one_that_does_not() -> None:
    """A shape without a valid case may refuse everything."""
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders == set(node_shapes())
    for kind in ("valid", "invalid"):
        assert {case.shape for case in CASES if case.path.parent.name == kind} == folders


def test_every_shape_with_a_constraint_is_broken_by_some_case(shapes: Graph) -> None:
    """A shape that no case breaks may as well not exist."""
    constrained = property_shapes(shapes) | {
        shape
        for term in (SH["class"], SH.nodeKind, SH.sparql)
        for shape in shapes.subjects(term, None)
    }
    broken = {name for case in CASES for name in case.breaks}
    assert {str(shape).removeprefix(GS) for shape in constrained} == broken


def test_every_property_shape_is_alone_broken_by_some_case(shapes: Graph) -> None:
    """What only ever breaks in company cannot be told from its company."""
    alone = {name for case in CASES if len(case.breaks) == 1 for name in case.breaks}
    named = {str(shape).removeprefix(GS) for shape in property_shapes(shapes)}
    assert named - alone == set()


def test_shapes_are_named_for_the_shape_that_they_belong_to(shapes: Graph) -> None:
    """No shape is anonymous, and a property shape bears the name of its node shape."""
    for shape in all_shapes(shapes):
        assert str(shape).startswith(GS)
    for owner, part in shapes.subject_objects(SH.property):
        assert (part, RDF.type, SH.PropertyShape) in shapes
        assert str(part).startswith(f"{owner}-")
    for path_owner in shapes.subjects(SH.path, None):
        assert len(set(shapes.subjects(SH.property, path_owner))) == 1


def test_every_shape_has_one_scope_one_severity_and_one_message(shapes: Graph) -> None:
    """The message is an English sentence that ends, and names what to do."""
    for shape in all_shapes(shapes):
        assert len(set(shapes.objects(shape, SCOPE)) & SCOPES) == 1, shape
        assert len(set(shapes.objects(shape, SH.severity)) & SEVERITIES) == 1, shape
        (message,) = shapes.objects(shape, SH.message)
        assert message.language == "en"  # type: ignore[attr-defined]
        assert str(message).endswith("."), shape
    for owner, part in shapes.subject_objects(SH.property):
        assert shapes.value(owner, SCOPE) == shapes.value(part, SCOPE), part


def test_no_shape_is_closed(shapes: Graph) -> None:
    """A closed membership would reject every tenure."""
    assert (None, SH.closed, None) not in shapes


def test_no_constraint_hides_in_an_anonymous_shape(shapes: Graph) -> None:
    """The only blank nodes are property paths."""
    blank = {node for triple in shapes for node in triple if isinstance(node, BNode)}
    paths = {part for path in shapes.objects(None, SH.path) for part in blank_parts(path, shapes)}
    assert blank == paths


def blank_parts(path: Node, shapes: Graph) -> set[Node]:
    """Collect the blank nodes of a property path."""
    if not isinstance(path, BNode):
        return set()
    return {path}.union(*(blank_parts(part, shapes) for part in shapes.objects(path)))


def test_shapes_are_shapes(shapes: Graph) -> None:
    """The shapes conform to the shapes of SHACL itself."""
    report = run_pyshacl(shapes, meta_shapes())
    assert list(report.objects(None, SH.result)) == []


def test_every_query_runs_for_all_focus_nodes_at_once(shapes: Graph) -> None:
    """A constraint that has to run once for each node is slow on a large dataset."""
    nodes = set(shapes.subjects(RDF.type, SH.SPARQLConstraint))
    assert nodes == set(shapes.objects(None, SH.sparql))
    assert [node for node in nodes if not runs_at_once(read_select(node, shapes))] == []


@pytest.mark.parametrize("shape", node_shapes())
def test_engine_and_pyshacl_agree_on_every_case(shape: str) -> None:
    """Set at a time, or node by node in pySHACL: the results are the same."""
    engine = Validator.from_quads(closure(shape), context_quads())
    oracle = Oracle(closure(shape), context_quads())
    for case in (case for case in CASES if case.shape == shape):
        graphs = source_graphs(case.path)
        found = speechless(validate_graphs(graphs, engine, case.scopes))
        assert found == speechless(validate_graphs(graphs, oracle, case.scopes)), case_id(case)
        assert bool(found) != case.valid


def test_engine_and_pyshacl_agree_on_all_cases_in_one_dataset() -> None:
    """A query for all nodes at once must not mix up what belongs to different nodes."""
    graphs = [quads for case in CASES for quads in source_graphs(case.path).values()]
    merged = {ox.Quad(q.subject, q.predicate, q.object) for quads in graphs for q in quads}
    found = validator().validate_dataset(merged).results
    expected = Oracle(shape_quads(), context_quads()).validate_dataset(merged).results
    assert len(found) > len(node_shapes())
    assert speechless(list(found)) == speechless(list(expected))
