"""The tools that import a folder of sources, and write the packaged selections from them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.gate import packaged_gate
from kg.ingest import graphs_of, ingest
from kg.parsing import parse_path
from kg.resources import article_files
from kg.store.embedded import DatasetStore
from tools.generate_data import selected, write
from tools.import_sources import SOURCES, main

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
ONLY = ("hsg-visits", "wikidata-cabinets")
RETRIEVED = ("--retrieved", "2026-11-23")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources as the tools take it: the fixtures of two formats."""
    folder = tmp_path_factory.mktemp("sources")
    for name in ONLY:
        shutil.copytree(FIXTURES / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def imported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> DatasetStore:
    """A store that the tool has filled."""
    store = tmp_path_factory.mktemp("imported") / "store"
    only = [argument for name in ONLY for argument in ("--only", name)]
    assert main([str(folder), "--store", str(store), *RETRIEVED, *only]) == 0
    return DatasetStore.open(store)


def test_a_folder_of_sources_becomes_one_store(imported: DatasetStore) -> None:
    """Each release is a graph of its own, and the shapes hold for all of it."""
    graphs = {name.rpartition("/")[2] for name in imported.snapshot().graphs()}
    assert graphs >= {"hsg-visits", "wikidata-cabinets-estonia", "states", "catalogue"}


def test_a_source_that_is_missing_ends_it(tmp_path: Path) -> None:
    """Half a dataset is not taken for the whole."""
    with pytest.raises(SystemExit, match="is missing"):
        main([str(tmp_path), "--store", str(tmp_path / "store")])
    assert not (tmp_path / "store").exists()


def test_every_source_names_a_format_of_the_importers() -> None:
    """What the tool imports can be imported."""
    from kg.importers import list_formats

    assert {source.format for source in SOURCES} <= {found.name for found in list_formats()}


def test_a_selection_can_be_loaded_again(imported: DatasetStore, tmp_path: Path) -> None:
    """What is written conforms, with what it points to, and is the same in every run."""
    snapshot = imported.snapshot()
    for run in ("first", "second"):
        write(snapshot, tmp_path / run)
    files = sorted((tmp_path / "first").iterdir())
    assert [path.name for path in files][:1] == ["catalogue.trig"]
    assert len(files) > 1
    for path in files:
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()
    store = DatasetStore.create(tmp_path / "store")
    documents = [parse_path(path) for path in (*article_files(), *files)]
    assert ingest(store, graphs_of(documents), packaged_gate()).report.conforms


def test_a_selection_holds_offices_and_not_all_posts(imported: DatasetStore) -> None:
    """Tenures of presidents and prime ministers are in it, of ministers of culture not."""
    (triples,) = [found for graph, found in selected(imported.snapshot()) if "cabinets" in graph]
    posts = {t.object.value for t in triples if t.predicate.value.endswith("#post")}  # type: ignore[union-attr]
    assert posts
    labels = {
        t.object.value  # type: ignore[union-attr]
        for t in triples
        if t.predicate.value.endswith("prefLabel") and t.subject.value in posts  # type: ignore[union-attr]
    }
    assert labels <= {
        "President",
        "Prime Minister",
        "Minister of Foreign Affairs",
        "President of Estonia",
        "Prime Minister of Estonia",
        "Minister of Defence",
    }
