"""Popolo as it is given: legislatures out of Wikidata, ministers whose persons are ids alone."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from kg.importers import Import
from tests.importers import support
from tests.importers.support import ask, imported, rows
from tests.running import run_kg

NAME = "popolo"
LEGISLATURES = "popolo-uk-wikidata"
MINISTERS = "uk-ministers-parlparse"


@pytest.fixture(scope="module")
def made() -> Import:
    """The legislatures, imported once."""
    return imported(NAME, support.testdata(LEGISLATURES))


@pytest.fixture(scope="module")
def ministers() -> Import:
    """Both files of ministers, imported once."""
    return imported(NAME, support.testdata(MINISTERS))


def test_all_items_are_accounted_for(made: Import) -> None:
    """Every object of every array is imported or merged."""
    items = 0
    for path in support.testdata(LEGISLATURES).rglob("*.json*"):
        data = path.read_bytes()
        value = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
        items += sum(len(array) for array in value.values())
    assert made.accounts.total.rows == items
    assert made.accounts.total.outcomes["skipped"] == 0


def test_each_member_of_parliament_sits_for_a_place(made: Import) -> None:
    """Paul Masterton has sat for East Renfrewshire since 8 June 2017."""
    found = rows(
        made,
        """SELECT ?edtf ?area { ?tenure ga:holder/skos:prefLabel "Paul Masterton"@en ;
           ga:edtf ?edtf ; ga:post/ga:constituency/skos:prefLabel ?area }""",
    )
    assert found == [("2017-06-08/", "East Renfrewshire Co Const")]


def test_ministers_are_tenures_of_persons_without_names(ministers: Import) -> None:
    """The office of the prime minister was held from 2 May 1997 to 28 June 2007 by an id."""
    found = rows(
        ministers,
        """SELECT ?key ?edtf ?body { ?post skos:prefLabel "Prime Minister"@en ;
           org:postIn/skos:prefLabel ?body . ?tenure ga:post ?post ; ga:edtf ?edtf ;
           ga:holder/dcterms:identifier ?key } ORDER BY ?edtf""",
    )
    key = "popolo:person:uk.org.publicwhip/person/10047"
    assert (key, "1997-05-02/2007-06-28", "HM Treasury") in found
    assert not ask(ministers, "ASK { ?person a ga:Person ; skos:prefLabel ?name }")


def test_members_without_a_role_are_no_tenures(ministers: Import) -> None:
    """Of the memberships of ministers.json, those without a role are plain memberships."""
    path = support.testdata(MINISTERS, "ministers.json.gz")
    value = json.loads(gzip.decompress(path.read_bytes()))
    plain = Counter("role" in membership for membership in value["memberships"])[False]
    found = rows(ministers, "SELECT (COUNT(?m) AS ?n) { ?m a ga:Membership ; org:member [] }")
    assert found == [(str(plain),)]


def test_a_source_is_named_for_each_scottish_minister(ministers: Import) -> None:
    """The second file names where each item comes from; five of its items name nobody."""
    account = ministers.accounts.files["sp-ministers.json"]
    assert account.reasons == {"the membership names no member": 5}
    found = rows(
        ministers,
        """SELECT ?title { ?passage prov:wasDerivedFrom ?page . ?page dcterms:title ?title }
           GROUP BY ?title""",
    )
    assert found == [("https://data.parliament.scot/api/membergovernmentroles/json",)]


@pytest.mark.parametrize(
    "parts", [(LEGISLATURES, "legislative", "Q11005"), (MINISTERS, "sp-ministers.json.gz")]
)
def test_the_gate_finds_no_violation(parts: tuple[str, ...], tmp_path: Path) -> None:
    """The House of Commons and the Scottish ministers pass the packaged shapes."""
    done = run_kg("import", NAME, support.testdata(*parts), "--store", tmp_path / "store")
    assert done.returncode == 0, done.stdout + done.stderr
