"""All principal officers and chiefs of mission that are given: counts and facts read by eye."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

from tests.importers import support
from tests.importers.support import ask, imported, rows
from tests.running import run_kg


def test_some_countries_pass_the_gate(tmp_path: Path) -> None:
    """Missions, with the persons and tables that they need, break no shape."""
    with tarfile.open(support.testdata("hsg-pocom", "pocom.tar.xz")) as archive:
        wanted = (
            "missions-countries/a",
            "code-tables",
            "roles-",
            "people/a",
            "./missions-countries/a",
        )
        members = [m for m in archive if m.name.removeprefix("./").startswith(wanted)]
        archive.extractall(tmp_path / "pocom", members, filter="data")
    report = tmp_path / "report.json"
    command = ("import", "pocom", tmp_path / "pocom", "--store", tmp_path / "store")
    done = run_kg(*command, "--retrieved", "2026-11-23", "--report", report)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = json.loads(report.read_text(encoding="utf-8"))
    assert counts["rows"] == counts["imported"] + counts["merged"] + counts["skipped"]


def test_facts_of_the_whole() -> None:
    """Each person, chief and officer is accounted for, and dates are as the files have them."""
    made = imported("pocom", support.testdata("hsg-pocom"))
    total = made.accounts.total
    assert total.rows == total.outcomes["imported"] + total.outcomes["merged"] + sum(
        total.reasons.values()
    )
    assert set(total.reasons) == {"an entry of a code table, or a role, that no other row uses"}
    people = [a for name, a in made.accounts.files.items() if name.startswith("people/")]
    assert (len(people), sum(a.rows for a in people)) == (2880, 2880)
    ((tenures,),) = rows(made, "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a ga:Tenure }")
    ((alone,),) = rows(
        made,
        """SELECT (COUNT(DISTINCT ?e) AS ?n) { ?r ga:reportsOn ?e .
           FILTER(?s IN (gc:occurred, gc:cancelled, gc:proposed)) ?r ga:status ?s }""",
    )
    assert int(tenures) + int(alone) == 3214 + 1027
    assert rows(
        made,
        """SELECT ?edtf { ?t dcterms:identifier "pocom:albania:al-1922-gran-01" ;
           ga:edtf ?edtf }""",
    ) == [("1922-12-04/1925-02-08",)]
    assert ask(
        made,
        """ASK { ?t ga:edtf "1983-06-23/1985-07-10"^^edtf:EDTF ; ga:holder ?p .
           ?p dcterms:identifier "hsg:people:barnebey-malcolm-r" }""",
    )
