"""One key, one IRI: across graphs and runs, whatever the order; and none that belongs to others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.importers.slugs import is_minted_for
from kg.vocabulary import BASE_IRI, PREFIXES
from tests.importers.support import RETRIEVED, ask, imported, rows, write
from tests.running import run_kg

Person = dict[str, object]


def _ftm(folder: Path, name: str, *ids: str, qid: str = "") -> Path:
    given = {"wikidataId": [qid]} if qid else {}
    lines = [
        json.dumps({"id": id, "schema": "Person", "properties": {"name": [f"Name {id}"], **given}})
        for id in ids
    ]
    return write(folder, name, lines)


def _popolo(folder: Path, name: str, *persons: Person) -> Path:
    return write(folder, name, json.dumps({"persons": persons}).encode())


def _import(store: Path, format: str, path: Path) -> str:
    done = run_kg("import", format, path, "--store", store, "--retrieved", RETRIEVED)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _keys(store: Path) -> list[str]:
    """Persons by the last step of their IRIs with all their keys and names."""
    query = """SELECT (CONCAT(STR(?person), " ", ?key, " ", STR(?name)) AS ?line) {
        ?person a ga:Person ; dcterms:identifier ?key ; skos:prefLabel ?name } ORDER BY ?line"""
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    asked = run_kg("query", "--store", store, "-q", declared + query, "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    return [line.rpartition("/agent/")[2] for line in asked.stdout.split("\n")[1:] if line.strip()]


def test_keys_of_two_graphs_with_one_slug_are_two_things(tmp_path: Path) -> None:
    """Ids that differ in a capital letter are two persons in whichever files they come."""
    store = tmp_path / "store"
    _import(store, "ftm", _ftm(tmp_path, "one.ftm.json", "NK-aB"))
    _import(store, "ftm", _ftm(tmp_path, "two.ftm.json", "NK-Ab"))
    assert _keys(store) == [
        "ftm-nk-ab ftm:NK-aB Name NK-aB",
        "ftm-nk-ab-2 ftm:NK-Ab Name NK-Ab",
    ]


def test_the_order_of_rows_does_not_swap_iris(tmp_path: Path) -> None:
    """A second release, and another graph, with the same ids in another order have the IRIs of
    the first; a third id gets a new one."""
    store = tmp_path / "store"
    _import(store, "ftm", _ftm(tmp_path, "one.ftm.json", "NK-aB", "NK-Ab"))
    first = _keys(store)
    assert "Nothing changed" in _import(
        store, "ftm", _ftm(tmp_path, "one.ftm.json", "NK-Ab", "NK-aB")
    )
    _import(store, "ftm", _ftm(tmp_path, "two.ftm.json", "NK-AB", "NK-Ab", "NK-aB"))
    assert _keys(store) == [*first, "ftm-nk-ab-3 ftm:NK-AB Name NK-AB"]


def test_an_identifier_of_a_source_is_no_key(tmp_path: Path) -> None:
    """A person whose identifier looks like the key of another stays apart from them."""
    store = tmp_path / "store"
    foreign = {"scheme": "popolo", "identifier": "person:popolo-src2:b"}
    persons: list[Person] = [
        {"id": "a", "name": "x", "identifiers": [foreign]},
        {"id": "b", "name": "y"},
    ]
    path = _popolo(tmp_path, "src2.json", *persons)
    _import(store, "popolo", path)
    assert "Nothing changed; the store stays at version 1." in _import(store, "popolo", path)
    assert _keys(store) == [
        "popolo-person-popolo-src2-a popolo:person:popolo-src2:a x",
        "popolo-person-popolo-src2-a popolo:person:popolo-src2:b x",
        "popolo-person-popolo-src2-b popolo:person:popolo-src2:b y",
    ]


def test_an_iri_that_is_stored_as_another_keeps_its_key(tmp_path: Path) -> None:
    """When an IRI was decided to mean another, its key meets it again in another graph, and no
    third key gets it."""
    store = tmp_path / "store"
    _import(store, "ftm", _ftm(tmp_path, "one.ftm.json", "NK-aB", "first"))
    pair = [f"{BASE_IRI}id/agent/ftm-{name}" for name in ("first", "nk-ab")]
    done = run_kg("identity", "accept", "--store", store, *pair, "--reason", "One person.")
    assert done.returncode == 0, done.stderr
    _import(store, "ftm", _ftm(tmp_path, "two.ftm.json", "NK-Ab", "NK-aB"))
    assert [line for line in _keys(store) if line.startswith("ftm-nk-ab")] == [
        "ftm-nk-ab-2 ftm:NK-Ab Name NK-Ab"
    ]


@pytest.mark.parametrize(
    ("step", "found"),
    [("a-b", True), ("a-b-2", True), ("a-b-c", False), ("a-b2", False), ("a", False)],
)
def test_an_iri_ends_in_the_slug_of_its_key(step: str, found: bool) -> None:
    """As it is, or with a number."""
    assert is_minted_for(step, "A:b") is found


def test_a_state_is_no_person(tmp_path: Path) -> None:
    """A person with the Wikidata id of a state is refused, and the state keeps its names."""
    path = _ftm(tmp_path, "one.ftm.json", "C", qid="Q142")
    with pytest.raises(InputError, match="Q142 is a state, and the row says it is a person"):
        imported("ftm", path)
    person: Person = {
        "id": "c",
        "name": "C",
        "identifiers": [{"scheme": "wikidata", "identifier": "Q142"}],
    }
    with pytest.raises(InputError, match="Q142 is a state"):
        imported("popolo", _popolo(tmp_path, "some.json", person))


def test_a_cited_address_is_not_described(tmp_path: Path) -> None:
    """A source of a person is a page of ours that points to the address, and no more is said of
    what the address names."""
    address = "http://www.wikidata.org/entity/Q142"
    person: Person = {"id": "1", "name": "A", "sources": [{"url": address, "note": "Item"}]}
    made = imported("popolo", _popolo(tmp_path, "some.json", person))
    assert not ask(made, f"ASK {{ <{address}> ?p ?o }}")
    found = rows(
        made,
        """SELECT ?title ?address { ?passage prov:wasDerivedFrom ?page . ?page a ga:Document ;
           ga:documentType gc:web-page ; dcterms:title ?title ; rdfs:seeAlso ?address }""",
    )
    assert found == [("Item", "Q142")]
