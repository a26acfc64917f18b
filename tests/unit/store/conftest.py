"""Stores of these tests are kept in memory where that is possible."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.store.disk import quick_folder


@pytest.fixture
def tmp_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own; what is temporary lies there too."""
    with quick_folder(tmp_path) as folder:
        for name in ("own", "scratch"):
            (folder / name).mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "scratch"))
        yield folder / "own"


@pytest.fixture(scope="module")
def module_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for what the tests of a module copy."""
    with quick_folder(tmp_path_factory.mktemp("module")) as folder:
        yield folder
