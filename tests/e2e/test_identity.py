"""`kg identity` as a user runs it: proposed, accepted, imported again, taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.importers.support import fixture
from tests.running import run_kg

BASE = "https://w3id.org/geoactors/"
PREFIXES = """
PREFIX ga: <https://w3id.org/geoactors/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
"""
HEAD = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
LISTED = f"{BASE}id/agent/list-1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Estonian holders of posts, and a list of another source that has one of them."""
    tmp_path = tmp_path_factory.mktemp("identity")
    done = run_kg(
        *("import", "wikidata-cabinets", fixture("wikidata-cabinets") / "estonia"),
        *("--store", tmp_path / "store", "--retrieved", "2026-11-23"),
    )
    assert done.returncode == 0, done.stderr
    iri, name = person(tmp_path / "store")
    listed = tmp_path / "list.ttl"
    listed.write_text(
        HEAD + f'agent:list-1 a ga:Person ; skos:prefLabel "{name}"@en ;'
        f" schema:sameAs <{wikidata(tmp_path / 'store', iri)}> .",
        encoding="utf-8",
    )
    done = run_kg(
        *("load", "--store", tmp_path / "store", "--graph", f"{BASE}graph/doc/list", listed)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "store"


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copytree(made, tmp_path / "store"))


def select(store: Path, query: str) -> list[dict[str, str]]:
    """The rows of a query as texts."""
    done = run_kg("query", "--store", store, "--format", "json", "-q", PREFIXES + query)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def person(store: Path) -> tuple[str, str]:
    """A holder of a post."""
    row = select(
        store,
        "SELECT ?p ?n { ?t ga:holder ?p . ?p skos:prefLabel ?n ; schema:sameAs ?w } ORDER BY ?p",
    )[0]
    return row["p"], row["n"]


def wikidata(store: Path, iri: str) -> str:
    """The id of a person."""
    return select(store, f"SELECT ?w {{ <{iri}> schema:sameAs ?w }}")[0]["w"]


def graphs_naming(store: Path, iri: str) -> set[str]:
    """The graphs, and the default graph, that name a thing."""
    rows = select(
        store,
        f"SELECT ?g {{ {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} UNION {{ GRAPH ?g {{ ?s ?p <{iri}> }} }}"
        f" UNION {{ <{iri}> ?p ?o . BIND('default' AS ?g) }} }}",
    )
    return {row["g"] for row in rows}


def test_a_pair_is_proposed_accepted_and_taken_back(store: Path, tmp_path: Path) -> None:
    """Joins through GRAPH hold, importing again changes nothing, and all comes back."""
    iri, _ = person(store)
    before = run_kg("query", "--store", store, "-q", "SELECT * { GRAPH ?g { ?s ?p ?o } }").stdout
    done = run_kg("identity", "candidates", "--store", store, "--format", "tsv")
    assert done.returncode == 0, done.stderr
    header, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert header[:4] == ["score", "kind", "first", "second"]
    pair = sorted([iri, LISTED])
    assert [row[2:4] for row in rows if row[1] == "agent"] == [pair]

    (tmp_path / "pairs.tsv").write_text(done.stdout, encoding="utf-8")
    accepted = run_kg(
        *("identity", "accept", "--store", store, "--pairs", tmp_path / "pairs.tsv"),
        *("--by", "An editor", "--on", "2026-11-26"),
    )
    assert accepted.returncode == 0, accepted.stderr
    other = max(pair)  # neither is in a reference graph, both have an id: the first in order stays
    assert graphs_naming(store, other) == {f"{BASE}graph/identity"}
    assert {f"{BASE}graph/doc/list", "default"} < graphs_naming(store, min(pair))
    listed = json.loads(run_kg("identity", "list", "--store", store, "--format", "json").stdout)
    assert (listed["pair"], listed["same"], listed["editor"]) == (pair, True, "An editor")
    assert listed["day"] == "2026-11-26"
    log = run_kg("log", "--store", store, "--last", "1", "--format", "json").stdout
    assert json.loads(log)["action"] == "identity accept"

    again = run_kg(
        *("import", "wikidata-cabinets", fixture("wikidata-cabinets") / "estonia"),
        *("--store", store, "--retrieved", "2026-11-23"),
    )
    assert again.returncode == 0, again.stderr
    assert json.loads(run_kg("log", "--store", store, "--last", "1", "--format", "json").stdout)[
        "action"
    ] == ("identity accept")
    assert run_kg("doctor", "--store", store).returncode == 0

    assert LISTED not in run_kg("identity", "candidates", "--store", store).stdout
    revoked = run_kg("identity", "revoke", "--store", store, *pair)
    assert revoked.returncode == 0, revoked.stderr
    after = run_kg("query", "--store", store, "-q", "SELECT * { GRAPH ?g { ?s ?p ?o } }").stdout
    assert sorted(after.splitlines()) == sorted(before.splitlines())


def test_the_likeliest_pairs_are_accepted_by_rules(store: Path) -> None:
    """Only those without a rival, and each decision says why."""
    done = run_kg("identity", "candidates", "--store", store, "--accept-above", "0.95")
    assert done.returncode == 0, done.stderr
    assert "1 pair accepted" in done.stdout
    listed = run_kg("identity", "list", "--store", store, "--format", "tsv").stdout
    assert "rules" in listed
    assert "same id in Wikidata" in listed
    none = run_kg("identity", "candidates", "--store", store, "--accept-above", "0.95")
    assert "No pair is likely enough" in none.stdout


def test_a_rejected_pair_is_not_proposed_again(store: Path) -> None:
    """Until that is taken back."""
    iri, _ = person(store)
    assert run_kg("identity", "reject", "--store", store, iri, LISTED).returncode == 0
    assert LISTED not in run_kg("identity", "candidates", "--store", store).stdout
    refused = run_kg("identity", "candidates", "--store", store, "--accept-above", "0.5")
    assert "No pair is likely enough" in refused.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("accept", "agent:nobody", "agent:list-1"), "No source says what agent:nobody is."),
        (("accept", "agent:list-1"), "Name two IRIs"),
        (("accept", "agent:list-1", "agent:list-1"), "is one thing already"),
        (("accept", "--pairs", "missing.tsv"), "there is no such file"),
        (("revoke", "agent:nobody", "agent:list-1"), "Nothing was decided"),
        (("accept", "agent:list-1", "agent:other", "--on", "soon"), "--on:"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    store: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    """Exit 2, and nothing is stored."""
    done = run_kg("identity", arguments[0], "--store", store, *arguments[1:])
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_table_that_is_none_is_refused(store: Path, tmp_path: Path) -> None:
    """It lacks the columns of a pair, or holds no IRI."""
    table = tmp_path / "table.tsv"
    for text, sentence in (
        ("a\tb\n1\t2\n", "no column first"),
        ("first\tsecond\nx\ty\n", "no IRI"),
    ):
        table.write_text(text, encoding="utf-8")
        done = run_kg("identity", "accept", "--store", store, "--pairs", table)
        assert done.returncode == 2
        assert sentence in done.stderr
    folder = run_kg("identity", "accept", "--store", store, "--pairs", tmp_path)
    assert folder.returncode == 2
    assert "is a folder; name a table of pairs" in folder.stderr
