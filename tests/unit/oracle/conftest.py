"""The same Turtle as in the tests of what the oracle is held against."""

from __future__ import annotations

from tests.unit.validation.conftest import build, quads

__all__ = ["build", "quads"]
