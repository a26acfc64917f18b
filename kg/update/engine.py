"""Reads pieces of updates with the engine's own parser, on stores that are empty and thrown away.

In this package it alone uses pyoxigraph.Store. No pattern of a request is run here.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import pyoxigraph as ox

from kg.sparql import Piece, located

DATA = "INSERT DATA "
"""Stands before the quads that `read_quads` reads."""

PATTERN = "DROP GRAPH <urn:x-geoactors:nothing> ; INSERT {} WHERE "
"""Stands before the pattern that `check_pattern` reads.

The engine reads a request whole before it runs any of it. The first operation
fails, so that the second, which holds the pattern, is read and never run.
"""


class Names(NamedTuple):
    """What the names in a piece are short for."""

    base_iri: str | None
    prefixes: dict[str, str]


def read_quads(piece: Piece, names: Names) -> frozenset[ox.Quad]:
    """Read the quads of a piece that begins with `DATA`; blank nodes get new labels.

    Raises:
        QuerySyntaxError: with the line and column in the request.
    """
    store = ox.Store()
    _update(store, piece, names)
    return frozenset(store)


def check_pattern(piece: Piece, names: Names) -> None:
    """Read a group graph pattern, in a piece that begins with `PATTERN`, without running it.

    Raises:
        QuerySyntaxError: with the line and column in the request.
    """
    try:
        _update(ox.Store(), piece, names)
    except RuntimeError:
        return
    raise AssertionError("the engine ran what it should only have read")


def _update(store: ox.Store, piece: Piece, names: Names) -> None:
    def read(text: str) -> None:
        with suppress(RuntimeError):  # it was read, and failed as `PATTERN` wants it to
            ox.Store().update(text, base_iri=names.base_iri, prefixes=names.prefixes)

    try:
        store.update(piece.text, base_iri=names.base_iri, prefixes=names.prefixes)
    except SyntaxError as error:
        raise located(error, piece, read) from error
