"""Tests of where an import writes: the store, the report, the rows set aside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.import_places import new_store
from kg.store.embedded import DatasetStore
from tests.conftest import Finished, Kg
from tests.importers.support import FIXTURES

TABLE, MAPPING = (FIXTURES / "csv" / f"ministers.{ending}" for ending in ("csv", "toml"))
REFUSING = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ga: <https://w3id.org/geoactors/ns#> .
<urn:x:refusing> a sh:NodeShape ; sh:targetClass ga:Person ; sh:property <urn:x:never> .
<urn:x:never> a sh:PropertyShape ; sh:path ga:never ; sh:minCount 1 .
"""
"""No person passes these shapes."""


@pytest.fixture
def refusing(tmp_path: Path) -> Path:
    """A file of shapes that refuse every import of persons."""
    path = tmp_path / "refusing.ttl"
    path.write_text(REFUSING, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A table whose last row cannot be read."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "broken.csv"
    path.write_text("\n".join([*lines, "one cell"]) + "\n", encoding="utf-8")
    return path


def load_table(kg: Kg, *arguments: str | Path, table: Path = TABLE) -> Finished:
    """Import a table of ministers."""
    return kg("import", "csv", table, "--mapping", MAPPING, *arguments)


@pytest.mark.parametrize("place", [".", "missing/report.json"])
def test_a_report_that_cannot_be_written_stores_nothing(kg: Kg, tmp_path: Path, place: str) -> None:
    """It is refused before anything is read."""
    store = tmp_path / "store"
    done = load_table(kg, "--store", store, "--report", tmp_path / place)
    assert (done.code, "cannot be written" in done.err) == (2, True), done.err
    assert not store.exists()


def test_a_refused_import_leaves_its_report_and_no_store(
    kg: Kg, tmp_path: Path, refusing: Path
) -> None:
    """The report is of the rows; a folder that was there empty stays, and none is left above."""
    (tmp_path / "empty").mkdir()
    report = tmp_path / "report.json"
    for store in (tmp_path / "empty", tmp_path / "new" / "store"):
        report.unlink(missing_ok=True)
        done = load_table(kg, "--store", store, "--shapes", refusing, "--report", report)
        assert done.code == 1, done.err
        assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 11
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (tmp_path / "new").exists()


def test_a_store_that_stands_is_not_taken_away(kg: Kg, tmp_path: Path, refusing: Path) -> None:
    """Though it is at its first version, and refuses what is imported."""
    store = tmp_path / "store"
    assert kg("load", "--store", store, "--states", "--shapes", refusing).code == 0
    assert load_table(kg, "--store", store).code == 1
    assert DatasetStore.open(store).version == 1


def test_a_file_that_cannot_be_read_makes_no_store(kg: Kg, tmp_path: Path, broken: Path) -> None:
    """Nor does a dataset without source graphs."""
    store = tmp_path / "store"
    assert load_table(kg, "--store", store, table=broken).code == 2
    done = load_table(kg, "--store", store, "--default-graph", "own")
    assert (done.code, "no source graphs" in done.err) == (2, True)
    assert not store.exists()


def test_what_another_put_beside_a_store_that_fails_stays(tmp_path: Path) -> None:
    """Only what was made for the store is taken away."""
    folder = tmp_path / "new" / "store"
    with new_store(folder, None):
        (tmp_path / "new" / "other").write_text("kept")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["other"]


@pytest.mark.parametrize("place", ["file", "file/folder", "full"])
def test_rows_are_set_aside_in_a_new_or_empty_folder(
    kg: Kg, tmp_path: Path, broken: Path, place: str
) -> None:
    """Anything else is refused before anything is read, and stays as it is."""
    (tmp_path / "file").write_text("kept")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "broken.csv").write_text("repaired")
    aside, store = tmp_path / place, tmp_path / "store"
    done = load_table(kg, "--store", store, "--keep-going", "--set-aside", aside, table=broken)
    assert (done.code, "cannot be set aside here" in done.err) == (2, True), done.err
    assert (tmp_path / "full" / "broken.csv").read_text() == "repaired"
    assert not store.exists()


def test_it_is_told_where_rows_were_set_aside(kg: Kg, tmp_path: Path, broken: Path) -> None:
    """And nothing is when none were, though the folder is there."""
    aside = tmp_path / "aside"
    aside.mkdir()
    options = ("--dry-run", "--keep-going", "--set-aside", aside)
    done = load_table(kg, *options)
    assert (done.code, "set aside" in done.err) == (0, False)
    done = load_table(kg, *options, table=broken)
    assert (done.code, f"Rows set aside for repair are in {aside}." in done.err) == (0, True)


def test_two_years_of_a_table_are_two_graphs(kg: Kg, tmp_path: Path) -> None:
    """Where only the middle of the name tells them apart."""
    store, mapping = tmp_path / "store", tmp_path / "mapping.toml"
    text = MAPPING.read_text(encoding="utf-8")
    mapping.write_text(text.replace('key = "ministers"\n', ""), encoding="utf-8")
    for year in (2020, 2021):
        table = tmp_path / f"m.{year}.csv"
        table.write_bytes(TABLE.read_bytes())
        assert kg("import", "csv", table, "--mapping", mapping, "--store", store).code == 0
    graphs = DatasetStore.open(store).snapshot().graphs()
    assert [g.rpartition("/")[2] for g in graphs if "/doc/" in g] == ["csv-m-2020", "csv-m-2021"]
