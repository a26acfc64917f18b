"""Tests of kg.store.changes: which version last changed a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.changes import GraphVersions
from kg.store.log import Change, Entry, Log, now

G, H = "http://example.org/g", "http://example.org/h"


def append(log: Log, version: int, *graphs: str, **more: tuple[str, ...]) -> None:
    """Let a version change graphs."""
    changes = dict.fromkeys(graphs, Change(1, 0))
    log.append(Entry(version, now(), "", "load", changes, 1, **more))  # type: ignore[arg-type]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Version 1 changes both graphs, version 2 one of them."""
    found = Log(tmp_path / "log.jsonl")
    append(found, 1, G, H)
    append(found, 2, G)
    return found


def test_the_version_that_last_changed_a_graph(log: Log) -> None:
    """Up to the version that is asked of; 0 for a graph that nobody ever changed."""
    versions = GraphVersions(log)
    assert [versions.of(graph, 2) for graph in (G, H, "urn:none")] == [2, 1, 0]
    assert [versions.of(G, version) for version in (0, 1, 2, 9)] == [0, 1, 2, 2]


def test_a_graph_that_came_or_went_was_changed(log: Log) -> None:
    """Though it lost and gained no triple."""
    append(log, 3, created=(H,))
    append(log, 4, dropped=(G,))
    versions = GraphVersions(log)
    assert (versions.of(H, 4), versions.of(G, 4)) == (3, 4)


def test_appends_are_followed(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without reading again what was read; an unchanged log is not opened."""
    versions = GraphVersions(log)
    assert versions.of(H, 2) == 1
    read: list[int] = []
    lines = Log._lines

    def noted(log: Log, offset: int = 0) -> object:
        read.append(offset)
        return lines(log, offset)

    monkeypatch.setattr(Log, "_lines", noted)
    size = log.identity()[1]
    append(log, 3, H)
    assert [versions.of(H, 3), versions.of(H, 3)] == [3, 3]
    assert read == [size]


def test_a_line_that_is_half_written_waits(log: Log) -> None:
    """The look after the next finds it whole."""
    versions = GraphVersions(log)
    append(log, 3, H)
    whole = log._path.read_bytes()
    log._path.write_bytes(whole[:-7])
    assert versions.of(H, 3) == 1
    log._path.write_bytes(whole)
    assert versions.of(H, 3) == 3


def test_a_version_that_was_never_published_is_forgotten(log: Log) -> None:
    """A crash took it back, and another became version 3; twice, so that files may be reused."""
    versions = GraphVersions(log)
    for _ in range(2):
        append(log, 3, H)
        assert versions.of(H, 3) == 3
        log.rewind(2)
    append(log, 3, G, "urn:and-more")
    assert (versions.of(H, 3), versions.of(G, 3)) == (1, 3)


def test_a_rewritten_log_is_read_anew(log: Log) -> None:
    """Some name was scrubbed from it."""
    versions = GraphVersions(log)
    assert versions.of(H, 2) == 1
    log.rewrite([Entry(2, now(), "", "load", {G: Change(1, 0)}, 1)])
    assert (versions.of(H, 2), versions.of(G, 2)) == (0, 2)


def test_a_log_that_goes_away_holds_nothing(log: Log) -> None:
    """Rather than an error in a request."""
    versions = GraphVersions(log)
    assert versions.of(G, 2) == 2
    log._path.unlink()
    assert versions.of(G, 2) == 0
