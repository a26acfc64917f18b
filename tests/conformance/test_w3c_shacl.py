"""The W3C SHACL test suite, full reports, through `kg validate`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rdflib import SH, BNode, URIRef
from rdflib.compare import isomorphic

from tests.conformance.w3c_shacl import COMPARED, Entry, differences, read_report, read_suite
from tests.conftest import Kg

TESTDATA = os.environ.get("GEOACTORS_TESTDATA")
ENTRIES = read_suite(Path(TESTDATA) / "w3c" / "shacl") if TESTDATA else []
REPORTS = {entry.name: entry.expected for entry in ENTRIES if entry.expected is not None}
FAILURES = {
    "pre-binding-006": {"SELECT"},
    "unsupported-sparql-001": {"MINUS"},
    "unsupported-sparql-002": {"VALUES"},
    "unsupported-sparql-003": {"SERVICE"},
    "unsupported-sparql-004": {"SELECT"},
    "unsupported-sparql-005": {"pre-bound", "this"},
    "unsupported-sparql-006": {"pre-bound", "value"},
}
"""What the command has to name when it refuses the shapes of these tests of pre-binding."""

WORD = re.compile(r"[\w-]+")

pytestmark = pytest.mark.skipif(
    TESTDATA is None, reason="GEOACTORS_TESTDATA names no folder with the W3C SHACL test suite"
)


def entry_id(entry: Entry) -> str:
    """Name a test of the suite as the suite does."""
    return entry.name


def test_the_suite_is_whole() -> None:
    """No test is lost on the way, and seven of them expect a failure."""
    names = [entry.name for entry in ENTRIES]
    assert len(set(names)) == len(names) == 120
    assert sum(name.startswith("core/") for name in names) == 98
    failing = {entry.name for entry in ENTRIES if entry.expected is None}
    assert failing == {f"sparql/pre-binding/{name}" for name in FAILURES}


@pytest.mark.parametrize("predicate", COMPARED, ids=lambda predicate: predicate.fragment)
def test_the_comparison_sees_every_property(predicate: URIRef) -> None:
    """A report that lacks one value is another report; the order of its triples says nothing."""
    expected = next(report for report in REPORTS.values() if (None, predicate, None) in report)
    lines = expected.serialize(format="nt").splitlines(keepends=True)
    assert isomorphic(read_report("".join(reversed(lines)), expected), expected)
    of_a_result = [line for line in lines if SH.ValidationReport.n3() not in line]
    lines.remove(next(line for line in of_a_result if f" {predicate.n3()} " in line))
    assert not isomorphic(read_report("".join(lines), expected), expected)


def test_the_comparison_sees_which_results_share_a_shape() -> None:
    """An anonymous shape has no name to compare, but one shape is not two."""
    expected = REPORTS["core/complex/personexample"]
    changed = read_report(expected.serialize(format="nt"), expected)
    result = changed.value(None, SH.sourceConstraintComponent, SH.MaxCountConstraintComponent)
    assert result is not None
    changed.set((result, SH.sourceShape, BNode()))
    assert not differences(changed, expected)
    assert not isomorphic(changed, expected)


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_the_command_does_what_the_suite_expects(entry: Entry, kg: Kg) -> None:
    """It writes the expected report, or refuses the shapes and says why."""
    done = kg("validate", entry.data, "--shapes", entry.shapes, "--format", "turtle")
    if entry.expected is None:
        assert (done.code, done.out) == (2, "")
        assert FAILURES[Path(entry.name).name] <= set(WORD.findall(done.err))
        return
    assert done.code in (0, 1), done.err
    report = read_report(done.out, entry.expected)
    different = differences(report, entry.expected)
    assert not different, "\n".join(different)
    assert isomorphic(report, entry.expected)
