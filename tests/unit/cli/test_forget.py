"""Tests of `kg forget`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from tests.conftest import Kg, Load
from tests.unit.store.disk import listing

CLAIM = "https://w3id.org/geoactors/id/claim/china-in-war"


@pytest.fixture
def copy(demo_store: DatasetStore, tmp_path: Path) -> DatasetStore:
    """The packaged data, to be changed."""
    shutil.copytree(demo_store.folder, tmp_path / "store")
    return DatasetStore.open(tmp_path / "store")


def test_things_are_forgotten_for_good(kg: Kg, load: Load) -> None:
    """The command says how many statements went, and as which version."""
    secret = "b52f0e81c7d94a36"
    store = load(g=f"e:x e:name '{secret}' . e:y e:knows e:x .", h="e:z e:p 1 .")
    done = kg("forget", "--store", store.folder, "http://example.org/x")
    assert (done.code, done.out) == (0, "Erased 2 statements; published as version 2.\n")
    assert not any(secret.encode() in data for data in listing(store.folder).values() if data)
    again = kg("forget", "--store", store.folder, "http://example.org/x")
    assert (again.code, again.out) == (0, "Erased 0 statements; published as version 3.\n")


def test_what_cannot_stand_alone_is_shown(kg: Kg, copy: DatasetStore) -> None:
    """With the report of the gate; named together, both may go."""
    before = listing(copy.folder)
    done = kg("forget", "--store", copy.folder, "agent:wang-yi")
    assert done.code == 1
    assert done.out.startswith("Does not conform")
    assert "name it to be forgotten too" in done.err
    assert {**listing(copy.folder), "lock": b""} == {**before, "lock": b""}


def test_packaged_shapes_stand_without_what_was_forgotten(kg: Kg, copy: DatasetStore) -> None:
    """The content of a claim goes by the name of its graph, together with who claimed it."""
    stances = [
        iri
        for iri in (
            quad.subject.value
            for quad in copy.snapshot().quads()
            if getattr(quad.object, "value", "") == CLAIM and hasattr(quad.subject, "value")
        )
        if "/graph/" not in iri
    ]
    done = kg("forget", "--store", copy.folder, "claim:china-in-war", *sorted(set(stances)))
    assert done.code == 0, done.out
    assert CLAIM not in copy.snapshot().graphs()
    assert check_store(copy) == []


@pytest.mark.parametrize(
    ("iris", "said"),
    [
        ((), "Missing argument"),
        (("urn:nobody",), "Nothing names urn:nobody"),
        (("no iri",), "is no IRI"),
        (("rdf:type",), "a property or a class"),
        (("ga:holder",), "a property or a class"),
        (("https://w3id.org/geoactors/graph/catalogue",), "kept by the store itself"),
    ],
)
def test_what_cannot_be_forgotten_ends_with_2(
    kg: Kg, copy: DatasetStore, iris: tuple[str, ...], said: str
) -> None:
    """With a sentence, and without a change."""
    done = kg("forget", "--store", copy.folder, *iris)
    assert (done.code, said in done.err) == (2, True), done.err
    assert copy.version == 1
