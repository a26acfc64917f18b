"""Constraint components that a shapes graph defines."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from kg.errors import ShapesError
from kg.validation.components import read_components
from kg.validation.model import Query
from kg.validation.property_paths import Path, Predicate

EX = "http://example.org/"
S, P = URIRef(EX + "S"), Predicate(EX + "p")
ASK = "sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER($value != $most) }' ] ."
COMPONENT = f"""
ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ],
    [ sh:path ex:least ; sh:optional true ] ; {ASK}
"""
Checks = Callable[..., list[Query]]


@pytest.fixture(name="checks")
def read_checks(build: Callable[[str], Graph]) -> Checks:
    """The checks that the components of a shapes graph make of ex:S."""

    def read(turtle: str, path: Path | None = P) -> list[Query]:
        shapes = build(turtle)
        components = read_components(shapes, ShapesError)
        return [check for component in components for check in component.checks(S, path, shapes)]

    return read


def bound(checks: list[Query]) -> list[dict[str, str]]:
    """What is pre-bound in each check."""
    return [
        {name: term.value for name, term in check.bindings if isinstance(term, ox.Literal)}
        for check in checks
    ]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("ex:S ex:most 1 .", [{"most": "1"}]),
        ("ex:S ex:most 1 ; ex:least 2 .", [{"least": "2", "most": "1"}]),
        ("ex:S ex:most 1, 3 .", [{"most": "1"}, {"most": "3"}]),
        ("ex:S ex:least 2 .", []),
        ("ex:S ex:other 2 .", []),
    ],
)
def test_a_shape_with_the_mandatory_parameters_has_a_check(
    shape: str, expected: list[dict[str, str]], checks: Checks
) -> None:
    """Optional ones are bound when they are given; each value makes a check of its own."""
    found = checks(COMPONENT + shape)
    assert bound(found) == expected
    assert {check.component for check in found} <= {EX + "Component"}
    assert all(check.asks for check in found)


def test_a_value_stands_in_the_query_as_it_was_written(checks: Checks) -> None:
    """The engine substitutes `$value` alone."""
    (check,) = checks(COMPONENT + "ex:S ex:most 01 .")
    assert '"01"^^<http://www.w3.org/2001/XMLSchema#integer>' in check.text
    assert "$most" not in check.text


@pytest.mark.parametrize(("path", "name"), [(P, "property"), (None, "node"), (P, "")])
def test_the_validator_for_the_kind_of_shape_goes_first(
    path: Path | None, name: str, checks: Checks
) -> None:
    """One for any shape is the last resort (SHACL §6.2.3)."""
    own = (
        "sh:propertyValidator [ sh:select 'SELECT $this { $this $PATH $most }' ] ;" if name else ""
    )
    node = "sh:nodeValidator [ sh:select 'SELECT $this { $this ?p $most }' ] ;" if name else ""
    (check,) = checks(
        f"ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ; {own} {node}"
        f" {ASK} ex:S ex:most 1 .",
        path,
    )
    assert check.asks is (not name)
    assert (f"<{EX}p>" in check.text) is (name == "property")


def test_a_component_may_be_of_a_kind_of_its_own(checks: Checks) -> None:
    """Its class lies below `sh:ConstraintComponent`."""
    turtle = COMPONENT.replace("a sh:ConstraintComponent", "a ex:Own")
    assert checks(turtle + "ex:S ex:most 1 .") == []
    turtle += "ex:Own rdfs:subClassOf ex:More . ex:More rdfs:subClassOf sh:ConstraintComponent ."
    assert len(checks(turtle + "ex:S ex:most 1 .")) == 1


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (COMPONENT + "ex:S ex:most [] .", "blank node"),
        (COMPONENT.partition("sh:validator")[0] + "rdfs:label 'x' . ex:S ex:most 1 .", "validator"),
        (COMPONENT.replace("ex:most ]", "( ex:p ex:q ) ]") + "ex:S ex:most 1 .", "sh:path"),
        (COMPONENT.replace("ASK {", "ASK { BIND(1 AS $value)") + "ex:S ex:most 1 .", "value"),
        (COMPONENT.replace("ASK {", "ASK { BIND(1 AS ?most)") + "ex:S ex:most 1 .", "most"),
    ],
)
def test_a_defect_of_a_component_is_refused(turtle: str, reason: str, checks: Checks) -> None:
    """The error says what is missing or not allowed."""
    with pytest.raises(ShapesError, match=reason):
        checks(turtle)


def test_a_message_of_the_validator_goes_before_that_of_the_shape(checks: Checks) -> None:
    """SHACL §5.3.2: the nearer one."""
    shape = "ex:S ex:most 1 ; sh:message 'shape' ."
    (check,) = checks(COMPONENT + shape)
    assert [message.value for message in check.messages] == ["shape"]
    (check,) = checks(COMPONENT.replace("sh:ask", "sh:message 'own' ; sh:ask") + shape)
    assert [message.value for message in check.messages] == ["own"]
