"""Tests of kg.report."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.report import Severity, ValidationReport, ValidationResult


def result(
    severity: Severity = Severity.VIOLATION, *, node: str = "a", graph: str = "", shape: str = "s"
) -> ValidationResult:
    """A result of which only some parts matter."""
    return ValidationResult(
        focus_node=ox.NamedNode(f"http://example.org/{node}"),
        message="wrong",
        severity=severity,
        shape=f"http://example.org/{shape}",
        component="http://example.org/component",
        graph=graph,
    )


@pytest.mark.parametrize(
    ("iri", "severity"),
    [
        ("http://www.w3.org/ns/shacl#Violation", Severity.VIOLATION),
        ("http://www.w3.org/ns/shacl#Warning", Severity.WARNING),
        ("http://www.w3.org/ns/shacl#Info", Severity.INFO),
        ("http://example.org/severities#Fatal", Severity.VIOLATION),
    ],
)
def test_severities_are_read_from_their_iris(iri: str, severity: Severity) -> None:
    """A severity that nobody knows must not let data through."""
    assert Severity.from_iri(iri) is severity


def test_results_come_worst_first_then_by_graph_node_and_shape() -> None:
    """Two runs over the same data give the same report."""
    ordered = [
        result(Severity.VIOLATION, graph="a", node="b"),
        result(Severity.VIOLATION, graph="b", node="a", shape="s"),
        result(Severity.VIOLATION, graph="b", node="a", shape="t"),
        result(Severity.WARNING, graph="a"),
        result(Severity.INFO, graph="a"),
    ]
    assert ValidationReport.of(reversed(ordered)).results == tuple(ordered)


def test_a_result_found_twice_counts_once() -> None:
    """Two ways to one violation are one violation."""
    assert len(ValidationReport.of([result(), result()]).results) == 1


def test_only_violations_refuse() -> None:
    """A warning and an info are said, and the data still conforms."""
    mild = ValidationReport.of([result(Severity.WARNING), result(Severity.INFO)])
    assert mild.conforms
    assert not ValidationReport.of([result(), result(Severity.INFO)]).conforms


def test_at_least_counts_from_the_worst_down() -> None:
    """`--fail-on warning` also fails on violations."""
    report = ValidationReport.of(result(severity) for severity in Severity)
    assert [len(report.at_least(severity)) for severity in Severity] == [1, 2, 3]
    assert report.at_least(Severity.WARNING, only=True) == (result(Severity.WARNING),)


def test_merging_joins_results_and_counts_and_keeps_each_note_once() -> None:
    """The report of a load is that of its graphs and of the dataset together."""
    one = ValidationReport.of([result(node="a")], focus_nodes=2, notes=["n", "m"])
    two = ValidationReport.of([result(node="b")], focus_nodes=3, notes=["n"])
    merged = ValidationReport.merge([one, two], idle_shapes=["z", "y"])
    assert len(merged.results) == 2
    assert merged.focus_nodes == 5
    assert merged.notes == ("n", "m")
    assert merged.idle_shapes == ("y", "z")
