"""Reports of any size: each stays bounded, says how much is missing, and shows every rule."""

from __future__ import annotations

import json
import re
from functools import cache
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import RDFS, SH, Graph

from kg.report import STANDING, Accepted, Severity, Unreadable, ValidationReport
from kg.validation.reports import FORMATS, write_report
from kg.validation.reports.extent import (
    LONGEST_VALUE,
    MOST_ANNOTATIONS,
    MOST_RESULTS,
    chosen,
)
from tests.unit.validation.report_samples import GS, SHACL, nested, result

MANY = 100_000
LONG = ValidationReport.of(
    [
        *(
            result(focus_node=ox.NamedNode(f"http://example.org/n{number}"))
            for number in range(MANY - 2)
        ),
        result(severity=Severity.WARNING, shape="http://example.org/Rare", label="the rare one"),
        result(shape="http://example.org/Other", label="the other one"),
    ],
    focus_nodes=MANY,
    left_out=7,
)


@cache
def long_report(format: str) -> str:
    """Write it once for all tests."""
    return write_report(LONG, format)


MEGABYTES = {"json": 8, "turtle": 4, "jsonld": 9, "sarif": 8, "junit": 1}
"""What the largest report of each format may take; the others take 50 kilobytes."""


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_of_a_hundred_thousand_results_is_bounded(format: str) -> None:
    """It says how many it does not show, and no rule is missing behind the many of another."""
    text = long_report(format)
    assert len(text.encode()) < MEGABYTES.get(format, 0.05) * 1_000_000
    assert re.search(r"\d+,\d{3} more|leftOut", text)
    assert "http://example.org/Other" in text
    assert "http://example.org/Rare" in text


def test_the_numbers_add_up() -> None:
    """Shown, left out by the format, and never kept by the engine."""
    document = json.loads(long_report("json"))
    assert len(document["results"]) == MOST_RESULTS["json"]
    assert document["leftOut"] == MANY - MOST_RESULTS["json"] + 7
    assert document["counts"]["violation"] == MANY - 1
    (run,) = json.loads(long_report("sarif"))["runs"]
    assert len(run["results"]) == MOST_RESULTS["sarif"]
    (remark,) = run["invocations"][0]["toolExecutionNotifications"]
    assert f"{MANY - MOST_RESULTS['sarif'] + 7:,} more" in remark["message"]["text"]
    suite = ElementTree.fromstring(long_report("junit"))[0]
    assert (
        suite.get("tests") == str(MOST_RESULTS["junit"]) == str(len(list(suite.iter("testcase"))))
    )
    quads = list(ox.parse(long_report("turtle"), format=ox.RdfFormat.TURTLE))
    assert sum(q.predicate.value == str(SH.result) for q in quads) == MOST_RESULTS["turtle"]
    (remark,) = [q.object.value for q in quads if q.predicate.value == str(RDFS.comment)]
    assert f"{MANY - MOST_RESULTS['turtle'] + 7:,} more" in remark


def test_the_summary_tells_of_results_that_were_not_kept() -> None:
    """They are no part of the counts."""
    assert "99,999 violations, 1 warning, 7 more that were not kept" in long_report("text")


def test_the_worst_and_the_rare_are_chosen() -> None:
    """Not simply the first; and they stay in their order."""
    kept = chosen(LONG.results, 4)
    assert {r.shape.rpartition("/")[2] for r in kept} == {
        "shapes#TenureShape-holder",
        "Other",
        "Rare",
    }
    assert [r.severity for r in kept].count(Severity.VIOLATION) == 3
    assert kept == [r for r in LONG.results if r in kept]
    assert chosen(kept, 4) == kept


def test_github_has_room_for_ten_annotations_of_a_severity() -> None:
    """A file that cannot be read takes one of the errors."""
    report = ValidationReport(
        results=LONG.results, unreadable=(Unreadable("data/a.ttl:3:5", "A dot is missing."),)
    )
    lines = write_report(report, "github").splitlines()
    assert (
        lines[0] == "::error file=data/a.ttl,line=3,col=5,title=Cannot be read::A dot is missing."
    )
    assert sum(line.startswith("::error") for line in lines) == MOST_ANNOTATIONS


@pytest.mark.parametrize("format", ["text", "github", "html", "junit", "sarif"])
def test_a_value_of_a_megabyte_is_cut_for_a_reader(format: str) -> None:
    """With its length; formats for programs have it whole."""
    long = "x" * 1_000_000
    report = ValidationReport.of([result(value=ox.Literal(long), message=long, label=long)])
    text = write_report(report, format)
    assert len(text) < 10_000
    assert "x" * (LONGEST_VALUE - 1) in text
    assert "1,000,000 characters" in text
    assert long in write_report(report, "turtle")


# ---------- reasons inside a constraint ----------


