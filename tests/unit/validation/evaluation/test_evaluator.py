"""Shapes with property shapes."""

from __future__ import annotations

import pytest

from kg.report import Severity
from tests.unit.validation.evaluation.conftest import Evaluate, Find, local

NESTED = """ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ;
    sh:property [ sh:path ex:q ; sh:minCount 1 ; sh:property [ sh:path ex:r ; sh:maxCount 0 ] ] ."""


def test_a_value_that_two_nodes_lead_to_is_reported_for_each(find: Find) -> None:
    """SHACL §4.5.2: the property shape is validated for each value of each node."""
    assert find("ex:x ex:p ex:v . ex:y ex:p ex:v, ex:w . ex:w ex:q 1 .", NESTED) == ["v", "v"]


def test_property_shapes_lie_in_one_another(find: Find) -> None:
    """Once for each way from a focus node to the value that breaks the innermost."""
    data = "ex:x ex:p ex:v . ex:y ex:p ex:v . ex:v ex:q ex:w . ex:w ex:r 1 ."
    assert find(data, NESTED) == ["w", "w"]


def test_the_property_shapes_of_a_node_shape_look_at_the_node(evaluate: Evaluate) -> None:
    """With path, severity and message of their own."""
    (result,) = evaluate(
        "ex:x ex:q 1 .",
        """ex:S sh:targetNode ex:x ; sh:message "outer" ; sh:severity sh:Violation ;
        sh:property ex:P . ex:P sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ;
        sh:severity sh:Info ; sh:message "mal"@fr, "inner"@en .""",
    )
    assert (local(result.focus_node), result.path) == ("x", "^<http://example.org/p>")
    assert (result.severity, result.message) == (Severity.INFO, "inner")
    assert result.shape == "http://example.org/P"
    assert [local(message) for message in result.messages] == ["inner@en", "mal@fr"]


@pytest.mark.parametrize(("severity", "iri"), [("sh:Warning", ""), ("ex:Bad", "ex:Bad")])
def test_a_severity_of_ones_own_is_kept(severity: str, iri: str, evaluate: Evaluate) -> None:
    """It counts as a violation here."""
    shape = f"ex:S sh:targetNode ex:x ; sh:nodeKind sh:Literal ; sh:severity {severity} ."
    (result,) = evaluate("", shape)
    assert result.severity is (Severity.VIOLATION if iri else Severity.WARNING)
    assert result.severity_iri == iri.replace("ex:", "http://example.org/")


def test_literals_are_reported_as_they_were_written(find: Find) -> None:
    """Whatever the engine makes of them."""
    data = "ex:x ex:p 01, 1.10, '1'^^xsd:boolean, '7'^^xsd:int ."
    shape = "ex:S sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI ."
    assert find(data, shape) == ["01 01", "1 1", "1.10 1.10", "7 7"]
