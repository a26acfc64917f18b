"""Tests of `kg correct`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.store.embedded import DatasetStore
from tests.conftest import Finished, Kg

ARTICLE = "https://w3id.org/geoactors/graph/doc/58d4d7d1640f7572"
TENURE = "tenure:shoigu-defence-1"
PREFIXES = (
    "PREFIX ga: <https://w3id.org/geoactors/ns#>"
    " PREFIX tenure: <https://w3id.org/geoactors/id/tenure/>"
)
WHERE = ("--document", "https://example.org/decree-334", "--locator", "article 1")
WHY = ("--reason", "The decree is of 12 May.", "--by", "Jane Roe", "--date", "2026-11-26")


@pytest.fixture
def copy(demo_store: DatasetStore, tmp_path: Path) -> DatasetStore:
    """The packaged data, to be changed."""
    shutil.copytree(demo_store.folder, tmp_path / "store")
    return DatasetStore.open(tmp_path / "store")


def corrected(kg: Kg, store: DatasetStore, *more: str) -> Finished:
    """Correct the end of a tenure that the article gives as May 2024."""
    options = ("--store", str(store.folder), *WHERE, *WHY)
    return kg("correct", TENURE, "ga:edtf", *options, *more)


def test_a_correction_takes_nothing_away(kg: Kg, copy: DatasetStore) -> None:
    """The old value stays in the graph of its source; the new one is in a graph of its own, with
    the bounds that follow from it, and a stored query tells both."""
    done = corrected(kg, copy, "--to", "/2024-05-12")
    assert (done.code, done.err) == (0, "")
    assert f"Corrected what <{ARTICLE}> says; published as version 2." in done.out
    said = kg("query", "--store", str(copy.folder), "corrections", "--format", "csv").out
    assert "/2024-05,/2024-05-12,The decree is of 12 May.,Jane Roe" in said
    assert said.rstrip().endswith(ARTICLE)
    ends = kg(
        *("query", "--store", str(copy.folder), "--format", "csv"),
        *("-q", f"{PREFIXES} SELECT ?g ?end {{ GRAPH ?g {{ {TENURE} ga:endLatest ?end }} }}"),
    ).out.splitlines()
    assert sorted(line.rpartition(",")[2] for line in ends[1:]) == ["2024-05-12", "2024-05-31"]


def test_the_same_correction_is_stored_once(kg: Kg, copy: DatasetStore) -> None:
    """The version stays, and so does the graph."""
    assert corrected(kg, copy, "--to", "/2024-05-12").code == 0
    again = corrected(kg, copy, "--value", "/2024-05", "--to", "/2024-05-12")
    assert (again.code, again.out) == (0, "Nothing changed; the store stays at version 2.\n")


def test_two_editors_are_two_words(kg: Kg, copy: DatasetStore) -> None:
    """Who corrects the same does not speak for whom did so before."""
    assert corrected(kg, copy, "--to", "/2024-05-12").code == 0
    again = corrected(kg, copy, "--to", "/2024-05-12", "--value", "/2024-05", "--by", "Bob")
    assert again.code == 0
    said = kg("query", "--store", str(copy.folder), "corrections", "--format", "csv").out
    assert "Jane Roe" in said
    assert "Bob" in said


def test_a_statement_may_only_be_marked(kg: Kg, copy: DatasetStore) -> None:
    """Without a right value the correction says that the statement is wrong, and no more."""
    assert corrected(kg, copy).code == 0
    said = kg("query", "--store", str(copy.folder), "corrections", "--format", "csv").out
    assert "/2024-05,,The decree is of 12 May.,Jane Roe" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((TENURE, "ga:acting", *WHERE), "No source says anything of tenure:shoigu-defence-1"),
        ((TENURE, "ga:edtf", "--value", "2001", *WHERE), "It has: '/2024-05'."),
        (("agent:sergei-shoigu", "skos:prefLabel", *WHERE), "has several values"),
        ((TENURE, "ga:edtf", "--to", "/2024-05", *WHERE), "The new value is the old one."),
        ((TENURE, "ga:edtf", *WHERE[:2]), "Give --quote or --locator."),
        ((TENURE, "ga:edtf", "--date", "soon", *WHERE), "--date:"),
        (("no iri", "ga:edtf", *WHERE), "is no IRI"),
        ((TENURE, "ga:edtf", "--document", "urn:x", "--quote", "x"), "page of the web"),
        ((TENURE, "ga:edtf", *WHERE, "--quote", "a\x07b"), "control character U+0007"),
        ((TENURE, "ga:edtf", *WHERE, "--language", "x y"), "is no tag of a language"),
        ((TENURE, "ga:edtf", *WHERE, "--reason", " "), "Give --reason"),
        ((TENURE, "ga:holder", "--to", "<no iri>", *WHERE), "is no IRI"),
    ],
)
def test_what_cannot_be_corrected(
    kg: Kg, copy: DatasetStore, arguments: tuple[str, ...], sentence: str
) -> None:
    """A sentence says why, the exit code is 2, and nothing is stored."""
    done = kg("correct", *WHY, *arguments, "--store", str(copy.folder))
    assert done.code == 2
    assert sentence in done.err
    assert DatasetStore.open(copy.folder).version == 1


def test_iris_are_those_that_were_decided_to_be_written(kg: Kg, copy: DatasetStore) -> None:
    """Another IRI of the thing leads to its statements, and is no other value."""
    alias = "agent:shoigu-again"
    (copy.folder.parent / "more.ttl").write_text(
        "@prefix agent: <https://w3id.org/geoactors/id/agent/> ."
        f" {alias} a <https://w3id.org/geoactors/ns#Person> ;"
        ' <http://www.w3.org/2004/02/skos/core#prefLabel> "S. Shoigu"@en .',
        encoding="utf-8",
    )
    store = ("--store", str(copy.folder))
    more = ("--graph", "https://w3id.org/geoactors/graph/doc/more", copy.folder.parent / "more.ttl")
    assert kg("load", *store, *more).code == 0
    pair = (alias, "agent:sergei-shoigu")
    assert kg("identity", "accept", *store, *pair).code == 0
    names = "skos:prefLabel", "--value", "Sergei Shoigu", "--to", "Sergey Shoigu"
    first, second = (kg("correct", iri, *names, *store, *WHERE, *WHY) for iri in pair)
    assert first.code == 0, first.err
    assert second.out.startswith("Nothing changed")
    same = kg("correct", TENURE, "ga:holder", "--to", alias, *store, *WHERE, *WHY)
    assert (same.code, "The new value is the old one." in same.err) == (2, True)
    named = kg("correct", TENURE, "ga:holder", "--value", alias, *store, *WHERE, *WHY)
    assert named.code == 0, named.err


def test_a_correction_passes_the_gate(kg: Kg, copy: DatasetStore) -> None:
    """A new value that breaks the shapes is refused with the report."""
    done = corrected(kg, copy, "--to", "neither a date nor a period")
    assert done.code == 1
    assert "The date cannot be read" in done.out
    assert DatasetStore.open(copy.folder).version == 1
