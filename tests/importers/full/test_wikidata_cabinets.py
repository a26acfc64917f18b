"""The seven sets of cabinets as they are: counts that add up, and facts read by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.importers import Import
from tests.importers import support
from tests.importers.support import ask, imported, rows
from tests.running import run_kg

NAME = "wikidata-cabinets"


@pytest.fixture(scope="module")
def made() -> Import:
    """All sets, imported once."""
    return imported(NAME, support.testdata(NAME))


def test_all_rows_are_accounted_for(made: Import) -> None:
    """Every line of every table but its header is imported or merged."""
    lines = 0
    for path in sorted(support.testdata(NAME).rglob("*.csv")):
        name = path.relative_to(support.testdata(NAME)).as_posix()
        if name in made.accounts.files:
            account = made.accounts.files[name]
            lines += len(path.read_text(encoding="utf-8").splitlines()) - 1
            assert account.outcomes["skipped"] == 0, name
    assert made.accounts.total.rows == lines
    assert len(made.accounts.files) == 22


def test_heads_of_governments(made: Import) -> None:
    """Kaja Kallas, Élisabeth Borne and Fumio Kishida are listed as current."""
    found = rows(
        made,
        """SELECT ?state ?holder { ?post ga:postType gc:prime-minister ; ga:jurisdiction ?state .
           ?tenure ga:post ?post ; ga:holder ?holder ; ga:edtf ?edtf
           FILTER(STRENDS(STR(?edtf), "/..")) } ORDER BY ?state""",
    )
    assert ("estonia", "q11869065") in found
    assert ("france", "q20020731") in found
    assert ("japan", "q359480") in found


def test_facts_read_by_eye(made: Import) -> None:
    """Robin Cook, Hubert Védrine and Vladimir Makei as foreign ministers."""
    found = rows(
        made,
        """SELECT ?name ?edtf { ?post ga:postType gc:foreign-minister .
           ?tenure ga:post ?post ; ga:holder/skos:prefLabel ?name ; ga:edtf ?edtf
           FILTER(?name IN ("Robin Cook"@en, "Hubert Védrine"@en, "Vladimir Makei"@en)) }
           ORDER BY ?name""",
    )
    assert found == [
        ("Hubert Védrine", "1997-06-04/2002-05-06"),
        ("Robin Cook", "1997-05-02/2001-06-08"),
        ("Vladimir Makei", "2012-08-20/.."),
    ]


def test_what_the_source_gets_wrong_is_kept_as_words(made: Import) -> None:
    """Stéphane Le Foll ends before he starts: no bound, but the words are there."""
    assert ask(
        made,
        """ASK { ?tenure ga:holder agent:q960150 ; ga:timeExpression "2017-12-06 to 2012-05-18"@en
           FILTER NOT EXISTS { ?tenure ga:edtf ?edtf } }""",
    )


def test_a_title_of_two_ids_stays_open(made: Import) -> None:
    """India has two ids called "Minister of Law and Justice": its holders keep the title."""
    key = '"wikidata-cabinets:india-ministers:Minister of Law and Justice"'
    assert ask(made, f"ASK {{ ?tenure ga:post [ dcterms:identifier {key} ] }}")


@pytest.mark.parametrize("place", ["belarus-ministers", "france-cabinet"])
def test_the_gate_finds_no_violation(place: str, tmp_path: Path) -> None:
    """The sets with births of their own and with contradictory tenures pass the shapes."""
    done = run_kg("import", NAME, support.testdata(NAME, place), "--store", tmp_path / "store")
    assert done.returncode == 0, done.stdout + done.stderr
