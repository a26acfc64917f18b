"""Tests of kg.workers.isolation, and of what workers can reach."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import UnavailableError
from kg.workers import Job, WorkerLimits, WorkerPool, isolation
from tests.running import endpoint
from tests.unit.workers.conftest import JSON

LEAVE = "from kg.workers.isolation import leave_network; print(leave_network())"


def federated(version: Path, address: str) -> Job:
    """A query that calls another endpoint, as none passes `kg.query_guards`."""
    return Job(version, "SELECT * { SERVICE <%s> { ?s ?p ?o } }" % address, JSON)  # noqa: UP031


def test_a_process_leaves_the_network() -> None:
    """What listened on loopback before answers no more."""
    command = [sys.executable, "-c", LEAVE]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"True\n"


def test_a_network_that_stays_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the platform cannot take it away."""
    monkeypatch.setattr(isolation, "unshare_network", lambda: None)
    assert isolation.leave_network() is False


def test_nothing_is_claimed_that_was_not_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing answers before, silence afterwards proves nothing."""
    monkeypatch.setattr(isolation, "unshare_network", lambda: None)
    monkeypatch.setattr(isolation, "_answers", lambda _: False)
    assert isolation.leave_network() is None

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("socket.create_server", refuse)
    assert isolation.leave_network() is None


def test_a_worker_calls_nobody(version: Path, pool: WorkerPool) -> None:
    """A query with SERVICE fails, and no connection is made."""
    assert pool.isolated is True
    with endpoint() as host:
        with pytest.raises(UnavailableError):
            pool.run(federated(version, host.address))
        assert host.calls == []


def test_a_worker_with_the_network_would_call(version: Path) -> None:
    """So that the test above can fail."""
    with WorkerPool(WorkerLimits(network=True)) as open_pool, endpoint() as host:
        assert open_pool.isolated is None
        with pytest.raises(UnavailableError):
            open_pool.run(federated(version, host.address))
        assert len(host.calls) == 1
