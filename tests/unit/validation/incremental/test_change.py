"""Shapes made ready for changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from kg.validation import NOTHING
from kg.validation.context import Context
from kg.validation.evaluation.selected import Nodes
from kg.validation.incremental import ChangeValidator, InContext, Merged
from kg.validation.shapes import CompiledShapes
from tests.unit.validation.conftest import Quads
from tests.unit.validation.incremental.conftest import EX, names, node, view_of

S, T = URIRef(EX + "S"), URIRef(EX + "T")
QUERY = """ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:S {} ; sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this ?value {{ {} }}" ] ."""
BY_QUERY = """ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:S sh:target [ a sh:SPARQLTarget ; sh:prefixes ex: ; sh:select
    "SELECT ?this { ?this ex:p ?x FILTER(?x > 1) }" ] ; sh:nodeKind sh:Literal ."""

Prepare: TypeAlias = Callable[..., ChangeValidator]

BROKEN: list[tuple[str, str, str]] = [
    ("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 .", "ex:a ex:p 1 .", "a"),
    ("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 .", "ex:a ex:r 1 .", ""),
    ("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 .", "ex:b ex:p 1 .", "b"),
    ("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 .", "ex:c ex:p 1 .", ""),
    ("ex:S sh:targetNode ex:a ; sh:path ex:q ; sh:minCount 1 .", "", "a"),
    ("ex:S sh:targetObjectsOf ex:p ; sh:nodeKind sh:Literal .", "ex:c ex:p ex:a .", "a"),
    ("ex:S sh:targetClass ex:A ; sh:nodeKind sh:Literal .", "ex:a a ex:B .", ""),
    (
        "ex:S sh:targetClass ex:A ; sh:nodeKind sh:Literal .",
        "ex:a a ex:B . ex:B rdfs:subClassOf ex:A .",
        "a",
    ),
    (
        "ex:S sh:targetClass ex:A ; sh:nodeKind sh:Literal .",
        "ex:a a [ rdfs:subClassOf ex:A ] .",
        "a",
    ),
    (
        "ex:S sh:targetNode ex:a, ex:b ; sh:path ex:p ; sh:class ex:A .",
        "ex:a ex:p ex:x . ex:b ex:p ex:y . ex:x a ex:B . ex:B rdfs:subClassOf"
        " [ rdfs:subClassOf ex:A ] .",
        "b",
    ),
    (
        "ex:S sh:targetNode ex:a, ex:b ; sh:path ex:p ; sh:class ex:A .",
        "ex:a ex:p ex:x . ex:b ex:p ex:y . ex:x a ex:B . ex:B rdfs:subClassOf ex:A .",
        "b",
    ),
    (
        "ex:S sh:targetNode ex:a, ex:b ; sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:in () .",
        "ex:a ex:p ex:x . ex:y ex:q ex:x .",
        "a",
    ),
    (
        "ex:S sh:targetNode ex:a, ex:b ; sh:path [ sh:oneOrMorePath ex:p ] ; sh:in ( ex:x ) .",
        "ex:a ex:p ex:x . ex:b ex:p ex:x . ex:x ex:p ex:x, ex:z .",
        "a b",
    ),
    ("ex:S sh:targetNode ex:a, ex:b ; sh:closed true .", "ex:a ex:p 1 .", "a"),
    (QUERY.format("sh:targetNode ex:a, ex:b", "$this ex:p ?value"), "ex:a ex:p 1 .", "a"),
    (
        QUERY.format("sh:targetNode ex:a, ex:b", "$this ?p ?value . ?p ex:range ex:C"),
        "ex:a ex:p 1 . ex:b ex:q 1 . ex:p ex:range ex:C .",
        "a",
    ),
    (BY_QUERY, "ex:a ex:p 2 . ex:b ex:p 1 . ex:c ex:p 2 .", "a"),
]
"""Shapes, a dataset, and which of the nodes a and b break them."""


@pytest.fixture(name="prepare")
def make_prepare(build: Callable[[str], Graph]) -> Prepare:
    """The shapes of a Turtle text, in a context."""

    def prepare(shapes: str, context: Context = NOTHING) -> ChangeValidator:
        return ChangeValidator(CompiledShapes(build(shapes)).whole, context)

    return prepare


