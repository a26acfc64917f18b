"""Tests of the names that releases get after their files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.importers.release_names import release_names


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("m.2020.csv", "m.2020"),
        ("m.2021.csv.gz", "m.2021"),
        ("20180101000000.export.CSV.gz", "20180101000000"),
        ("targets.ftm.json", "targets"),
        ("iso_3166-1.json", "iso_3166-1"),
        ("pocom.tar.xz", "pocom"),
        ("hsg-visits", "hsg-visits"),
        ("a/data.csv", "a-data"),
        ("a/b/csv/Export.csv", "b-csv-Export"),
    ],
)
def test_a_file_gives_its_name(tmp_path: Path, path: str, name: str) -> None:
    """Without endings that say what it is, and with its folder's where many have that name."""
    assert release_names([tmp_path / path]) == [name]


def test_a_folder_gives_its_whole_name(tmp_path: Path) -> None:
    """A dot ends nothing there; one with a name of many comes with that above it."""
    for name in ("2020.csv", "a/data", "b/data"):
        (tmp_path / name).mkdir(parents=True)
    paths = [tmp_path / "2020.csv", tmp_path / "a/data", tmp_path / "b" / "data" / "." / ""]
    assert release_names(paths) == ["2020.csv", "a-data", "b-data"]


def test_the_root_has_no_folder_above() -> None:
    """And so no name to add."""
    assert release_names([Path("/data")]) == ["data"]
