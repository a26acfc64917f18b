"""Planted faults: the same ones each time, of every kind, as many as asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from kg.validation.lexical import is_well_typed
from tests.benchmarks.agreement import faulty, generated
from tests.benchmarks.examples import broken_examples, context
from tests.benchmarks.faults import KINDS
from tests.benchmarks.planting import Kind, plant

Triples = frozenset[ox.Triple]

_NODES = [ox.NamedNode(f"urn:n{number}") for number in range(4)]
_FEW = frozenset(ox.Triple(one, _NODES[0], other) for one in _NODES for other in _NODES)
_ALWAYS = Kind(lambda _: True, lambda *_: [])


@pytest.fixture(name="world", scope="module")
def small_world() -> Triples:
    """A world with some of everything, news included."""
    return generated(12_000)


def test_the_same_seed_plants_the_same_faults(world: Triples) -> None:
    """Figures of two days compare only on the same data."""
    assert plant(world, KINDS) == plant(world, KINDS)
    assert plant(world, KINDS) != plant(world, KINDS, seed=2)


def test_there_is_one_of_each_kind_at_the_least(world: Triples) -> None:
    """A small graph has each kind, too."""
    assert set(plant(world, KINDS, share=0).faults.values()) == {1}


@pytest.mark.parametrize("share", [0.01, 0.05])
def test_a_share_of_the_triples_gets_a_fault(world: Triples, share: float) -> None:
    """As many of each kind; where a kind runs out of places there are fewer."""
    planted = plant(world, KINDS, share=share)
    assert 0.8 * share < planted.number / len(world) < 1.2 * share
    spoilt = world - planted.triples
    assert len(spoilt) <= planted.number


def test_a_kind_without_a_place_is_not_counted() -> None:
    """What is planted is what was changed."""
    kinds = {"nowhere": Kind(lambda _: False, lambda *_: []), "no other": Kind(_any, _as_it_is)}
    planted = plant(_FEW, kinds, share=1)
    assert planted.triples == _FEW
    assert planted.faults == {"nowhere": 0, "no other": 0}


def test_a_triple_has_one_fault_at_the_most() -> None:
    """The second kind finds the places that the first left."""
    planted = plant(_FEW, {"first": _ALWAYS, "second": _ALWAYS}, share=2)
    assert planted.faults == {"first": len(_FEW), "second": 0}


def test_each_property_gets_its_turn() -> None:
    """A property that is rare gets faults, too."""
    rare = ox.Triple(_NODES[0], _NODES[1], _NODES[2])
    planted = plant(_FEW | {rare}, {"missing": _ALWAYS}, share=2 / len(_FEW))
    assert planted.number == 2
    assert rare not in planted.triples


def test_ill_formed_literals_are_among_the_faults(world: Triples) -> None:
    """Of each datatype that has any."""
    literals = [t.object for t in plant(world, KINDS).triples if isinstance(t.object, ox.Literal)]
    ill_formed = {x.datatype for x in literals if is_well_typed(x.value, x.datatype.value) is False}
    names = {datatype.value.rpartition("#")[2] for datatype in ill_formed}
    assert names == {"boolean", "date", "decimal", "int", "integer"}


def test_the_examples_of_the_rules_stand_apart() -> None:
    """No example describes what another does, so none hides the fault of another."""
    examples = list(broken_examples())
    assert len(examples) > 200
    described = [{triple.subject for triple in example} for example in examples]
    assert len(set().union(*described)) == sum(map(len, described))
    assert not set().union(*described) & {triple.subject for triple in context()}
    assert list(broken_examples()) == examples


def test_data_with_faults_holds_the_examples(world: Triples) -> None:
    """They are counted as one kind more."""
    planted = faulty(world)
    examples = list(broken_examples())
    assert planted.triples >= context().union(*examples)
    assert planted.faults["the example of a rule"] == len(examples)
    assert planted.number == sum(planted.faults.values())


def _any(_: ox.Triple) -> bool:
    return True


def _as_it_is(triple: ox.Triple, _: object) -> Sequence[ox.Triple]:
    return [triple]
