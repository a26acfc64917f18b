"""What a change breaks in the merged dataset."""

from __future__ import annotations

import pytest

from kg.gate.change import judge_merged
from kg.report import ValidationReport
from kg.validation import PlainValidator
from tests.unit.gate.changes import CLAIM, SUSPENDED, changed, quads
from tests.unit.validation.incremental.conftest import names

ONE_P = "ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:maxCount 1 ."
HAS_Q = "ex:S sh:targetSubjectsOf ex:p ; sh:path ex:q ; sh:minCount 1 ."

MERGED: dict[str, tuple[str, str, str, int, str]] = {
    "a triple comes": (ONE_P, "ex:g { ex:a ex:p 1 }", "ex:g { ex:a ex:p 1, 2 }", 1, "a"),
    "a triple goes": (HAS_Q, "ex:g { ex:a ex:p 1 ; ex:q 1 }", "ex:g { ex:a ex:p 1 }", 1, "a"),
    "all that is said of a node goes": (
        "ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 1 .",
        "ex:g { ex:a ex:p 1 }",
        "",
        1,
        "a",
    ),
    "a second graph states it": (
        ONE_P,
        "ex:g { ex:a ex:p 1, 2 }",
        "ex:g { ex:a ex:p 1, 2 } ex:h { ex:a ex:p 1 }",
        0,
        "",
    ),
    "another graph states it still": (
        HAS_Q,
        "ex:g { ex:a ex:p 1 ; ex:q 1 } ex:h { ex:a ex:q 1 }",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:q 1 }",
        0,
        "",
    ),
    "it moves to another graph": (
        HAS_Q,
        "ex:g { ex:a ex:q 1 } ex:h { ex:a ex:p 1 }",
        "ex:h { ex:a ex:p 1 ; ex:q 1 }",
        0,
        "",
    ),
    "a new graph": (ONE_P, "", "ex:g { ex:a ex:p 1, 2 . ex:b ex:p 1 }", 2, "a"),
    "two graphs disagree": (
        ONE_P,
        "ex:g { ex:a ex:p 1 }",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:p 2 }",
        1,
        "a",
    ),
    "a graph is suspended": (
        HAS_Q,
        "ex:g { ex:a ex:q 1 } ex:h { ex:a ex:p 1 }",
        f"ex:g {{ ex:a ex:q 1 }} ex:h {{ ex:a ex:p 1 }} {SUSPENDED}",
        1,
        "a",
    ),
    "a graph is resumed": (
        ONE_P,
        f"ex:g {{ ex:a ex:p 1 }} ex:h {{ ex:a ex:p 2 }} {SUSPENDED}",
        "ex:g { ex:a ex:p 1 } ex:h { ex:a ex:p 2 }",
        1,
        "a",
    ),
    "a suspended graph grows": (
        ONE_P,
        f"ex:g {{ ex:a ex:p 1 }} {SUSPENDED}",
        f"ex:g {{ ex:a ex:p 1, 2 }} {SUSPENDED}",
        0,
        "",
    ),
    "a claim grows": (ONE_P, f"{CLAIM} {{ ex:a ex:p 1 }}", f"{CLAIM} {{ ex:a ex:p 1, 2 }}", 0, ""),
    "it was broken before": (
        ONE_P,
        "ex:g { ex:a ex:p 1, 2 }",
        "ex:g { ex:a ex:p 1, 2 ; ex:r 1 . ex:b ex:p 1, 2 . ex:a ex:p 3 }",
        2,
        "b",
    ),
}
"""Shapes, a dataset before and after, how many nodes that affects, and which it breaks."""


def broken(report: ValidationReport | None) -> str:
    """The nodes that break a shape."""
    assert report is not None
    return names([result.focus_node for result in report.results])


@pytest.mark.parametrize(
    ("shapes", "before", "after", "nodes", "expected"), MERGED.values(), ids=MERGED
)
def test_the_merged_dataset_is_judged_by_what_changed_in_it(
    shapes: str, before: str, after: str, nodes: int, expected: str
) -> None:
    """A triple that another graph states too, or that is hidden, changes nothing in it."""
    report = judge_merged(changed(before, after), PlainValidator(quads(shapes)).changes)
    assert broken(report) == expected
    assert report is not None
    assert report.focus_nodes == nodes


def test_what_was_broken_before_is_accepted() -> None:
    """It is reported, and not blamed on the change."""
    _, before, after, *_ = MERGED["it was broken before"]
    report = judge_merged(changed(before, after), PlainValidator(quads(ONE_P)).changes)
    assert report is not None
    assert names([entry.result.focus_node for entry in report.accepted]) == "a"


def test_what_is_not_known_is_left_to_the_whole_run() -> None:
    """As what an edit of the hierarchy of classes affects."""
    shapes = quads("ex:S sh:targetClass ex:C ; sh:nodeKind sh:IRI .")
    change = changed("", "ex:g { ex:C rdfs:subClassOf ex:D }")
    assert judge_merged(change, PlainValidator(shapes).changes) is None
