"""All visits of foreign leaders that are given: counts, facts, and the gate on a decade."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers import support
from tests.importers.support import imported, rows
from tests.running import run_kg


def test_visits_of_a_decade_pass_the_gate(tmp_path: Path) -> None:
    """Each visit of the file becomes an event; nothing breaks a shape."""
    report, file = tmp_path / "report.json", support.testdata("hsg-visits", "data", "2010.xml")
    command = ("import", "hsg-visits", file, "--store", tmp_path / "store", "--report", report)
    done = run_kg(*command, "--retrieved", "2026-11-23")
    assert done.returncode == 0, done.stdout + done.stderr
    counts = json.loads(report.read_text(encoding="utf-8"))
    assert counts["rows"] == counts["imported"] == file.read_text().count("<visit>")


def test_facts_of_the_visits() -> None:
    """A few visits as a reader finds them in the files."""
    made = imported("hsg-visits", support.testdata("hsg-visits"))
    assert made.accounts.total.outcomes == {"imported": 2310}
    assert rows(
        made,
        """SELECT ?date ?type ?post { ?v dcterms:identifier "hsg-visits:671" ; ga:edtf ?date ;
           ga:eventType ?type ; ga:hasParticipation/ga:inCapacity/ga:post/skos:prefLabel ?post }""",
    ) == [("1987-12-07/1987-12-10", "working-visit", "General Secretary of Soviet Union")]
    visitors = rows(
        made,
        """SELECT DISTINCT ?v { ?p dcterms:identifier "hsg-visits:spain:King Juan Carlos I" .
           ?v ga:hasParticipation/ga:participant ?p }""",
    )
    assert len(visitors) > 5
    unknown = rows(made, "SELECT ?t { ?t a ga:Tenure FILTER NOT EXISTS { ?t ga:endEarliest ?d } }")
    assert unknown == []
