"""Tests of `kg identity`: help, refusals and forms, in the process of the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Kg, Load

PERSON = (
    "e:{0} a <https://w3id.org/geoactors/ns#Person> ;"
    " <http://www.w3.org/2004/02/skos/core#prefLabel> '{1}'@en ."
)
GA = "https://w3id.org/geoactors/ns#"
ONE, TWO = "http://example.org/one", "http://example.org/two"


def test_every_subcommand_shows_an_example(kg: Kg) -> None:
    """And what it does."""
    for name in ("candidates", "accept", "reject", "list", "revoke"):
        done = kg("identity", name, "--help")
        assert done.code == 0
        assert f"kg identity {name}" in done.out


def test_a_decision_is_listed_in_every_form(kg: Kg, load: Load) -> None:
    """For people, for tables and for programs."""
    store = load(g=PERSON.format("one", "A"), h=PERSON.format("two", "A"))
    accepted = kg("identity", "accept", "--store", store.folder, ONE, TWO, "--reason", "Seen.")
    assert (accepted.code, accepted.out) == (0, "1 pair accepted; the store is at version 2.\n")
    table = kg("identity", "list", "--store", store.folder).out
    assert "accepted" in table
    assert "Seen." in table
    [line] = kg("identity", "list", "--store", store.folder, "--format", "json").out.splitlines()
    assert json.loads(line)["canonical"] == ONE
    header, row = kg(
        "identity", "list", "--store", store.folder, "--format", "tsv"
    ).out.splitlines()
    assert header.split("\t")[:3] == ["decision", "first", "second"]
    assert row.split("\t")[:4] == ["accepted", ONE, TWO, ONE]


@pytest.mark.parametrize("form", ["table", "tsv", "json"])
def test_candidates_of_nothing_are_none(kg: Kg, load: Load, form: str) -> None:
    """An empty answer is an answer."""
    store = load(g="e:s e:p 1 .")
    done = kg("identity", "candidates", "--store", store.folder, "--format", form)
    assert done.code == 0
    assert ONE not in done.out


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ga: <https://w3id.org/geoactors/ns#> .
<urn:shape> a sh:NodeShape ; sh:targetClass ga:Person ;
    sh:property <urn:one-code> . <urn:one-code> sh:path ga:actorCode ; sh:maxCount 1 ."""


def test_rules_leave_out_what_the_shapes_refuse(kg: Kg, tmp_path: Path) -> None:
    """The other pairs are accepted."""
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    for graph in "gh":
        text = "".join(
            f"<urn:{graph}{number}> a <{GA}Person> ; <{GA}actorCode> '{code}' ;"
            f" <https://schema.org/sameAs> <http://www.wikidata.org/entity/Q{number}> .\n"
            for number, code in (("1", "A"), ("2", graph))
        )
        (tmp_path / "data.ttl").write_text(text, encoding="utf-8")
        done = kg(
            *("load", "--store", tmp_path / "store", "--shapes", tmp_path / "shapes.ttl"),
            *("--graph", f"urn:graph:{graph}", tmp_path / "data.ttl"),
        )
        assert done.code == 0, done.err
    done = kg("identity", "candidates", "--store", tmp_path / "store", "--accept-above", "0.9")
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "1 pair accepted; the store is at version 3.",
            "1 left out: with them the dataset would break the shapes.",
        ],
    )


def test_what_the_gate_remarks_is_shown(kg: Kg, tmp_path: Path) -> None:
    """A decision that it warns of is made."""
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    mild = "sh:maxCount 1 ; sh:severity sh:Warning ; sh:message 'Two codes.'@en ."
    shapes.write_text(SHAPES.replace("sh:maxCount 1 .", mild), encoding="utf-8")
    store = ("--store", tmp_path / "store")
    for name in ("one", "two"):
        data.write_text(f"<urn:{name}> a <{GA}Person> ; <{GA}actorCode> '{name}' .")
        loaded = kg("load", *store, "--shapes", shapes, "--graph", f"urn:graph:{name}", data)
        assert loaded.code == 0, loaded.err
    done = kg("identity", "accept", *store, "urn:one", "urn:two")
    assert (done.code, done.out) == (0, "1 pair accepted; the store is at version 3.\n")
    assert "Two codes." in done.err
