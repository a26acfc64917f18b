"""Literals in the words of their source."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.report import Term, ValidationReport
from kg.validation import Validator
from kg.validation.written import WrittenForms, stored_forms

A = ox.NamedNode("http://example.org/a")
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
INT = ox.NamedNode("http://www.w3.org/2001/XMLSchema#int")


def number(form: str, datatype: ox.NamedNode = INTEGER) -> ox.Literal:
    """Write a number."""
    return ox.Literal(form, datatype=datatype)


def test_stored_forms_are_those_of_the_store() -> None:
    """Each term has its own; what the store leaves alone stays."""
    terms: list[Term] = [number("01"), number("1"), number("5", INT), ox.Literal("01"), A]
    assert list(stored_forms(terms).values()) == [
        number("1"),
        number("1"),
        number("5"),
        ox.Literal("01"),
        A,
    ]
    assert stored_forms([]) == {}


@pytest.mark.parametrize(
    ("turtle", "value", "expected"),
    [
        ("ex:a ex:p 01 .", "1", "01"),
        ("ex:a ex:p 01, 1 .", "1", "1"),
        ('ex:a ex:p "01" .', "1", "1"),
        ("ex:b ex:p 01 .", "1", "1"),
        ("ex:a ex:p 01 .", "2", "2"),
    ],
)
def test_a_number_is_restored_where_it_can_be(
    turtle: str, value: str, expected: str, build: Callable[[str], Graph]
) -> None:
    """Only a value of the focus node itself, and only when it was written in one way."""
    row: dict[str, Term] = {"this": A, "value": number(value)}
    restored = WrittenForms(build(turtle)).restore(row)
    assert restored == {"this": A, "value": number(expected)}


SHAPES = """gs:S a sh:NodeShape ; gs:scope gs:graph ; sh:targetSubjectsOf ex:p ; sh:sparql [
    sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ; sh:message "It is {?value}."@en ] .
"""


def test_a_report_shows_the_number_of_the_file(quads: Callable[[str], list[ox.Quad]]) -> None:
    """In the value and in the message, as pySHACL has it."""
    validator = Validator.from_quads(quads(SHAPES), [])

    def shown(report: ValidationReport) -> set[tuple[str, str]]:
        return {(str(result.value), result.message) for result in report.results}

    data = quads('ex:a ex:p 1.10, 01, "5"^^xsd:int .')
    found = shown(validator.validate_graph("urn:g", data))
    assert {message for _, message in found} == {"It is 1.10.", "It is 01.", "It is 5."}
    assert found == shown(validator.as_oracle().validate_graph("urn:g", data))
