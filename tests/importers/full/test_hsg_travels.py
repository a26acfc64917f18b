"""All travels that are given: counts, the gate on those of the presidents, facts read by eye."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers import support
from tests.importers.support import ask, imported, rows
from tests.running import run_kg


def test_travels_of_presidents_pass_the_gate(tmp_path: Path) -> None:
    """Each trip becomes a visit; nothing breaks a shape."""
    report, folder = tmp_path / "report.json", support.testdata("hsg-travels", "president-travels")
    command = ("import", "hsg-travels", folder, "--store", tmp_path / "store")
    done = run_kg(*command, "--retrieved", "2026-11-23", "--report", report)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = json.loads(report.read_text(encoding="utf-8"))
    assert counts["rows"] == counts["imported"] == 501


def test_facts_of_the_travels() -> None:
    """A few trips as a reader finds them in the files."""
    made = imported("hsg-travels", support.testdata("hsg-travels"))
    assert made.accounts.total.outcomes == {"imported": 2647}
    assert ask(
        made,
        """ASK { ?m ga:subEventOf/dcterms:identifier "hsg-travels:2521" ; ga:hasParticipation ?p .
           ?p ga:participant/skos:prefLabel "President Yeltsin"@en ;
             ga:inCapacity/skos:prefLabel "President of Russia"@en }""",
    )
    trips = rows(
        made, 'SELECT ?t { ?p dcterms:identifier "hsg:people:rusk-david-dean" . ?t ga:holder ?p }'
    )
    assert len(trips) == 116
