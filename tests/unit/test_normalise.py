"""Tests of kg.normalise."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.normalise import normalise
from kg.report import Scope, Severity
from kg.resources import shape_files
from kg.vocabulary import GS
from tests.conftest import Triples

GRAPH = "http://example.org/graph"
HEAD = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def dated(value: str) -> str:
    """A tenure with a date in EDTF."""
    return f'{HEAD} e:t ga:edtf "{value}"^^edtf:EDTF .'


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2024-05-12", {"startEarliest", "startLatest", "endEarliest", "endLatest"}),
        ("2024-05/2025", {"startEarliest", "startLatest", "endEarliest", "endLatest"}),
        ("2024-05/..", {"startEarliest", "startLatest"}),
        ("/2024-05", {"endEarliest", "endLatest"}),
    ],
)
def test_a_date_gives_its_subject_bounds(value: str, bounds: set[str], triples: Triples) -> None:
    """An open or unknown side gives none, and what was there stays."""
    given = triples(dated(value))
    completed, problems = normalise(GRAPH, given)
    assert problems == []
    assert given < completed
    added = completed - given
    assert {triple.predicate.value.rpartition("#")[2] for triple in added} == bounds
    assert {str(triple.subject) for triple in added} == {"<http://example.org/t>"}


def test_bounds_are_days_without_timezone(triples: Triples) -> None:
    """The month of May begins on its first day and ends on its last."""
    completed, _ = normalise(GRAPH, triples(dated("2024-05")))
    days = {t.object.value for t in completed if isinstance(t.object, ox.Literal)}
    assert days == {"2024-05", "2024-05-01", "2024-05-31"}


@pytest.mark.parametrize("value", ["soon", "2024-13", "2024-02-30", "12.05.2024"])
def test_a_date_that_cannot_be_read_is_a_violation(value: str, triples: Triples) -> None:
    """It stands in data, so it is reported where it stands, and not as a wrong parameter."""
    completed, (problem,) = normalise(GRAPH, triples(dated(value)))
    assert completed == triples(dated(value))
    assert problem.severity is Severity.VIOLATION
    assert problem.scope is Scope.GRAPH
    assert problem.graph == GRAPH
    assert str(problem.focus_node) == "<http://example.org/t>"
    assert problem.path == "ga:edtf"
    assert problem.shape.endswith("#EdtfShape-edtf")


def test_who_takes_part_in_an_event_is_involved_in_it(triples: Triples) -> None:
    """The rules add what follows from the graph alone."""
    given = triples(f"{HEAD} e:e ga:hasParticipation e:p . e:p ga:participant e:a .")
    completed, _ = normalise(GRAPH, given)
    assert completed - given == triples(f"{HEAD} e:e ga:involves e:a .")


def test_normalising_twice_changes_nothing(triples: Triples) -> None:
    """What is exported and loaded again stays what it is."""
    once, _ = normalise(GRAPH, triples(dated("2024-05/2025")))
    assert normalise(GRAPH, once) == (once, [])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.10", "`1.10` is stored as `1.1`."),
        ("01", "`01` is stored as `1`."),
        ("1.0E6", "`1.0E6` is stored as `1000000`."),
        ('"5"^^xsd:int', "`5` of type xsd:int is stored as `5` of type xsd:integer."),
        ('"1"^^xsd:boolean', "`1` is stored as `true`."),
        (
            '"2024-05-01T24:00:00"^^xsd:dateTime',
            "`2024-05-01T24:00:00` is stored as `2024-05-02T00:00:00`.",
        ),
        ('"2024-05-12+00:00"^^xsd:date', "`2024-05-12+00:00` is stored as `2024-05-12Z`."),
    ],
)
def test_a_value_that_the_store_writes_anew_is_a_warning(
    written: str, said: str, triples: Triples
) -> None:
    """With before and after; the triple stays, and nothing is refused."""
    given = triples(f"{HEAD} e:t e:p {written} .")
    completed, (warning,) = normalise(GRAPH, given)
    (triple,) = completed
    assert completed == given
    assert (warning.severity, warning.scope) == (Severity.WARNING, Scope.GRAPH)
    assert (warning.message, warning.value) == (said, triple.object)
    assert (warning.focus_node, warning.path) == (triple.subject, "<http://example.org/p>")
    assert (warning.graph, warning.shape) == (GRAPH, f"{GS}StoredFormShape")


@pytest.mark.parametrize(
    "written",
    [
        '1, 1.5, true, "2024-05-12"^^xsd:date, "-0044-03-15"^^xsd:date, "01", "01"@en',
        '"abc"^^xsd:integer, "2021-02-30"^^xsd:date, "01"^^e:own, "P1D"^^xsd:duration, e:o',
    ],
)
def test_a_value_that_stays_as_it_is_needs_no_word(written: str, triples: Triples) -> None:
    """Nor does one that is no value of its type; the shapes judge that."""
    assert normalise(GRAPH, triples(f"{HEAD} e:t e:p {written} ."))[1] == []


def test_each_value_is_warned_of_once(triples: Triples) -> None:
    """For each subject and predicate, whatever else holds the same value."""
    _, problems = normalise(GRAPH, triples(f"{HEAD} e:s e:p 01, 01 ; e:q 01 . e:t e:p 01, 002 ."))
    assert len(set(problems)) == len(problems) == 4


def test_what_reports_name_is_described() -> None:
    """Whoever looks up the shape of a warning finds words."""
    described = {str(q.subject) for path in shape_files() for q in ox.parse(path=path)}
    assert f"<{GS}StoredFormShape>" in described
