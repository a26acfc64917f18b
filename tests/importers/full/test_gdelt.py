"""The full slot of GDELT: the counts, some events by eye, the gate, and every code of CAMEO."""

from __future__ import annotations

import csv
import time
from functools import cache
from pathlib import Path

from kg.importers import Import
from kg.importers.gdelt_cameo import event_type
from tests.importers import support
from tests.importers.support import imported, rows
from tests.running import run_kg

_RATE = 50_000
"""Triples a second; the issue of speed in general has its own benchmarks."""


@cache
def _made() -> Import:
    return imported("gdelt", support.testdata("gdelt-events"))


def test_the_counts_add_up() -> None:
    """All 2,414 events are imported, of 372 pages."""
    made = _made()
    assert made.accounts.total.outcomes == {"imported": 2414}
    assert rows(made, "SELECT (COUNT(*) AS ?n) { ?event a ga:Event }") == [("2414",)]
    assert rows(made, "SELECT (COUNT(*) AS ?n) { ?p ga:documentType gc:web-page }") == [("372",)]


def test_events_read_by_eye() -> None:
    """Iran's government and Azerbaijan's consult in Tehran, reported a day of the new year."""
    assert rows(
        _made(),
        """SELECT ?type ?first ?second ?where { ?event dcterms:identifier "gdelt-719026050" ;
           ga:eventType ?type ; ga:location/skos:prefLabel ?where ; ga:hasParticipation ?a , ?b .
           ?a ga:participationRole gc:initiator ; ga:participant/ga:actorCode ?first .
           ?b ga:participationRole gc:target ; ga:participant/ga:actorCode ?second }""",
    ) == [("consultation", "IRNGOV", "AZEGOV", "Tehran, Tehran, Iran")]


def test_every_code_of_cameo_has_a_type() -> None:
    """The published list of codes maps without a gap."""
    with support.testdata("cameo-codes", "cameo-codes.csv").open(encoding="latin-1") as stream:
        codes = [row["code"] for row in csv.DictReader(stream)]
    assert len(codes) > 250
    assert all(event_type(code) for code in codes)


def test_the_gate_takes_it(tmp_path: Path) -> None:
    """No shape is broken."""
    command = ("import", "gdelt", support.testdata("gdelt-events"), "--store", tmp_path / "store")
    done = run_kg(*command, "--retrieved", "2026-11-23")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "Warning" not in done.stdout


def test_reading_and_mapping_are_quick() -> None:
    """At least 50,000 triples a second of processor time."""
    imported("gdelt", support.testdata("gdelt-events"))
    begin = time.process_time()
    made = imported("gdelt", support.testdata("gdelt-events"))
    assert len(made.triples) / (time.process_time() - begin) > _RATE
