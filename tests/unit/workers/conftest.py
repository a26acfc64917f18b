"""Versions on disk, and pools to ask them with."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from kg.workers import Job, WorkerLimits, WorkerPool

E = "http://example.org/"
THINGS = 1000
JSON = ox.QueryResultsFormat.JSON

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A thousand million solutions, and no row before the last."""

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A thousand million rows, that come at once."""

MakeVersion: TypeAlias = Callable[[str, int], Path]


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait for what another process or thread does, in steps of 5 ms."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def gone(pid: int) -> bool:
    """Whether all threads of a process have ended, also when nobody has waited for it yet."""
    try:
        stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return all(stat.rpartition(")")[2].split()[0] == "Z" for stat in stats)


def unused(folder: Path) -> bool:
    """Whether nobody reads a version, as the one who removes versions finds out."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def ask(folder: Path) -> Job:
    """The cheapest question."""
    return Job(folder, "ASK {}", JSON)


@pytest.fixture(scope="module")
def make_version(tmp_path_factory: pytest.TempPathFactory) -> MakeVersion:
    """Make a version with a number of things, numbered from 0, in a folder of a given name."""

    def make(name: str, things: int) -> Path:
        place = tmp_path_factory.mktemp("store")
        store = ox.Store(str(place / "staging"))
        number = ox.NamedNode(f"{E}number")
        store.bulk_extend(
            ox.Quad(ox.NamedNode(f"{E}{i}"), number, ox.Literal(i)) for i in range(things)
        )
        store.flush()
        store.backup(str(place / name))
        return place / name

    return make


@pytest.fixture(scope="module")
def version(make_version: MakeVersion) -> Path:
    """A version with a thousand things."""
    return make_version("1", THINGS)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """A pool with room for two jobs, that tests of a module share."""
    with WorkerPool(WorkerLimits(workers=2, seconds=20.0)) as shared:
        yield shared
