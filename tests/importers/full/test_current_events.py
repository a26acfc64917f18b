"""Three years of current events: the counts, some items by eye."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

from kg.importers import Import
from kg.importers.facts import EVIDENCE, term
from kg.vocabulary import GA
from tests.importers import support
from tests.importers.support import imported, rows
from tests.running import run_kg


@cache
def _made() -> Import:
    return imported("current-events", support.testdata("wikipedia-current-events"))


def test_the_counts_add_up() -> None:
    """Every line of every day is an item, a heading of items, or a heading alone."""
    made = _made()
    total = made.accounts.total
    assert len(made.accounts.files) == 1096
    assert total.rows == 41816
    assert set(total.reasons) == {"a heading without an item below it"}
    assert total.outcomes["imported"] > 20_000
    items = sum(triple.predicate == EVIDENCE for triple in made.triples)
    assert items == total.outcomes["imported"]


def test_items_read_by_eye() -> None:
    """The re-election of António Guterres, reported by Reuters on 18 June 2021."""
    assert rows(
        _made(),
        """SELECT ?day ?outlet { ?item ga:edtf ?day ; dcterms:contributor/skos:prefLabel ?outlet ;
             ga:evidence/ga:quote ?words
           FILTER(STRSTARTS(?words, "The United Nations General Assembly reelects")) }""",
    ) == [("2021-06-18", "Reuters")]


def test_states_are_found_in_earnest() -> None:
    """Thousands of links, and none to the country of Georgia by its name alone."""
    named = [str(t.object) for t in _made().triples if t.predicate == term(GA.concerns)]
    states = [iri for iri in named if "/id/agent/" in iri]
    assert len(states) > 10_000
    assert not any(iri.endswith("/georgia>") for iri in states)


def test_the_gate_takes_a_month(tmp_path: Path) -> None:
    """No shape is broken by the first thirty days."""
    archive = support.testdata("wikipedia-current-events", "current-events-2020-2022.tar.xz")
    with tarfile.open(archive) as members:
        days = sorted((m for m in members if m.isfile()), key=lambda m: m.name)[:30]
        members.extractall(tmp_path / "days", days, filter="data")
    command = ("import", "current-events", tmp_path / "days", "--store", tmp_path / "store")
    done = run_kg(*command, "--retrieved", "2026-11-23")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
