"""The whole entity of Olof Palme: counts, facts read by eye, and the gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importers import support
from tests.importers.support import RETRIEVED, ask, imported, rows
from tests.importers.test_wikidata_entity import facts
from tests.running import run_kg

FILES = ("Q53713.json.gz", "Q53713.ttl.gz")


@pytest.mark.parametrize("name", FILES)
def test_every_statement_is_accounted_for(name: str) -> None:
    """209 statements and the names; what is left out is of no property that is mapped."""
    made = imported("wikidata-entity", support.testdata("wikidata-entities", name))
    total = made.accounts.total
    assert total.rows == 210
    assert sum(total.outcomes.values()) == 210
    assert total.outcomes["skipped"] == sum(total.reasons.values())
    other = {reason for reason in total.reasons if not reason.endswith("is not mapped")}
    assert other == {"another value is preferred by the source"}


def test_both_syntaxes_say_the_same() -> None:
    """Every fact of the one is in the other; the Turtle has names for what is mentioned."""
    one, other = (
        imported("wikidata-entity", support.testdata("wikidata-entities", n)) for n in FILES
    )
    assert facts(one) == facts(other)
    assert len(other.triples) > len(one.triples)


def test_positions_held_are_tenures() -> None:
    """All sixteen, as Wikidata shows them."""
    made = imported("wikidata-entity", support.testdata("wikidata-entities", FILES[1]))
    held = rows(
        made,
        """SELECT ?title ?date { ?t ga:holder agent:q53713 ; ga:edtf ?date ; ga:post ?post .
           ?post dcterms:isPartOf? ?position . ?position skos:prefLabel ?title
           FILTER NOT EXISTS { ?position dcterms:isPartOf ?wider } } ORDER BY ?date""",
    )
    assert len(held) == 16
    assert ("Prime Minister of Sweden", "1969-10-14/1976-10-08") in held
    assert ("Prime Minister of Sweden", "1982-10-08/1986-02-28") in held
    assert ("member of the First Chamber", "1958/1968") in held
    assert sum(title == "member of the Swedish Riksdag" for title, _ in held) == 6
    assert ask(
        made,
        """ASK { ?t ga:holder agent:q53713 ; ga:succeeds [ ga:holder [ skos:prefLabel ?name ] ]
           FILTER(?name = "Tage Erlander"@en) }""",
    )


@pytest.mark.parametrize("name", FILES)
def test_it_passes_the_gate(name: str, tmp_path: Path) -> None:
    """Without a violation, and once more without a change."""
    path, store = support.testdata("wikidata-entities", name), tmp_path / "store"
    report = tmp_path / "report.json"
    command = ("import", "wikidata-entity", path, "--store", store, "--retrieved", RETRIEVED)
    done = run_kg(*command, "--report", report)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 210
    assert "Nothing changed" in run_kg(*command).stdout