def test_reasons_are_unfolded_below_what_they_explain() -> None:
    """Indented, with path and value."""
    inner = result(message="It is no date.", path="ga:edtf", value=ox.Literal("soon"))
    outer = result(message="No alternative holds.", details=(result(message="A.", path=""), inner))
    text = write_report(ValidationReport.of([outer]), "text")
    assert text.splitlines()[5:12] == [
        "  - Minister of Defence tenure:t1",
        "      ga:holder",
        "      in data/d.trig:12:3",
        "      because:",
        "      - A.",
        '      - It is no date. [ga:edtf "soon"]',
        "",
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_the_reasons(format: str) -> None:
    """And bounds them: ten, and three of each."""
    report = ValidationReport.of([nested(12, 4, 4, 4, 4, 4)])
    text = write_report(report, format)
    assert "None of 12 alternatives holds" in text
    assert len(text.encode()) < 1_000_000
    if format not in ("json", "turtle", "jsonld"):
        assert "and 2 more" in text
        assert "and 1 more" in text


def test_reasons_are_results_for_programs() -> None:
    """`sh:detail` in RDF (SHACL §3.6.2.4), `details` in JSON; they are no results of the report."""
    report = ValidationReport.of([nested(2, 1)])
    graph = Graph().parse(data=write_report(report, "turtle"), format="turtle")
    assert len(list(graph.subject_objects(SH.result))) == 1
    assert len(list(graph.subject_objects(SH.detail))) == 4
    (found,) = json.loads(write_report(report, "json"))["results"]
    assert [len(reason["details"]) for reason in found["details"]] == [1, 1]


# ---------- what could not be read, what is accepted, what is near ----------

UNREADABLE = ValidationReport(unreadable=(Unreadable("data/a.ttl:3:5", "A dot is missing."),))


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_cannot_be_read_is_in_the_report(format: str) -> None:
    """With its place; such a report never conforms."""
    text = write_report(UNREADABLE, format)
    assert "data/a.ttl" in text
    assert "A dot is missing." in text
    assert not UNREADABLE.conforms


def test_a_file_that_cannot_be_read_fails_everywhere() -> None:
    """As an error, not as a result of a rule."""
    (run,) = json.loads(write_report(UNREADABLE, "sarif"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 5,
    }
    suite = ElementTree.fromstring(write_report(UNREADABLE, "junit"))[0]
    assert (suite.get("errors"), suite.get("failures")) == ("1", "0")
    graph = Graph().parse(data=write_report(UNREADABLE, "turtle"), format="turtle")
    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [False]


ACCEPTED = ValidationReport(accepted=(Accepted(result(), "Mended by spring."),))


@pytest.mark.parametrize("format_name", ["text", "html"])
def test_what_stood_there_before_a_change_is_told(format_name: str) -> None:
    """It is reported, and nobody is to blame for it."""
    report = ValidationReport(accepted=(*ACCEPTED.accepted, Accepted(result(), STANDING)))
    written = write_report(report, format_name)
    assert "Accepted by the baseline: 1." in written
    assert "Broken before, and not by this change: 1." in written


def test_accepted_results_are_counted_and_no_longer_fail() -> None:
    """Suppressed in SARIF, skipped in JUnit, a line in the text."""
    assert ACCEPTED.conforms
    assert "Accepted by the baseline: 1." in write_report(ACCEPTED, "text")
    assert "Accepted by the baseline: 1." in write_report(ACCEPTED, "html")
    assert "::error" not in write_report(ACCEPTED, "github")
    (run,) = json.loads(write_report(ACCEPTED, "sarif"))["runs"]
    assert run["results"][0]["suppressions"] == [
        {"kind": "external", "justification": "Mended by spring."}
    ]
    suite = ElementTree.fromstring(write_report(ACCEPTED, "junit"))[0]
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    (found,) = json.loads(write_report(ACCEPTED, "json"))["accepted"]
    assert (found["shape"], found["reason"]) == (f"{GS}TenureShape-holder", "Mended by spring.")


def test_shacl_knows_no_baseline() -> None:
    """The standard report has what SHACL found."""
    graph = Graph().parse(data=write_report(ACCEPTED, "turtle"), format="turtle")
    assert len(list(graph.objects(None, SH.result))) == 1
    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [False]


def test_a_place_that_is_only_near_says_so() -> None:
    """Where the line of the node is known and that of the triple is not."""
    report = ValidationReport.of([result(near=True)])
    assert "      near data/d.trig:12:3\n" in write_report(report, "text")
    assert json.loads(write_report(report, "json"))["results"][0]["near"] is True
    (run,) = json.loads(write_report(report, "sarif"))["runs"]
    assert run["results"][0]["locations"][0]["message"]["text"] == "near data/d.trig:12:3"


def test_many_notes_are_counted() -> None:
    """A baseline of another dataset has thousands of idle entries."""
    text = write_report(ValidationReport(notes=tuple(map(str, range(50)))), "text")
    assert text.count("Note:") == 20
    assert "… and 30 more notes" in text


def test_the_component_is_named_in_the_standard_report() -> None:
    """For reasons as well."""
    graph = Graph().parse(
        data=write_report(ValidationReport.of([nested(1)]), "turtle"), format="turtle"
    )
    components = list(map(str, graph.objects(None, SH.sourceConstraintComponent)))
    assert components == [f"{SHACL}MaxCountConstraintComponent"] * 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_of_a_file_that_is_no_utf_8_can_be_written(format: str) -> None:
    """As escapes: the name has bytes that no text has."""
    name = b"caf\xe9.ttl".decode("utf-8", "surrogateescape")
    report = ValidationReport(
        results=(result(location=f"{name}:1"),), unreadable=(Unreadable(name, "wrong"),)
    )
    assert b"caf" in write_report(report, format).encode("utf-8")
