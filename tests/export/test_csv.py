"""The tables of `kg export --format csv`: complete, valid, and safe to open."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas
import pytest
from csvw import CSVW

from kg.export import Selection
from kg.export.csv.cells import restore
from kg.lookup import read_day
from kg.store.embedded import DatasetStore
from tests.conftest import Load
from tests.export.csv_tables import HOSTILE, exported, metadata, rows, triples

DOCUMENT = Path("docs/exporting.md")
DATES = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:t a ga:Tenure ; ga:holder e:p ; ga:post e:o ; ga:startEarliest "%s"^^xsd:date ;
    ga:startLatest "%s"^^xsd:date .
"""


@pytest.fixture(scope="module")
def folder(demo_store: DatasetStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the packaged data."""
    made = tmp_path_factory.mktemp("csv") / "tables"
    exported(demo_store, made)
    return made


def valid(folder: Path) -> bool:
    """Whether the tables keep to their metadata: types, primary keys and foreign keys.

    It is not asked that every row has every foreign key.
    """
    checked = CSVW(str(folder / "csv-metadata.json"), validate=True, strict=False)
    assert checked.is_valid, [str(warning.message) for warning in checked.warnings]
    return True


def test_the_tables_hold_every_fact(demo_store: DatasetStore, tmp_path: Path) -> None:
    """What the metadata make of the tables is what is merged from the graphs, no less or more."""
    facts, _ = exported(demo_store, tmp_path / "tables")
    assert triples(tmp_path / "tables") == facts


def test_hostile_facts_are_held_too(load: Load, tmp_path: Path) -> None:
    """Values that fit no column, wrong types, unknown classes, blank nodes, formulas."""
    facts, losses = exported(load(hostile=HOSTILE), tmp_path / "tables")
    assert facts <= triples(tmp_path / "tables")
    assert "Blank nodes" in {loss.what for loss in losses.listed()}


@pytest.mark.parametrize("kinds", [(), ("tenure",), ("event", "claim")])
def test_the_tables_keep_to_their_metadata(
    demo_store: DatasetStore, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    """A reference to a thing of a kind that is left out is found in the table of things."""
    exported(demo_store, tmp_path / "tables", Selection(kinds=kinds))
    assert valid(tmp_path / "tables")


def test_hostile_tables_keep_to_their_metadata(load: Load, tmp_path: Path) -> None:
    """Line breaks, quotes, long texts and strange years make no table invalid."""
    exported(load(hostile=HOSTILE), tmp_path / "tables")
    assert valid(tmp_path / "tables")


def test_an_empty_dataset_has_tables(plain_store: DatasetStore, tmp_path: Path) -> None:
    """Tables without rows are valid as well."""
    exported(plain_store, tmp_path / "tables")
    assert valid(tmp_path / "tables")
    assert rows(tmp_path / "tables", "persons") == []


def test_no_cell_begins_a_formula(load: Load, tmp_path: Path) -> None:
    """In no table does a cell begin with a sign, but a date of a year before 1."""
    exported(load(hostile=HOSTILE), tmp_path / "tables")
    cells = [
        cell
        for path in (tmp_path / "tables").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
        for cell in row
    ]
    assert {cell for cell in cells if re.match(r"\s*[=+\-@\uff1d\t\r]", cell)} == {"-0044-03-15"}
    assert '=HYPERLINK("http://evil";"a")' in map(restore, cells)


def test_a_column_with_years_before_1_is_text(load: Load, tmp_path: Path) -> None:
    """Programs take no such day for a date, so that the column of this export is none."""
    exported(load(hostile=HOSTILE), tmp_path / "tables")
    tenures = next(t for t in metadata(tmp_path / "tables")["tables"] if t["url"] == "tenures.csv")
    types = {column["name"]: column.get("datatype") for column in tenures["tableSchema"]["columns"]}
    assert types["start_earliest"] == types["start_latest"] == "string"
    assert types["end_earliest"] == {"base": "date", "format": "yyyy-MM-dd"}


def test_the_narrowest_bounds_stand_in_the_row(load: Load, tmp_path: Path) -> None:
    """Those of the other source are other statements, and the report names both."""
    store = load(one=DATES % ("2020-01-01", "2020-12-31"), two=DATES % ("2020-05-01", "2020-05-31"))
    _, losses = exported(store, tmp_path / "tables")
    (tenure,) = rows(tmp_path / "tables", "tenures")
    assert (tenure["start_earliest"], tenure["start_latest"]) == ("2020-05-01", "2020-05-31")
    assert tenure["disputed"] == "false"
    others = {row["value"]: row["sources"] for row in rows(tmp_path / "tables", "statements")}
    assert others == dict.fromkeys(("2020-01-01", "2020-12-31"), "http://example.org/one")
    (loss,) = [loss for loss in losses.listed() if "differently" in loss.what]
    assert "startEarliest 2020-05-01 in http://example.org/two" in loss.examples[0]


def test_bounds_that_contradict_each_other_are_disputed(load: Load, tmp_path: Path) -> None:
    """The row says so, and the report counts it."""
    store = load(one=DATES % ("2020-01-01", "2020-12-31"), two=DATES % ("2021-05-01", "2021-05-31"))
    _, losses = exported(store, tmp_path / "tables")
    assert rows(tmp_path / "tables", "tenures")[0]["disputed"] == "true"
    assert "Things with disputed dates" in {loss.what for loss in losses.listed()}


def test_an_export_for_a_day_has_its_answers(demo_store: DatasetStore, tmp_path: Path) -> None:
    """Each tenure, membership and event that is left may have been on the day."""
    exported(demo_store, tmp_path / "tables", Selection(at=read_day("2025-11-28")))
    for table in ("tenures", "memberships", "events"):
        answers = {row["answer"] for row in rows(tmp_path / "tables", table)}
        assert answers <= {"true", "unknown", "disputed"}
    assert "true" in {row["answer"] for row in rows(tmp_path / "tables", "tenures")}
    assert "answer" not in rows(tmp_path / "tables", "sources")[0]


def test_every_graph_has_its_licence(demo_store: DatasetStore, tmp_path: Path) -> None:
    """It is in the tables even when the catalogue is not selected."""
    graph = "https://w3id.org/geoactors/graph/reference"
    exported(demo_store, tmp_path / "tables", Selection(graphs=(graph,)))
    described = {row["iri"]: row["licence"] for row in rows(tmp_path / "tables", "sources")}
    assert described[graph].startswith("https://creativecommons.org/")


def test_the_same_version_gives_the_same_bytes(
    demo_store: DatasetStore, folder: Path, tmp_path: Path
) -> None:
    """Nothing comes from the clock or from chance."""
    exported(demo_store, tmp_path / "tables")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "tables" / path.name).read_bytes()


def test_rows_stand_in_order(folder: Path) -> None:
    """In the order of the code points of their first column, as RFC 4180 ends their lines."""
    for path in folder.glob("*.csv"):
        assert path.read_bytes().endswith(b"\r\n")
        if path.stem != "data-dictionary":
            names = [next(iter(row.values())) for row in rows(folder, path.stem)]
            assert names == sorted(names)


def test_the_dictionary_has_every_column(folder: Path) -> None:
    """No more and no fewer than the files have, each with a meaning and what empty means."""
    known = {(row["table"], row["column"]) for row in rows(folder, "data-dictionary")}
    found = {
        (path.stem, name)
        for path in folder.glob("*.csv")
        if path.stem != "data-dictionary"
        for name in path.read_bytes().decode().partition("\r\n")[0].split(",")
    }
    assert known == found
    assert all(row["meaning"] and row["empty"] for row in rows(folder, "data-dictionary"))
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in folder.glob("*.csv")} <= set(re.findall(r"[a-z_-]+\.csv", readme))


def test_pandas_reads_them_as_the_documentation_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snippet of docs/exporting.md runs, and gives dates, truth values and references."""
    snippet = DOCUMENT.read_text(encoding="utf-8").partition("```python\nimport json\n")[2]
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec("import json\n" + snippet.partition("```")[0], names)
    tenures = names["tenures"]
    assert isinstance(tenures, pandas.DataFrame)
    assert tenures["start_latest"].dtype.kind == "M"
    assert tenures["disputed"].dtype == "boolean"
    assert set(tenures["holder"]) <= set(pandas.read_csv(folder / "things.csv")["iri"])
    assert isinstance(tenures["sources"].iloc[0], list)
