"""Checks that ask about other shapes."""

from __future__ import annotations

import pytest

from tests.unit.validation.evaluation.conftest import Evaluate, Find

DATA = """
ex:x ex:p ex:a, ex:b, ex:ab, ex:n . ex:y ex:p ex:n .
ex:a a ex:A . ex:b a ex:B . ex:ab a ex:A, ex:B .
"""
SHAPES = "ex:A1 sh:class ex:A . ex:B1 sh:class ex:B . ex:S sh:targetNode ex:x ; sh:path ex:p ; "

VALUES = {
    "sh:node ex:A1": ["b", "n"],
    "sh:not ex:A1": ["a", "ab"],
    "sh:and ( ex:A1 ex:B1 )": ["a", "b", "n"],
    "sh:and ()": [],
    "sh:or ( ex:A1 ex:B1 )": ["n"],
    "sh:or ()": ["a", "ab", "b", "n"],
    "sh:xone ( ex:A1 ex:B1 )": ["ab", "n"],
    "sh:not [ sh:node ex:A1 ; sh:not ex:B1 ]": ["a"],
    "sh:node [ sh:deactivated true ; sh:class ex:None ]": [],
    "sh:not [ sh:deactivated true ; sh:class ex:None ]": ["a", "ab", "b", "n"],
}
NUMBERS = {
    "ex:A1 ; sh:qualifiedMinCount 2": False,
    "ex:A1 ; sh:qualifiedMinCount 3": True,
    "ex:A1 ; sh:qualifiedMaxCount 1": True,
    "ex:A1 ; sh:qualifiedMaxCount 2": False,
    "[ sh:class ex:None ] ; sh:qualifiedMinCount 1": True,
    "[ sh:class ex:None ] ; sh:qualifiedMinCount 0": False,
    "[ sh:class ex:None ] ; sh:qualifiedMaxCount 0": False,
}


@pytest.mark.parametrize(("constraint", "broken"), VALUES.items())
def test_values_that_conform_to_too_few_or_too_many_are_found(
    constraint: str, broken: list[str], find: Find
) -> None:
    """An empty list of shapes asks nothing of `and`, and cannot be met for `or`."""
    assert find(DATA, f"{SHAPES} {constraint} .") == [f"x {value}" for value in broken]


@pytest.mark.parametrize(("constraint", "broken"), NUMBERS.items())
def test_values_that_conform_are_counted(constraint: str, broken: bool, find: Find) -> None:
    """A node without any is counted too."""
    assert find(DATA, f"{SHAPES} sh:qualifiedValueShape {constraint} .") == ["x"] * broken


def test_a_value_that_fits_a_sibling_does_not_count(find: Find) -> None:
    """ex:ab is of both classes (SHACL §4.7.3)."""
    shape = """ex:S sh:targetNode ex:x ; sh:property ex:first, ex:second .
        ex:first sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:A ] ;
            sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 2 .
        ex:second sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:B ] ;
            sh:qualifiedValueShapesDisjoint DISJOINT ; sh:qualifiedMinCount 2 ."""
    assert find(DATA, shape.replace("DISJOINT", "true")) == ["x", "x"]
    assert find(DATA, shape.replace("DISJOINT", "false")) == ["x"]


def test_the_reasons_lie_inside_the_result(evaluate: Evaluate) -> None:
    """Those of each shape that the value does not conform to."""
    results = evaluate(DATA, f"{SHAPES} sh:or ( ex:A1 [ sh:node ex:B1 ] ) .")
    (result,) = results
    reasons = {reason.shape.rpartition("/")[2] for reason in result.details}
    assert reasons == {"A1", "S"}
    (node,) = (reason for reason in result.details if reason.details)
    assert [inner.shape.rpartition("/")[2] for inner in node.details] == ["B1"]


def test_a_node_shape_asks_about_the_node(find: Find) -> None:
    """Literals among them."""
    shape = "ex:S sh:targetNode ex:a, ex:n, 'text' ; sh:not [ sh:nodeKind sh:Literal ; ] ."
    assert find(DATA, shape) == ["text text"]
    shape = "ex:S sh:targetNode ex:a, ex:n ; sh:node [ sh:property [ sh:path rdf:type ;"
    assert find(DATA, shape + " sh:minCount 1 ] ] .") == ["n n"]
