"""The engine and pySHACL find the same in data with faults, and faults of every kind are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph

from kg.report import Term
from kg.terms import in_graph
from kg.validation import PlainValidator
from kg.validation.terms import quads_of
from tests.benchmarks.agreement import core_shapes, generated, rules_of, terms
from tests.benchmarks.examples import broken_examples, context
from tests.benchmarks.faults import KINDS
from tests.benchmarks.planting import TYPE, plant
from tests.benchmarks.verdicts import Results, compare, counted, find
from tests.benchmarks.whole_graph import shapes_of

Triples = frozenset[ox.Triple]

_ENOUGH = 12_000
"""A world of this size has some of everything, news included."""

_UNNOTICED = {
    "missing": "of a triple that nothing asks for",
    "one more value": "where there may be several",
    "another spelling": "of a title",
    "a zero in front": "of a number that is the same without",
}
"""Kinds that break a rule at some places only; where they break none."""


@pytest.fixture(name="shapes", scope="module")
def packaged_shapes() -> Graph:
    """All packaged shapes."""
    return shapes_of("all")


@pytest.fixture(name="piece", scope="module")
def piece_of_a_world() -> Triples:
    """Two things of each class with what they mention, down to the terms of the ontology."""
    world = generated(_ENOUGH)
    of_class: dict[Term, list[Term]] = {}
    for triple in sorted(world, key=str):
        if triple.predicate == TYPE:
            of_class.setdefault(triple.object, []).append(triple.subject)
    return _about((node for nodes in of_class.values() for node in nodes[:2]), world | terms())


def _about(nodes: Iterable[Term], triples: Triples, most: int = 1_500) -> Triples:
    """What is said of some nodes, of what these mention, and so on, until it is enough."""
    said: dict[Term, list[ox.Triple]] = {}
    for triple in sorted(triples, key=str):
        said.setdefault(triple.subject, []).append(triple)
    found: set[ox.Triple] = set()
    front = list(nodes)
    for node in front:
        if len(found) < most:
            own = said.pop(node, [])
            found.update(own)
            front += (term for triple in own for term in (triple.predicate, triple.object))
    return frozenset(found)


def _spoilt(piece: Triples, *names: str) -> tuple[Triples, Mapping[str, int]]:
    """Plant one fault of each kind into what the piece says of the world."""
    kinds = {name: KINDS[name] for name in names or KINDS}
    planted = plant(piece - terms(), kinds, share=0)
    return planted.triples | piece & terms(), planted.faults


def test_the_engine_finds_what_pyshacl_finds_in_faulty_data(piece: Triples, shapes: Graph) -> None:
    """Nothing is missed and nothing is false, with a fault of each kind."""
    triples, faults = _spoilt(piece)
    assert set(faults.values()) == {1}
    agreement = compare(triples, shapes)
    assert (agreement.missed, agreement.false) == (Results(), Results())
    assert agreement.is_complete


def test_almost_every_kind_of_fault_is_found(piece: Triples, shapes: Graph) -> None:
    """A kind that no rule notices would say nothing of the two."""
    validator = PlainValidator(quads_of(shapes))

    def results(triples: Triples) -> Results:
        return counted(validator.validate(map(in_graph, triples)).results)

    before = results(piece)
    unnoticed = {name for name in KINDS if not results(_spoilt(piece, name)[0]) - before}
    assert unnoticed <= _UNNOTICED.keys()


@pytest.mark.parametrize("kind", ["all", "core"])
def test_every_rule_is_broken_by_an_example(kind: str) -> None:
    """The figures on faulty data are for all rules; none waits for a fault in vain."""
    shapes = shapes_of("all") if kind == "all" else core_shapes()
    sound = terms() | context()
    added = find(sound.union(*broken_examples()), shapes).results - find(sound, shapes).results
    rules = rules_of(shapes)
    assert len(rules) > 100
    assert rules - {(shape, component) for shape, component, *_ in added} == set()


def test_rules_are_those_of_shapes_that_look_at_something() -> None:
    """Of a shape without its target, which was a query, nothing is asked."""
    whole, core = rules_of(shapes_of("all")), rules_of(core_shapes())
    components = {component for _, component in whole}
    assert {str(SH.SPARQLConstraintComponent), str(SH.DatatypeConstraintComponent)} < components
    assert core < whole
    assert str(SH.SPARQLConstraintComponent) not in {component for _, component in core}
