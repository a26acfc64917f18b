"""Tests of what workers need of kg.store.snapshot: pieces, first rows, versions that stay."""

from __future__ import annotations

import fcntl
import io
import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError, UnavailableError
from kg.store.snapshot import Snapshot
from tests.unit.workers.conftest import THINGS, E, unused

ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"


def opened(folder: Path) -> Snapshot:
    """The version at a folder."""
    return Snapshot.open(folder, 1, E)


def test_a_version_is_locked_while_it_is_open(version: Path) -> None:
    """By each that has it open, until it is closed or forgotten."""
    one, other = opened(version), opened(version)
    one.close()
    assert not unused(version)
    del other
    assert unused(version)


def test_a_version_that_is_being_removed_cannot_be_opened(version: Path) -> None:
    """Whoever removes it holds the lock."""
    handle = os.open(version, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(UnavailableError, match="cannot be opened"):
            opened(version)
    finally:
        os.close(handle)


def test_a_folder_without_a_version_is_not_kept(tmp_path: Path) -> None:
    """Nor locked."""
    with pytest.raises(UnavailableError):
        opened(tmp_path)
    assert unused(tmp_path)


def test_rows_are_given_as_far_as_wanted(version: Path) -> None:
    """And whether there are more."""
    snapshot = opened(version)
    names, rows, more = snapshot.first_rows(ALL, 2)
    assert (names, rows, more) == (["o"], [{"o": ox.Literal(0)}, {"o": ox.Literal(1)}], True)
    assert snapshot.first_rows(ALL, THINGS)[2] is False
    assert snapshot.first_rows("SELECT ?o { <7> ?p ?o }", 2, base_iri=E)[1] == [
        {"o": ox.Literal(7)}
    ]


def test_a_large_graph_is_written_as_it_comes(
    version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same triples, but in no order."""
    snapshot = opened(version)
    ordered = snapshot.serialise(GRAPH, ox.RdfFormat.N_TRIPLES)
    monkeypatch.setattr("kg.store.dataset.MAX_SORTED", THINGS - 1)
    output = io.BytesIO()
    snapshot.write(GRAPH, ox.RdfFormat.N_TRIPLES, output)
    assert output.getvalue() != ordered
    assert sorted(output.getvalue().splitlines()) == sorted(ordered.splitlines())


def test_a_base_that_is_no_iri_is_the_caller_s_mistake(version: Path) -> None:
    """It comes from a request."""
    with pytest.raises(InputError, match="cannot be run"):
        opened(version).write("ASK {}", ox.QueryResultsFormat.CSV, io.BytesIO(), base_iri="no iri")
