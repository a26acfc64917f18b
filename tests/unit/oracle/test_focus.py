"""The focus nodes that pySHACL is given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.validation.targets import read_targets
from tests.oracle import strip_targets
from tests.oracle.focus import FocusFinder
from tests.unit.validation.target_cases import CASES, DATA, EX, local_names


def focus(turtle: str, build: Callable[[str], Graph], wanted: set[Node] | None = None) -> set[str]:
    """Find the local names of the focus nodes of the one shape in *turtle*."""
    data = build(DATA)

    def select(query: str) -> set[Node]:
        return {row[0] for row in data.query(query)}  # type: ignore[index]

    (declared,) = read_targets(build(turtle)).values()
    return local_names(FocusFinder(data, wanted, select).find(declared))


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_each_kind_of_target_finds_its_nodes(
    turtle: str, expected: set[str], build: Callable[[str], Graph]
) -> None:
    """The same as those that the engine finds, by other means."""
    assert focus(turtle, build) == expected


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_only_wanted_nodes_are_found(
    turtle: str, expected: set[str], build: Callable[[str], Graph]
) -> None:
    """With the wanted nodes given, nothing else in the data graph is looked at."""
    wanted: set[Node] = {URIRef(EX + "france"), URIRef(EX + "absent"), Literal("01")}
    numbers = {"01"} if "ga:code" in turtle else set()
    assert focus(turtle, build, wanted) == expected & {"france", "absent"} | numbers


@pytest.mark.parametrize("turtle", CASES)
def test_stripped_shapes_have_no_targets(turtle: str, build: Callable[[str], Graph]) -> None:
    """pySHACL must find no focus node but those it is given."""
    shapes = build(turtle + " ex:S sh:nodeKind sh:IRI .")
    strip_targets(shapes, read_targets(shapes))
    assert read_targets(shapes) == {}
    assert (URIRef(EX + "S"), SH.nodeKind, SH.IRI) in shapes
