"""Tests of kg.validation.reports.baseline: what a file accepts, and what is wrong with one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError
from kg.report import Severity, Unreadable, ValidationReport
from kg.validation.reports.baseline import apply_baseline, new_entries, read_baseline, with_entries
from tests.unit.validation.report_samples import GS, SHACL, result

ENTRY = """
[[accepted]]
rule = "gs:TenureShape-holder"
node = "tenure:t1"
reason = "Mended by spring."
"""
HOSTILE = "<x> \"'\n\t\\u0041\r\x7f\u202e ''' \"\"\" # [[accepted]]"


def accept(report: ValidationReport, text: str, *, whole: bool = True) -> ValidationReport:
    """Apply a baseline of some name."""
    return apply_baseline(report, read_baseline(text, "baseline.toml"), whole=whole)


def test_an_entry_accepts_its_results() -> None:
    """They leave the results, with the reason, and fail nothing any more."""
    report = accept(ValidationReport.of([result(), result(path="ga:post")]), ENTRY)
    assert report.results == ()
    assert report.conforms
    assert {entry.reason for entry in report.accepted} == {"Mended by spring."}
    assert len(report.accepted) == 2
    assert report.notes == ()


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("", True),
        ('path = "ga:holder"', True),
        ('path = "ga:post"', False),
        ('component = "sh:MaxCountConstraintComponent"', True),
        ('component = "sh:MinCountConstraintComponent"', False),
        ("value = '\"a\"@en'", True),
        ("value = '\"a\"'", False),
        ('value = "\\"a\\"@en"', True),
        ('value = "agent:a"', False),
    ],
)
def test_what_an_entry_gives_narrows_it(line: str, accepted: bool) -> None:
    """What it leaves out may be anything."""
    found = result(value=ox.Literal("a", language="en"))
    report = accept(ValidationReport.of([found]), f"{ENTRY}{line}\n")
    assert bool(report.accepted) is accepted


@pytest.mark.parametrize(
    "change",
    [
        {"shape": f"{GS}TenureShape-post"},
        {"focus_node": ox.NamedNode("https://w3id.org/geoactors/id/tenure/t2")},
        {"focus_node": ox.Literal("https://w3id.org/geoactors/id/tenure/t1")},
    ],
)
def test_another_rule_or_node_is_not_accepted(change: dict[str, object]) -> None:
    """And the entry that accepts nothing is named, with its line."""
    report = accept(ValidationReport.of([result(**change)]), ENTRY)
    assert len(report.results) == 1
    assert report.notes == (
        "baseline.toml:2: nothing needs the entry for gs:TenureShape-holder at tenure:t1 any more."
        " Remove it.",
    )


def test_idle_entries_are_named_only_when_everything_was_looked_at() -> None:
    """An entry for a part that was not validated is no stale one."""
    cut = ValidationReport(unreadable=(Unreadable("a.ttl", "wrong"),))
    assert accept(ValidationReport(), ENTRY, whole=False).notes == ()
    assert accept(cut, ENTRY).notes == ()
    assert accept(ValidationReport(left_out=1), ENTRY).notes == ()


def test_written_entries_accept_what_they_were_written_for() -> None:
    """And nothing else, whatever stands in the data."""
    results = [
        result(),
        result(value=ox.Literal(HOSTILE), focus_node=ox.NamedNode("urn:x:y")),
        result(value=ox.Literal("中国", language="zh"), path="^ga:post/ga:holder"),
        result(value=ox.NamedNode("http://example.org/a"), focus_node=ox.Literal('"')),
        result(severity=Severity.WARNING, shape="http://example.org/S", path="", value=None),
    ]
    text, nameless = new_entries(results, HOSTILE)
    assert nameless == 0
    assert accept(ValidationReport.of(results), text).results == ()
    others = ValidationReport.of(
        [result(component=f"{SHACL}MinCountConstraintComponent"), result(value=ox.Literal("x"))]
    )
    assert accept(others, new_entries([results[2]], "r")[0]).accepted == ()
    assert {e.reason for e in read_baseline(text, "b")} == {HOSTILE}


def test_a_written_entry_can_be_read_by_a_person() -> None:
    """Short names, quotes without backslashes, and a head that says what the file is."""
    found = result(value=ox.Literal("a", language="en"))
    assert with_entries("", new_entries([found], "Mended by spring.")[0]).splitlines()[2:] == [
        "",
        "[[accepted]]",
        'rule = "gs:TenureShape-holder"',
        'node = "tenure:t1"',
        'path = "ga:holder"',
        'component = "sh:MaxCountConstraintComponent"',
        "value = '\"a\"@en'",
        'reason = "Mended by spring."',
    ]


def test_what_is_added_leaves_the_rest_alone() -> None:
    """Comments, order and a missing line break at the end."""
    old = f"# ours\n{ENTRY.strip()}  # a remark"
    text = with_entries(old, new_entries([result(path="ga:post")], "r")[0])
    assert text.startswith(f"{old}\n")
    assert len(read_baseline(text, "b")) == 2


def test_what_has_no_lasting_name_cannot_be_accepted() -> None:
    """Blank nodes and shapes without a name are counted."""
    results = [result(focus_node=ox.BlankNode("b1")), result(shape=""), result()]
    text, nameless = new_entries(results, "r")
    assert nameless == 2
    assert text.count("[[accepted]]") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accepted]\n", "baseline.toml: "),
        ("[[accepted]\n", "at line 1"),
        (f"accepted = {'[' * 5000}", "baseline.toml: the values are nested too deep"),
        ("a = 1\n", "holds [[accepted]] entries and nothing else"),
        ("accepted = 1\n", "holds [[accepted]] entries and nothing else"),
        (
            'accepted = [{rule = "gs:A", node = "urn:x", reason = "r"}]\n',
            "under a line [[accepted]]",
        ),
        (ENTRY.replace("reason", "raeson"), "baseline.toml:2: there is no key 'raeson'"),
        (ENTRY + ENTRY.replace('"Mended by spring."', '" "'), "baseline.toml:7: the entry has no"),
        (ENTRY.replace('"Mended by spring."', "1"), "no text for 'reason'"),
        ("\n\n[[accepted]]\n", "baseline.toml:3: the entry has no text for 'rule'"),
        (ENTRY.replace("gs:Ten", "not an iri "), "baseline.toml:2: 'not an iri "),
        (ENTRY + "value = '\"a'\n", 'baseline.toml:2: "a is no literal'),
        (ENTRY + 'value = \'"a" . <a:a> <a:a> "b"\'\n', "is no literal"),
    ],
)
def test_an_error_names_the_line(text: str, said: str) -> None:
    """And what is wrong there."""
    with pytest.raises(ParameterError) as caught:
        read_baseline(text, "baseline.toml")
    assert said in str(caught.value)
