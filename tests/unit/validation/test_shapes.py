"""Shapes by scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from kg.errors import ResourceError, ShapesError
from kg.report import Scope
from kg.validation.model import NodeKind, Shape
from kg.validation.shapes import CompiledShapes, imports_of

EX = "http://example.org/"
MIXED = """
ex:S a sh:NodeShape ; gs:scope gs:graph ; sh:targetClass ex:C ; sh:nodeKind sh:IRI ;
    sh:property ex:S-p, ex:S-q, [ sh:path ex:r ; sh:minCount 1 ] .
ex:S-p a sh:PropertyShape ; gs:scope gs:graph ; sh:path ex:p ; sh:minCount 1 .
ex:S-q a sh:PropertyShape ; gs:scope gs:dataset ; sh:path ex:q ; sh:minCount 1 .
ex:T a sh:NodeShape ; gs:scope gs:dataset ; sh:targetClass ex:D ; sh:nodeKind sh:IRI .
"""


def paths(shape: Shape) -> set[str]:
    """The predicates of the property shapes of a shape."""
    return {part.path_text.strip("<>").removeprefix(EX) for part in shape.properties}


def test_each_scope_has_its_own_shapes(build: Callable[[str], Graph]) -> None:
    """A property may differ from its shape; a nameless one goes with it."""
    scopes = CompiledShapes(build(MIXED)).by_scope
    facts, merged = scopes[Scope.GRAPH].shapes, scopes[Scope.DATASET].shapes
    assert set(facts) == {URIRef(EX + "S")}
    assert set(merged) == {URIRef(EX + "S"), URIRef(EX + "T")}
    assert facts[URIRef(EX + "S")].checks == (NodeKind("IRI"),)
    assert paths(facts[URIRef(EX + "S")]) == {"p", "r"}
    assert merged[URIRef(EX + "S")].checks == ()
    assert paths(merged[URIRef(EX + "S")]) == {"q"}


def test_all_shapes_together_need_no_scope(build: Callable[[str], Graph]) -> None:
    """Plain SHACL knows no scope."""
    graph = build("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .")
    assert list(CompiledShapes(graph).whole.shapes) == [URIRef(EX + "S")]


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:C .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; gs:scope gs:graph, gs:dataset .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; gs:scope ex:other .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; gs:scope gs:graph ; sh:property ex:P ."
        " ex:P sh:path ex:p .",
    ],
)
def test_every_shape_states_one_scope(turtle: str, build: Callable[[str], Graph]) -> None:
    """A shape of no scope would never run."""
    with pytest.raises(ShapesError, match="gs:scope"):
        _ = CompiledShapes(build(turtle), error=ShapesError).by_scope


def test_a_broken_constraint_shows_when_shapes_are_compiled(
    build: Callable[[str], Graph],
) -> None:
    """It does not wait for a focus node."""
    graph = build('ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "SELECT" ] .')
    with pytest.raises(ResourceError, match="cannot be run"):
        _ = CompiledShapes(graph).whole


def test_a_deactivated_shape_has_no_targets(build: Callable[[str], Graph]) -> None:
    """Nor is it reported as idle."""
    graph = build(
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:deactivated true ; sh:nodeKind sh:IRI ."
    )
    assert CompiledShapes(graph).whole.targets == {}


def test_the_shapes_given_are_not_changed(build: Callable[[str], Graph]) -> None:
    """They are split in a copy."""
    graph = build(MIXED)
    _ = CompiledShapes(graph).by_scope
    assert len(graph) == len(build(MIXED))


def test_imports_are_listed(build: Callable[[str], Graph]) -> None:
    """So that a report can say that they were not followed."""
    assert imports_of(build("ex: owl:imports ex:b, ex:a .")) == [EX + "a", EX + "b"]
