"""What holds for every importer: counts add up, a second run changes nothing, all has evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.importers import list_formats
from tests.importers.support import FIXTURES, RETRIEVED, fixture, fixture_options, imported, rows
from tests.running import run_kg

FORMATS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
ELSEWHERE = {"wikidata", "csv"}
"""Formats whose input is no folder of files alone; they have tests of their own."""


def test_each_format_has_a_fixture() -> None:
    """No importer without rows of real facts."""
    assert {found.name for found in list_formats()} - ELSEWHERE == set(FORMATS) - ELSEWHERE


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_run_changes_nothing(name: str, tmp_path: Path) -> None:
    """The fixture passes the gate, its counts add up, and once more it is the same version."""
    report, store = tmp_path / "report.json", tmp_path / "store"
    options = [part for key, value in fixture_options(name).items() for part in (f"--{key}", value)]
    command: list[str | Path] = ["import", name, fixture(name), *options]
    command += ["--store", store, "--retrieved", RETRIEVED]
    first = run_kg(*command, "--report", report)
    assert first.returncode == 0, first.stdout + first.stderr
    counts = json.loads(report.read_text(encoding="utf-8"))
    for account in (counts, *counts["files"].values()):
        assert account["rows"] == account["imported"] + account["merged"] + account["skipped"]
        assert account["skipped"] == sum(account["reasons"].values())
    assert counts["imported"] > 0
    assert counts["rows"] == sum(account["rows"] for account in counts["files"].values())
    assert counts["rows"] <= 20
    second = run_kg(*command)
    assert second.returncode == 0, second.stderr
    assert "Nothing changed; the store stays at version 1." in second.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_runs_are_equal(name: str) -> None:
    """Two imports of the same files give the same triples."""
    first, second = (
        imported(name, fixture(name), options=fixture_options(name)).triples for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("name", FORMATS)
def test_each_fact_has_evidence(name: str) -> None:
    """A tenure, membership, event, stance or report leads to a place in a document."""
    made = imported(name, fixture(name), options=fixture_options(name))
    without = rows(
        made,
        """SELECT ?fact {
           VALUES ?class { ga:Tenure ga:Membership ga:Event ga:Stance ga:StatusReport }
           ?fact a ?class
           FILTER NOT EXISTS { ?fact ga:evidence ?passage .
             ?passage ga:locator ?place ; ga:inDocument ?document } }""",
    )
    assert without == []


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_minted_has_its_key(name: str) -> None:
    """Agents, posts, tenures, memberships and events say for which key of the source they stand,
    unless another graph minted them."""
    made = imported(name, fixture(name), options=fixture_options(name))
    without = rows(
        made,
        """SELECT DISTINCT ?thing { ?thing a ?class
           FILTER(?class IN (ga:Tenure, ga:Membership, ga:Event))
           FILTER NOT EXISTS { ?thing dcterms:identifier ?key } }""",
    )
    assert without == []


def test_each_format_is_documented() -> None:
    """With a page of its own, that the list of formats leads to."""
    folder = Path(__file__).parents[2] / "docs"
    overview = (folder / "importing.md").read_text(encoding="utf-8")
    for found in list_formats():
        page = folder / "importers" / f"{found.name}.md"
        assert page.read_text(encoding="utf-8").startswith(f"# {found.name}\n")
        assert f"(importers/{found.name}.md)" in overview
