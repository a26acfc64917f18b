"""Stores of these tests are kept in memory where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.store.disk import quick_folder, tmp_path

__all__ = ["module_path", "tmp_path"]


@pytest.fixture(scope="module")
def module_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for what the tests of a module copy."""
    with quick_folder(tmp_path_factory.mktemp("module")) as folder:
        yield folder
