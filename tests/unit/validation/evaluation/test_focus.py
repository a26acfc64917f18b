"""Which nodes a shape looks at."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.focus import TargetFocus, ValuesFocus, pairs
from kg.validation.evaluation.forms import Forms, decode, encode_quads
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.property_paths import Predicate, Repeat
from kg.validation.targets import read_targets
from tests.unit.validation.target_cases import CASES, DATA, EX, local_names

GA = "https://w3id.org/geoactors/ns#"
SEAT = Predicate(GA + "seat")
Focus = Callable[..., TargetFocus]


@pytest.fixture(name="focus")
def make_focus(quads: Callable[[str], list[ox.Quad]], build: Callable[[str], Graph]) -> Focus:
    """The focus of the one shape in a Turtle text."""
    encoded, _ = encode_quads(quads(DATA))
    data = MemoryDataset(encoded)

    def make(turtle: str, wanted: set[Term] | None = None) -> TargetFocus:
        targets = read_targets(build(turtle)).values()
        return TargetFocus(data, Hierarchy(data), Forms(encoded=True), targets, wanted)

    return make


def everything(quads: Callable[[str], list[ox.Quad]]) -> set[Term]:
    """All nodes of the data, and some that are not there."""
    found: set[Term] = {ox.NamedNode(EX + "absent"), ox.Literal("1"), ox.BlankNode("b")}
    for quad in encode_quads(quads(DATA))[0]:
        found |= {quad.subject, quad.object}
    return found


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_each_kind_of_target_finds_its_nodes(turtle: str, expected: set[str], focus: Focus) -> None:
    """The targets of SHACL Core, implicit ones, and SPARQL targets."""
    found = focus(turtle)
    assert local_names(map(decode, found.nodes())) == expected
    assert found.is_empty() is (not expected)


@pytest.mark.parametrize("turtle", CASES)
def test_asking_after_nodes_finds_the_same(
    turtle: str, focus: Focus, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """Look-ups take the place of a query when there are few nodes to ask after."""
    nodes = everything(quads)
    asked = focus(turtle).keep(nodes)
    assert asked == focus(turtle).nodes() & nodes
    known = focus(turtle)
    known.nodes()
    assert known.keep(nodes) == asked


@pytest.mark.parametrize("turtle", CASES)
def test_only_wanted_nodes_are_found(turtle: str, focus: Focus) -> None:
    """A write touches few nodes of many."""
    wanted: set[Term] = {ox.NamedNode(EX + "france"), ox.NamedNode(EX + "absent")}
    expected = focus(turtle).nodes() & wanted
    assert focus(turtle, wanted).nodes() == expected
    assert focus(turtle, wanted).keep(wanted | {ox.NamedNode(EX + "un")}) == expected
    assert focus(turtle, wanted).is_empty() is (not expected)


def test_what_the_pattern_matched_is_not_asked_after_again(focus: Focus) -> None:
    """Unless not all is wanted."""
    node, other = ox.NamedNode(EX + "un"), ox.NamedNode(EX + "other")
    turtle = "ex:S sh:targetClass ga:Place ."
    assert focus(turtle).keep({node, other}, matched=True) == {node, other}
    assert focus(turtle, {node}).keep({node, other}, matched=True) == {node}


def test_another_variable_of_a_target_is_not_one_of_the_shape(focus: Focus) -> None:
    """A target may give more than `?this`, and end in a comment."""
    found = focus("""ex:S sh:target [ a sh:SPARQLTarget ; sh:prefixes ga: ;
        sh:select "SELECT ?this ?value WHERE { ?this ga:code ?value } # all" ] .
        ga: sh:declare [ sh:prefix "ga" ; sh:namespace "https://w3id.org/geoactors/ns#" ] .""")
    assert [(local_names([n]), local_names([v])) for n, v in pairs(found._data, found, SEAT)] == [
        ({"france"}, {"paris"})
    ]


@pytest.mark.parametrize(
    "test", ["?x > 0", "?x = 1", "STR(?x) = '01'", "DATATYPE(?x) = xsd:integer"]
)
def test_a_target_may_ask_for_the_value_of_a_literal(test: str, focus: Focus) -> None:
    """However it is written; it is held in another form, so that it stays as it is written."""
    found = focus(f"""ex:S sh:target [ a sh:SPARQLTarget ; sh:prefixes ga: ;
        sh:select "SELECT ?this WHERE {{ ?this ga:rank ?x FILTER({test}) }}" ] .
        ga: sh:declare [ sh:prefix "ga" ; sh:namespace "https://w3id.org/geoactors/ns#" ],
            [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#" ] .""")
    assert local_names(found.nodes()) == {"paris"}


def test_values_are_found_along_a_path(focus: Focus) -> None:
    """From each focus node; a path that may stay where it is leads to the node itself."""
    states = focus("ex:S sh:targetClass ga:State .")
    values = ValuesFocus(states._data, states, Repeat(SEAT, "?"))
    assert local_names(values.nodes()) == {"france", "paris"}
    deeper = ValuesFocus(states._data, ValuesFocus(states._data, states, SEAT), SEAT)
    assert deeper.nodes() == set()
    node = ox.NamedNode(EX + "un")
    assert values.keep({*values.nodes(), node}) == values.nodes()


def test_without_a_path_a_node_is_its_own_value(focus: Focus) -> None:
    """As SHACL has it for node shapes (§3.5)."""
    states = focus("ex:S sh:targetClass ga:State .")
    (node,) = states.nodes()
    assert list(pairs(states._data, states, None)) == [(node, node)]
