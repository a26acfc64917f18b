"""Tables of others, read with a mapping alone: members of the United Nations, names of a list."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers import support
from tests.importers.support import ask, imported, rows, write
from tests.running import run_kg

SOURCE = '[source]\ntitle = "T"\npublisher = "P"\nlicence = "CC0-1.0"\nkey = "t"\n'
MEMBERS = """
[[thing]]
kind = "state"
country = "ISO2"
optional = true
[[thing]]
name = "un"
kind = "organisation"
class = "international-organisation"
key = { value = "united-nations" }
label = { value = "United Nations" }
[[thing]]
kind = "membership"
key = ["ISO3", "UNmember"]
optional = true
member = "state"
organisation = "un"
start = "UNmember"
type = { value = "full-member" }
"""
NAMES = """
[[thing]]
kind = "organisation"
key = "unique_id"
alias = "full_name"
"""


def test_memberships_by_a_mapping(tmp_path: Path) -> None:
    """Years of accession of those that have joined; all is taken by the gate."""
    table = support.testdata("org-memberships", "country_data.tsv")
    mapping = write(tmp_path, "m.toml", [SOURCE + "quoted = false\nends_early = true\n" + MEMBERS])
    report, store = tmp_path / "report.json", tmp_path / "store"
    command = ("import", "csv", table, "--mapping", mapping, "--store", store, "--report", report)
    done = run_kg(*command)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = json.loads(report.read_text(encoding="utf-8"))
    assert counts["rows"] == 140
    assert counts["rows"] == counts["imported"] + counts["merged"] + counts["skipped"]
    made = imported("csv", table, options={"mapping": str(mapping)})
    assert ask(made, "ASK { ?m org:member agent:afghanistan ; ga:edtf '1946/'^^edtf:EDTF }")
    found = rows(made, "SELECT DISTINCT ?o { ?m org:organization ?o }")
    assert found == [("t-un-united-nations",)]


def test_aliases_in_rows_of_their_own(tmp_path: Path) -> None:
    """Rows of one subject are merged; a packed table is read."""
    table = support.testdata("uk-sanctions", "subject_names.csv.gz")
    mapping = write(tmp_path, "m.toml", [SOURCE + NAMES])
    made = imported("csv", table, options={"mapping": str(mapping)})
    total = made.accounts.total
    assert total.rows == 4162
    assert total.outcomes["imported"] == len(
        rows(made, "SELECT ?o { ?o skos:altLabel ?n } GROUP BY ?o")
    )
    assert total.outcomes["merged"] == total.rows - total.outcomes["imported"]
    assert ask(made, "ASK { agent:t-organisation-afg0001 skos:altLabel 'Haji Alim Hawala'@en }")
