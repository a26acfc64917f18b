"""Target declarations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import ShapesError
from kg.validation.targets import Targets, read_targets
from tests.unit.validation.target_cases import EX

S, C, P = URIRef(EX + "S"), URIRef(EX + "C"), URIRef(EX + "p")
QUERY = "SELECT ?this { ?this ?p ?o }"

DECLARED = {
    "ex:S sh:targetClass ex:C .": Targets(classes=frozenset({C})),
    "ex:S sh:targetNode ex:C, 01 .": Targets(
        nodes=frozenset({C, Literal("01", datatype=XSD.integer, normalize=False)})
    ),
    "ex:S sh:targetSubjectsOf ex:p .": Targets(subjects_of=frozenset({P})),
    "ex:S sh:targetObjectsOf ex:p .": Targets(objects_of=frozenset({P})),
    "ex:S sh:targetClass ex:C ; sh:targetObjectsOf ex:p .": Targets(
        classes=frozenset({C}), objects_of=frozenset({P})
    ),
    "ex:S a sh:NodeShape, rdfs:Class .": Targets(classes=frozenset({S})),
    "ex:S a sh:PropertyShape, owl:Class .": Targets(classes=frozenset({S})),
    "ex:S a sh:NodeShape, ex:Meta . ex:Meta rdfs:subClassOf rdfs:Class .": Targets(
        classes=frozenset({S})
    ),
}


@pytest.mark.parametrize(("turtle", "expected"), DECLARED.items())
def test_each_kind_of_target_is_read(
    turtle: str, expected: Targets, build: Callable[[str], Graph]
) -> None:
    """The targets of SHACL Core, and those of a shape that is a class (§2.1.3)."""
    assert read_targets(build(turtle), ShapesError) == {S: expected}


@pytest.mark.parametrize(
    "turtle",
    ["ex:S a sh:NodeShape .", "ex:S a rdfs:Class .", "ex:S sh:property [ sh:path ex:p ] ."],
)
def test_what_declares_no_target_has_none(turtle: str, build: Callable[[str], Graph]) -> None:
    """A class that is no shape, and a shape that others refer to."""
    assert read_targets(build(turtle), ShapesError) == {}


def test_the_query_of_a_target_has_its_prefixes(build: Callable[[str], Graph]) -> None:
    """It is run later, far from the shapes graph."""
    turtle = f"""ex:S sh:target [ a sh:SPARQLTarget ; sh:prefixes ex: ; sh:select "{QUERY}" ] .
        ex: sh:declare [ sh:prefix "x" ; sh:namespace "urn:x:" ] ."""
    (query,) = read_targets(build(turtle))[S].queries
    assert "PREFIX x: <urn:x:>\n" in query
    assert query.endswith(QUERY)


def test_a_target_of_another_kind_is_refused(build: Callable[[str], Graph]) -> None:
    """A target that nobody evaluates would pass everything."""
    with pytest.raises(ShapesError, match="sh:SPARQLTarget"):
        read_targets(build("ex:S sh:target [ a ex:OwnTarget ] ."), ShapesError)


def test_a_target_with_a_broken_query_is_refused(build: Callable[[str], Graph]) -> None:
    """The defect shows when the shapes are read."""
    with pytest.raises(ShapesError, match="cannot be run"):
        read_targets(build('ex:S sh:target [ sh:select "SELECT" ] .'), ShapesError)


def test_a_target_with_a_pattern_that_cannot_be_compiled_is_refused(
    build: Callable[[str], Graph],
) -> None:
    """It would find no node, and the shape would pass everything."""
    query = "SELECT ?this { ?this ?p ?o FILTER REGEX(STR(?o), '(?=a)') }"
    turtle = f"""ex:S sh:target [ a sh:SPARQLTarget ; sh:select "{query}" ] ."""
    with pytest.raises(ShapesError, match="REGEX cannot be run"):
        read_targets(build(turtle), ShapesError)
