"""Which nodes a change concerns."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from kg.validation.incremental.dependencies import Dependencies
from kg.validation.incremental.footprint import Affected, Footprint
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
)
from kg.validation.query_patterns import Pattern
from tests.unit.validation.incremental.conftest import EX, FactsOf, names, node

P, Q, R = (Predicate(EX + name) for name in "pqr")
RANGE = Predicate(EX + "range")
S, T = URIRef(EX + "S"), URIRef(EX + "T")
CHAIN = "ex:a ex:p ex:b . ex:b ex:q ex:c . ex:c ex:p ex:d . ex:e ex:p ex:b ."
"""What there is after the change."""

CONCERNED: list[tuple[Path, str, str]] = [
    (P, "ex:x ex:p ex:y .", "x"),
    (P, "ex:x ex:q ex:y .", ""),
    (P, "ex:x ex:p 1, 2 . ex:y ex:p 1 .", "x y"),
    (Inverse(P), "ex:x ex:p ex:y .", "y"),
    (Inverse(P), "ex:x ex:p 1 .", "1"),
    (AnyStep(), "ex:x ex:p 1 . ex:y ex:q 1 .", "x y"),
    (Inverse(AnyStep()), "ex:x ex:q ex:y .", "y"),
    (Sequence((P, Q)), "ex:b ex:q ex:x .", "a e"),
    (Sequence((P, Q)), "ex:x ex:p ex:b .", "x"),
    (Sequence((P, Q)), "ex:x ex:q ex:b .", ""),
    (Sequence((P, Q, P)), "ex:c ex:p ex:d .", "a c e"),
    (Sequence((P, AnyStep())), "ex:b ex:r ex:x .", "a e"),
    (Sequence((Inverse(Q), P)), "ex:b ex:p ex:x .", "c"),
    (Inverse(Sequence((P, Q))), "ex:x ex:p ex:b .", "c"),
    (Alternative((Sequence((P, Q)), R)), "ex:b ex:q 1 . ex:x ex:r 1 .", "a e x"),
    (Sequence((Alternative((P, Q)), R)), "ex:b ex:r 1 . ex:c ex:r 1 .", "a b e"),
    (Repeat(P, "?"), "ex:b ex:p ex:x .", "b"),
    (Sequence((Repeat(P, "?"), R)), "ex:b ex:r ex:x .", "a b e"),
    (Repeat(Alternative((P, Q)), "+"), "ex:c ex:q ex:x .", "a b c e"),
    (Repeat(Sequence((P, Q)), "*"), "ex:c ex:p ex:x .", "a c e"),
    (Sequence((P, Repeat(Q, "*"), R)), "ex:c ex:r 1 .", "a e"),
]
"""Paths that a shape depends on, triples that changed, and the nodes that these concern."""

Quads = Callable[[str], list[ox.Quad]]


@pytest.mark.parametrize(("path", "changed", "expected"), CONCERNED)
def test_a_triple_concerns_the_nodes_from_which_a_path_leads_to_it(
    path: Path, changed: str, expected: str, facts: FactsOf, quads: Quads
) -> None:
    """Over what is there now, whether the triple itself is there or gone."""
    footprint = Footprint({S: Dependencies(paths={path})})
    triples = [quad.triple for quad in quads(changed)]
    for data in (CHAIN, CHAIN + changed):
        affected = footprint.affected(triples, facts(data))
        assert names(affected.nodes[S]) == expected
        assert affected.count() == len(expected.split())
        assert affected.whole == {}


def affected_by(changed: list[ox.Quad], facts: FactsOf, **dependencies: Dependencies) -> Affected:
    """What changed triples can affect of some shapes over CHAIN."""
    footprint = Footprint({URIRef(EX + name): found for name, found in dependencies.items()})
    return footprint.affected([quad.triple for quad in changed], facts(CHAIN))


def test_each_shape_has_a_footprint_of_its_own(facts: FactsOf, quads: Quads) -> None:
    """Of all its paths together."""
    found = affected_by(
        quads("ex:x ex:p 1 ; ex:q ex:y ."),
        facts,
        S=Dependencies(paths={P, Inverse(Q)}),
        T=Dependencies(paths={Q}),
        U=Dependencies(paths={R}),
    )
    assert {str(shape): names(nodes) for shape, nodes in found.nodes.items()} == {
        EX + "S": "x y",
        EX + "T": "x",
    }


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ("ex:C rdfs:subClassOf ex:D .", "the hierarchy of classes changed"),
        ("ex:C ex:p ex:D .", None),
    ],
)
def test_an_edit_of_the_hierarchy_concerns_all_that_asks_for_classes(
    changed: str, reason: str | None, facts: FactsOf, quads: Quads
) -> None:
    """What is below a class is not looked up node by node."""
    dependencies = Dependencies(paths={P}, by_class=True)
    found = affected_by(quads(changed), facts, S=dependencies, T=Dependencies(paths={P}))
    assert found.whole == ({S: reason} if reason else {})
    assert S not in found.nodes if reason else names(found.nodes[S]) == "C"


@pytest.mark.parametrize(
    ("pattern", "changed", "whole"),
    [
        (Pattern("?q", RANGE, "?c"), "ex:q ex:range ex:C .", True),
        (Pattern("?q", RANGE, f"<{EX}C>"), "ex:q ex:range ex:C .", True),
        (Pattern("?q", RANGE, f"<{EX}C>"), "ex:q ex:range ex:D .", False),
        (Pattern("?q", RANGE, f"<{EX}C>"), "ex:q ex:range ex:D, ex:C .", True),
        (Pattern("?q", RANGE, '"1'), "ex:q ex:range 1 .", True),
        (Pattern("?q", RANGE, "?c"), "ex:q ex:p ex:C .", False),
        (Pattern("?q", Sequence((P, RANGE)), f"<{EX}C>"), "ex:q ex:range ex:D .", True),
        (Pattern("?q", Inverse(RANGE), f"<{EX}C>"), "ex:C ex:range ex:D .", True),
    ],
)
def test_what_is_said_of_a_property_concerns_all_that_use_it(
    pattern: Pattern, changed: str, whole: bool, facts: FactsOf, quads: Quads
) -> None:
    """A query can ask of the predicates that it meets what they are."""
    dependencies = Dependencies(vocabulary={pattern})
    found = affected_by(quads(changed), facts, S=dependencies, T=Dependencies())
    assert found.whole == ({S: "what is said of a property changed"} if whole else {})


def test_a_shape_that_is_not_understood_runs_in_full(facts: FactsOf, quads: Quads) -> None:
    """Whatever changed, with the reason, and no nodes beside."""
    unknown = Dependencies(paths={P}, unknown="nobody knows")
    found = affected_by(quads("ex:x ex:p 1 ."), facts, S=unknown, T=Dependencies(paths={P}))
    assert found.whole == {S: "nobody knows"}
    assert {shape: names(nodes) for shape, nodes in found.nodes.items()} == {T: "x"}


def test_all_shapes_may_look_at_new_data() -> None:
    """But for those that run in full."""
    footprint = Footprint({S: Dependencies(unknown="nobody knows"), T: Dependencies()})
    nodes = {node("a"), node("b")}
    found = footprint.all_about(nodes)
    assert (found.nodes, found.whole) == ({T: nodes}, {S: "nobody knows"})
    assert found.nodes[T] is not nodes
    assert found.count() == 2
