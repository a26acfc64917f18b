"""Indexes as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnavailableError
from kg.search.building import write_index
from tests.search.versions import Triples, packaged


@pytest.fixture(scope="module")
def version() -> Triples:
    """All packaged data."""
    return packaged()


def test_the_same_version_gives_the_same_bytes(version: Triples, tmp_path: Path) -> None:
    """With the same SQLite, whatever the order of the triples."""
    paths = [tmp_path / "one.sqlite", tmp_path / "two.sqlite"]
    write_index(version, paths[0])
    write_index(version.turned(), paths[1])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_place_that_cannot_be_written_is_told(version: Triples, tmp_path: Path) -> None:
    """And nothing is raised that a caller does not know."""
    with pytest.raises(UnavailableError, match="cannot be written"):
        write_index(version, tmp_path / "missing" / "index.sqlite")
