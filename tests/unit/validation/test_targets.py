"""Focus nodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ShapesError
from kg.validation.targets import FocusFinder, read_targets, strip_targets

EX = "http://example.org/"
DATA = """
ga:State rdfs:subClassOf ga:Polity . ga:Polity rdfs:subClassOf ga:Organisation .
ex:france a ga:State ; ga:seat ex:paris ; ga:code "01" .
ex:un a ga:Organisation .
ex:paris a ga:Place .
"""


def focus(turtle: str, build: Callable[[str], Graph], wanted: set[Node] | None = None) -> set[str]:
    """Find the local names of the focus nodes of the one shape in *turtle*."""
    targets = read_targets(build(turtle), ShapesError)
    data = build(DATA)

    def select(query: str) -> set[Node]:
        return {row[0] for row in data.query(query)}  # type: ignore[index]

    (declared,) = targets.values()
    found = FocusFinder(data, wanted, select).find(declared)
    return {str(node).removeprefix(EX).rpartition("#")[2] for node in found}


CASES = {
    "ex:S sh:targetClass ga:Organisation .": {"france", "un"},
    "ex:S sh:targetClass ga:State, ga:Place .": {"france", "paris"},
    "ex:S sh:targetNode ex:absent, ex:un .": {"absent", "un"},
    "ex:S sh:targetSubjectsOf ga:seat .": {"france"},
    "ex:S sh:targetObjectsOf ga:seat .": {"paris"},
    "ex:S sh:targetObjectsOf ga:code .": {"01"},
    "ex:S sh:targetClass ga:Nothing .": set(),
    "ga:Polity a sh:NodeShape, rdfs:Class .": {"france"},
    "ga:Polity a sh:NodeShape, owl:Class .": {"france"},
    'ex:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] .': {
        "State",
        "Polity",
        "france",
        "un",
        "paris",
    },
    "ex:S sh:targetClass ga:Place ; sh:targetSubjectsOf ga:seat .": {"paris", "france"},
}


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_each_kind_of_target_finds_its_nodes(
    turtle: str, expected: set[str], build: Callable[[str], Graph]
) -> None:
    """The targets of SHACL Core, implicit ones, and SPARQL targets."""
    assert focus(turtle, build) == expected


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_only_wanted_nodes_are_found(
    turtle: str, expected: set[str], build: Callable[[str], Graph]
) -> None:
    """With the wanted nodes given, nothing else in the data graph is looked at."""
    wanted: set[Node] = {URIRef(EX + "france"), URIRef(EX + "absent"), Literal("01")}
    assert focus(turtle, build, wanted) == expected & {"france", "absent", "01"}


def test_every_subject_is_found_without_a_query(build: Callable[[str], Graph]) -> None:
    """The nodes are known, and most shapes of a source graph ask for all of them."""

    def refuse(_: str) -> set[Node]:
        raise AssertionError("a query was run")

    (targets,) = read_targets(
        build('ex:S sh:target [ sh:select "SELECT DISTINCT ?this WHERE { ?this ?p ?o }" ] .')
    ).values()
    wanted: set[Node] = {URIRef(EX + "un"), URIRef(EX + "absent")}
    assert FocusFinder(build(DATA), wanted, refuse).find(targets) == {URIRef(EX + "un")}


def test_a_target_of_another_kind_is_refused(build: Callable[[str], Graph]) -> None:
    """A target that nobody evaluates would pass everything."""
    with pytest.raises(ShapesError, match="sh:SPARQLTarget"):
        read_targets(build("ex:S sh:target [ a ex:OwnTarget ] ."), ShapesError)


def test_a_target_with_a_broken_query_is_refused(build: Callable[[str], Graph]) -> None:
    """The defect shows when the shapes are read."""
    with pytest.raises(ShapesError, match="cannot be run"):
        read_targets(build('ex:S sh:target [ sh:select "SELECT" ] .'), ShapesError)


@pytest.mark.parametrize("turtle", CASES)
def test_stripped_shapes_have_no_targets(turtle: str, build: Callable[[str], Graph]) -> None:
    """pySHACL must find no focus node but those it is given."""
    shapes = build(turtle + " ex:S sh:nodeKind sh:IRI .")
    strip_targets(shapes)
    assert read_targets(shapes) == {}
    assert (URIRef(EX + "S"), SH.nodeKind, SH.IRI) in shapes
