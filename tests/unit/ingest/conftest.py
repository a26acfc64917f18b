"""Stores of these tests are kept in memory where that is possible."""

from __future__ import annotations

from tests.unit.store.disk import tmp_path

__all__ = ["tmp_path"]
