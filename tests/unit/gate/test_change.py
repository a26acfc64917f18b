"""What a change breaks in its graphs, and when it is judged by what it affects."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.gate import change as gate_change
from kg.gate.change import judge_change, judge_merged
from kg.report import Scope
from kg.validation import PlainValidator, Validator
from tests.unit.gate.changes import CLAIM, REFERENCE, SUSPENDED, changed, quads
from tests.unit.validation.incremental.conftest import EX, names

ONE_P = "ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:maxCount 1 ."
SCOPED = """
ex:G a sh:NodeShape ; gs:scope gs:graph ; sh:targetSubjectsOf ex:p ; sh:property ex:G-q .
ex:G-q gs:scope gs:graph ; sh:path ex:q ; sh:class ex:C .
ex:D a sh:NodeShape ; gs:scope gs:dataset ; sh:targetSubjectsOf ex:p ; sh:property ex:D-p .
ex:D-p gs:scope gs:dataset ; sh:path ex:p ; sh:maxCount 1 .
"""
OFF = "ex:G-q sh:deactivated true ."


@pytest.fixture(name="validators")
def make_validators() -> tuple[Validator, Validator]:
    """Shapes for facts and for the content of claims, in a context."""
    facts = Validator.from_quads(quads(SCOPED), quads("ex:code a ex:C ."))
    return facts, facts.with_shapes(quads(SCOPED + OFF))


@pytest.mark.parametrize(
    ("few", "factor", "worthwhile"), [(3, 99, True), (2, 99, False), (2, 0, True)]
)
def test_what_costs_more_than_everything_is_left_to_the_whole_run(
    few: int,
    factor: float,
    worthwhile: bool,
    validators: tuple[Validator, Validator],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many nodes in a dataset that has few triples for each of them."""
    monkeypatch.setattr(gate_change, "_FEW", few)
    monkeypatch.setattr(gate_change, "_TRIPLES_FOR_A_NODE", factor)
    change = changed("", "ex:g { ex:a ex:p 1 . ex:b ex:p 1 . ex:c ex:p 1 }")
    merged = judge_merged(change, PlainValidator(quads(ONE_P)).changes)
    assert (merged is not None) is worthwhile
    assert (judge_change(change, *validators) is not None) is worthwhile


GRAPHS: dict[str, tuple[str, str, dict[str, str]]] = {
    "sound": ("", "ex:g { ex:a ex:p 1 ; ex:q ex:code }", {}),
    "a new graph breaks a shape": ("", "ex:g { ex:a ex:p 1 ; ex:q ex:x }", {"g": "a"}),
    "a new graph with classes of its own": (
        "",
        "ex:g { ex:a ex:p 1 ; ex:q ex:x . ex:x a ex:K . ex:K rdfs:subClassOf ex:C }",
        {},
    ),
    "a graph breaks a shape now": (
        "ex:g { ex:a ex:p 1 ; ex:q ex:code . ex:b ex:p 1 ; ex:q ex:x }",
        "ex:g { ex:a ex:p 1 ; ex:q ex:code, ex:x . ex:b ex:p 1 ; ex:q ex:x }",
        {"g": "a"},
    ),
    "another graph describes its value": (
        "",
        "ex:g { ex:a ex:p 1 ; ex:q ex:x } ex:h { ex:x a ex:C }",
        {"g": "a"},
    ),
    "a reference graph describes its value": (
        f"{REFERENCE} ex:ref {{ ex:x a ex:C }}",
        f"{REFERENCE} ex:ref {{ ex:x a ex:C }} ex:g {{ ex:a ex:p 1 ; ex:q ex:x }}",
        {},
    ),
    "a graph begins to describe what others know": (
        "ex:g { ex:a ex:p 1 ; ex:q ex:code }",
        "ex:g { ex:a ex:p 1 ; ex:q ex:code . ex:code ex:r 1 }",
        {"g": "a"},
    ),
    "a graph leaves it to them again": (
        "ex:g { ex:a ex:p 1 ; ex:q ex:code . ex:code ex:r 1 }",
        "ex:g { ex:a ex:p 1 ; ex:q ex:code }",
        {},
    ),
    "graphs disagree in the dataset": (
        "ex:g { ex:a ex:p 1 }",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:p 2 }",
        {"": "a"},
    ),
    "broken in itself and in the dataset": (
        "ex:g { ex:a ex:p 1 }",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:p 2 ; ex:q ex:x }",
        {"h": "a"},
    ),
    "a graph that breaks a shape goes": ("ex:g { ex:a ex:p 1 ; ex:q ex:x }", "", {}),
    "a graph is suspended": (
        "ex:g { ex:a ex:p 1 ; ex:q ex:x }",
        f"ex:g {{ ex:a ex:p 1 ; ex:q ex:x }} {SUSPENDED}",
        {},
    ),
    "a graph is resumed": (
        f"ex:g {{ ex:a ex:p 1 }} ex:h {{ ex:a ex:p 2 }} {SUSPENDED}",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:p 2 }",
        {"": "a"},
    ),
    "a claim is judged by what holds in claims": (
        "",
        f"{CLAIM} {{ ex:a ex:p 1, 2 ; ex:q ex:x }}",
        {},
    ),
}
"""A dataset before and after, and the nodes that the change breaks, by graph."""


@pytest.mark.parametrize(("before", "after", "expected"), GRAPHS.values(), ids=GRAPHS)
def test_each_graph_is_judged_and_then_the_dataset(
    before: str,
    after: str,
    expected: Mapping[str, str],
    validators: tuple[Validator, Validator],
) -> None:
    """Of what a broken graph does to the dataset nothing is said."""
    report = judge_change(changed(before, after), *validators)
    assert report is not None
    found = {r.graph.removeprefix(EX): names([r.focus_node]) for r in report.results}
    assert found == expected
    scopes = {r.scope for r in report.results}
    assert scopes == {Scope.GRAPH if graph else Scope.DATASET for graph in expected}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ex:ref { ex:x a ex:C }", f"ex:ref {{ ex:x a ex:C }} {REFERENCE}"),
        (f"{REFERENCE} ex:ref {{ ex:x a ex:C }}", f"{REFERENCE} ex:ref {{ ex:x ex:r 1 }}"),
    ],
)
def test_other_references_are_left_to_the_whole_run(
    before: str, after: str, validators: tuple[Validator, Validator]
) -> None:
    """What all graphs refer to is another context: each of them may be broken by it."""
    assert judge_change(changed(before, after), *validators) is None


def test_a_claim_that_becomes_a_fact_is_judged_as_one() -> None:
    """By shapes too that left it alone before."""
    facts = Validator.from_quads(quads(SCOPED), quads("ex:code a ex:C ."))
    claims = facts.with_shapes(quads(f"{SCOPED} ex:G sh:deactivated true ."))
    content = "{ ex:a ex:p 1 ; ex:q ex:x }"
    change = changed(
        f"ex:graph\\/catalogue {{ ex:g a ga:ClaimGraph }} ex:g {content}", f"ex:g {content}"
    )
    report = judge_change(change, facts, claims)
    assert report is not None
    assert names([r.focus_node for r in report.results]) == "a"
