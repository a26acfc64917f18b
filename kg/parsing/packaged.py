"""The packaged data that other data refers to, parsed once in a process."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.parsing.documents import parse_path
from kg.resources import reference_files


@cache
def reference_quads() -> tuple[ox.Quad, ...]:
    """The packaged states, each quad in the graph of its file."""
    return tuple(quad for path in reference_files() for quad in parse_path(path).quads)
