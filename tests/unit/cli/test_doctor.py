"""Tests of `kg doctor`: the installation, and a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import __version__
from kg.gate import packaged_validators
from kg.resources import resource_root
from kg.store.embedded import DatasetStore
from tests.conftest import Kg, Load


def test_a_sound_installation_is_said_to_be(kg: Kg) -> None:
    """With the releases of what it runs on."""
    done = kg("doctor")
    assert done.code == 0
    assert done.out.startswith(f"geoactors {__version__}, Python 3.")
    assert "pyoxigraph 0." in done.out
    assert "queries and data can be read." in done.out


def spoil_query(root: Path) -> None:
    """A stored query that is none."""
    next((root / "queries" / "served").glob("*.rq")).write_text("# What?\nSELECT * WHERE { ?s")


def spoil_shapes(root: Path) -> None:
    """Shapes that are no Turtle."""
    next((root / "shapes").glob("*.ttl")).write_text("@prefix")


def spoil_context(root: Path) -> None:
    """A context that is no JSON."""
    (root / "ontology" / "context.jsonld").write_text("{")


def spoil_ontology(root: Path) -> None:
    """A file that is gone."""
    (root / "ontology" / "core.ttl").unlink()


@pytest.mark.parametrize("spoil", [spoil_query, spoil_shapes, spoil_context, spoil_ontology])
def test_a_broken_installation_ends_with_4(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object
) -> None:
    """It says which part is broken, and what to do."""
    for name in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(resource_root() / name, tmp_path / name)
    assert callable(spoil)
    spoil(tmp_path)
    monkeypatch.setattr("kg.resources.resource_root", lambda: tmp_path)
    monkeypatch.setattr("kg.cli.doctor.packaged_validators", packaged_validators.__wrapped__)
    done = kg("doctor")
    assert (done.code, "Traceback" in done.err) == (4, False)
    broken = [line for line in done.out.splitlines() if line.startswith("Broken: ")]
    assert broken
    assert all(line.endswith("Install geoactors again.") for line in broken)
    assert "can be read" not in done.out


def test_a_whole_store_is_said_to_be(kg: Kg, load: Load) -> None:
    """In a line."""
    store = load(g="e:s e:p 1 .")
    done = kg("doctor", "--store", store.folder)
    assert done.code == 0
    last = done.out.splitlines()[-1]
    assert last == f"{store.folder}: version 1 is whole, and the journal leads to it."


def test_a_leftover_is_only_noted(kg: Kg, load: Load) -> None:
    """The next write removes it."""
    store = load(g="e:s e:p 1 .")
    (store.folder / "journal" / "next.rdfp").touch()
    done = kg("doctor", "--store", store.folder)
    assert done.code == 0
    assert "Note: A write that broke off left journal/next.rdfp. The next write" in done.out


def add_to_default(store: DatasetStore) -> None:
    """A triple that no source states."""
    opened = ox.Store(str(store.versions.path(1)))
    opened.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    opened.flush()


def lose_current(store: DatasetStore) -> None:
    """The file that names the published version."""
    (store.folder / "CURRENT").unlink()


def lose_patch(store: DatasetStore) -> None:
    """The patch of the published version."""
    store.journal.patch(1).unlink()


def lose_version(store: DatasetStore) -> None:
    """The published version."""
    shutil.rmtree(store.versions.path(1))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (add_to_default, "is not the union of the accepted graphs"),
        (lose_current, "CURRENT cannot be read"),
        (lose_patch, "lacks a patch"),
        (lose_version, "Version 1 cannot be read"),
    ],
)
def test_a_damaged_store_ends_with_4(kg: Kg, load: Load, spoil: object, said: str) -> None:
    """A line for each finding, with what to run."""
    store = load(g="e:s e:p 1 .")
    assert callable(spoil)
    spoil(store)
    done = kg("doctor", "--store", store.folder)
    found = [line for line in done.out.splitlines() if line.startswith("Damaged: ")]
    assert (done.code, len(found), said in found[0]) == (4, 1, True)
    assert "`kg " in found[0] or "CURRENT" in found[0]
    assert "is whole" not in done.out