@pytest.mark.parametrize(("shapes", "data", "expected"), BROKEN)
def test_nodes_that_are_targets_are_validated(
    shapes: str, data: str, expected: str, prepare: Prepare
) -> None:
    """In the dataset as it stands; they are looked at, and no others."""
    facts = Merged(view_of(f"ex:g {{ {data} }}"), NOTHING)
    results = prepare(shapes).results({S: {node("a"), node("b")}}, facts)
    assert names([result.focus_node for result in results]) == expected
    assert all(result.shape == EX + "S" for result in results)


def test_each_shape_looks_at_its_own_nodes(prepare: Prepare) -> None:
    """Those that it was given."""
    shapes = """ex:S sh:targetSubjectsOf ex:p ; sh:nodeKind sh:Literal .
        ex:T sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 ."""
    facts = Merged(view_of("ex:g { ex:a ex:p 1 . ex:b ex:p 1 }"), NOTHING)
    nodes: Nodes = {S: {node("a")}, T: {node("b")}}
    results = prepare(shapes).results(nodes, facts)
    assert {(r.shape, names([r.focus_node])) for r in results} == {(EX + "S", "a"), (EX + "T", "b")}


def test_nodes_that_surely_pass_need_no_dataset(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor do those that are no targets."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Context, "beneath", refuse)
    validator = prepare("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:maxCount 1 .")
    nodes: Nodes = {S: {node("a"), node("b")}}
    assert validator.results(nodes, Merged(view_of("ex:g { ex:a ex:p 1 }"), NOTHING)) == []
    with pytest.raises(AssertionError):
        validator.results(nodes, Merged(view_of("ex:g { ex:a ex:p 1, 2 }"), NOTHING))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("ex:g { ex:a ex:p ex:code }", ""),
        ("ex:g { ex:a ex:p ex:other }", "a"),
        ("ex:g { ex:a ex:p ex:code . ex:code ex:q 1 }", "a"),
        ("ex:g { ex:a ex:p ex:term } ex:r { ex:term a ex:A }", ""),
        ("ex:g { ex:a ex:p ex:term } ex:h { ex:term a ex:A }", "a"),
        ("ex:g { ex:a ex:p ex:code ; ex:q 1, 2 }", "a"),
    ],
)
def test_a_graph_is_validated_in_its_context(
    data: str, expected: str, prepare: Prepare, quads: Quads
) -> None:
    """Which speaks of what it does not describe, and of nothing else."""
    context = Context(quads("ex:code a ex:B . ex:B rdfs:subClassOf ex:A ."))
    shapes = """ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:class ex:A ],
        [ sh:path ex:q ; sh:maxCount 1 ] ."""
    facts = InContext(view_of(data), EX + "g", context, {EX + "r"})
    results = prepare(shapes, context).results({S: {node("a")}}, facts)
    assert names([result.focus_node for result in results]) == expected


def test_the_context_is_as_it_was_after_a_change(prepare: Prepare, quads: Quads) -> None:
    """It serves the next one."""
    context = Context(quads("ex:code a ex:A ."))
    validator = prepare("ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:class ex:A .", context)
    found = []
    for data in ("ex:code ex:q 1 . ex:a ex:p ex:code", "ex:a ex:p ex:code, ex:none") * 2:
        facts = InContext(view_of(f"ex:g {{ {data} }}"), EX + "g", context, ())
        results = validator.results({S: {node("a")}}, facts)
        found.append(names([r.value for r in results if r.value is not None]))
    assert found == ["code", "none"] * 2


def test_what_a_change_affects_is_told_by_footprints(prepare: Prepare, quads: Quads) -> None:
    """Of new data all nodes are."""
    validator = prepare("ex:S sh:targetNode ex:a ; sh:path ( ex:p ex:q ) ; sh:minCount 1 .")
    changed = [quad.triple for quad in quads("ex:x ex:q 1 .")]
    facts = Merged(view_of("ex:g { ex:a ex:p ex:x . ex:b ex:p ex:x . ex:c ex:p ex:z }"), NOTHING)
    assert names(validator.affected(changed, facts).nodes[S]) == "a b"
    assert validator.all_about({node("z")}).nodes == {S: {node("z")}}


def test_notes_are_those_of_the_shapes_that_look_at_something(prepare: Prepare) -> None:
    """What only pySHACL can match is noted."""
    validator = prepare("""ex:S sh:targetNode ex:a ; sh:pattern "(?=a)" .
        ex:T sh:targetNode ex:a ; sh:pattern "(?=b)" .""")
    (note,) = validator.notes({S: {node("a")}, T: set()})
    assert "(?=a)" in note
    assert validator.notes({S: set(), T: {ox.BlankNode("b")}}) != [note]
    assert validator.notes({}) == []
