"""A validation of few nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.term import Node

from kg.report import Term
from kg.store.memory import Function, MemoryDataset
from kg.validation.evaluation.forms import Forms, decode, encode_quads
from kg.validation.shapes import CompiledShapes
from kg.validation.wanted import Wanted
from tests.unit.validation.target_cases import CASES, DATA, EX, local_names

Validate: TypeAlias = Callable[..., Wanted]
NAMES = ["france", "un", "paris", "absent"]
BY_QUERY = """ex:S sh:target [ a sh:SPARQLTarget ; sh:select
    "SELECT ?this { ?this <https://w3id.org/geoactors/ns#code> ?x FILTER(?x = '01') }" ] ;
    sh:nodeKind sh:Literal ."""


class Unasked(MemoryDataset):
    """Data that must not be queried."""

    def rows(
        self,
        query: str,
        bindings: Mapping[str, Term] | None = None,
        functions: Mapping[ox.NamedNode, Function] | None = None,
    ) -> Iterator[dict[str, Term]]:
        """Refuse a query."""
        raise AssertionError(query)


@pytest.fixture(name="validate")
def make_validate(
    quads: Callable[[str], list[ox.Quad]], build: Callable[[str], Graph]
) -> Callable[..., Wanted]:
    """Validate some nodes of DATA by the shapes of a Turtle text."""

    def validate(
        shapes: str,
        names: list[str],
        kind: type[MemoryDataset] = MemoryDataset,
        others: frozenset[Term] = frozenset(),
    ) -> Wanted:
        encoded, differs = encode_quads(quads(DATA))
        nodes = {ox.NamedNode(EX + name) for name in names} | others
        compiled = CompiledShapes(build(shapes)).whole
        return Wanted(compiled, kind(encoded), nodes, Forms(encoded=differs))

    return validate


def found(targets: Mapping[Node, Set[Term]]) -> set[str]:
    """The local names of the targets of all shapes."""
    return local_names(decode(node) for nodes in targets.values() for node in nodes)


@pytest.mark.parametrize(("turtle", "expected"), CASES.items())
def test_each_kind_of_target_is_found_among_the_nodes(
    turtle: str, expected: set[str], validate: Validate
) -> None:
    """Those that are not wanted are left aside."""
    shape = turtle[:-1] + "; sh:nodeKind sh:IRI ."
    for names in (NAMES, NAMES[:1], NAMES[1:], []):
        assert found(validate(shape, names).targets) == expected & set(names)


def test_literals_are_targets_as_they_are_written(validate: Validate) -> None:
    """They are held in a form of their own where the engine would rewrite them."""
    encoded, _ = encode_quads([ox.Quad(ox.NamedNode(EX), ox.NamedNode(EX), ox.Literal("01"))])
    others: frozenset[Term] = frozenset([encoded[0].object, ox.Literal(1)])
    run = validate("ex:S sh:targetNode '01', 2 ; sh:nodeKind sh:IRI .", [], others=others)
    assert found(run.targets) == {"01"}
    assert [result.value for result in run.results()] == [ox.Literal("01")]


def test_queries_give_targets_too(validate: Validate) -> None:
    """Of the nodes that are wanted."""
    run = validate(BY_QUERY, NAMES)
    assert found(run.targets) == {"france"}
    assert local_names(result.focus_node for result in run.results()) == {"france"}
    assert found(validate(BY_QUERY, ["un", "paris"]).targets) == set()


def test_only_the_nodes_that_are_wanted_are_reported(validate: Validate) -> None:
    """Others may break the shape as well."""
    shape = "ex:S sh:targetClass ga:Organisation ; sh:nodeKind sh:Literal ."
    run = validate(shape, ["un", "paris"])
    assert local_names(result.focus_node for result in run.results()) == {"un"}


def test_nodes_that_surely_pass_are_not_queried(validate: Validate) -> None:
    """Most nodes of a change do."""
    shape = """ex:S sh:targetClass ga:Organisation ; sh:targetObjectsOf ga:seat ;
        sh:nodeKind sh:IRI ; sh:property [ sh:path ga:code ; sh:maxCount 1 ] ."""
    run = validate(shape, NAMES, Unasked)
    assert found(run.targets) == {"france", "un", "paris"}
    assert list(run.results()) == []
    with pytest.raises(AssertionError, match="SELECT"):
        list(validate(shape.replace("maxCount 1", "minCount 1"), NAMES, Unasked).results())


def test_shapes_without_a_target_among_the_nodes_are_there_all_the_same(
    validate: Validate,
) -> None:
    """A report names those that looked at nothing."""
    shapes = "ex:S sh:targetNode ex:un . ex:T sh:targetNode ex:none . " + BY_QUERY.replace(
        "ex:S", "ex:U"
    )
    targets = validate(shapes, ["un"]).targets
    assert {str(shape): len(nodes) for shape, nodes in targets.items()} == {
        EX + "S": 1,
        EX + "T": 0,
        EX + "U": 0,
    }
