"""Tests of kg.workers.spawner and kg.workers.zygote."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest

from kg.errors import UnavailableError
from kg.workers import WorkerLimits
from kg.workers.spawner import Spawner
from kg.workers.zygote import Zygote
from tests.unit.workers.conftest import eventually, gone


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_a_zygote_that_cannot_start_is_an_error(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether there is no program, or one that ends at once."""
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(UnavailableError, match="cannot be started"):
        Spawner(WorkerLimits())


def test_workers_are_spawned_and_ended() -> None:
    """A worker is ended once, and nobody else in its place."""
    spawner = Spawner(WorkerLimits())
    one, other = spawner.spawn(), spawner.spawn()
    assert (one.end(), one.end()) == (-9, None)
    assert gone(one.pid)
    assert other.lives
    spawner.close()
    assert not spawner.lives
    assert gone(other.pid)
    assert other.end() is None
    with pytest.raises(UnavailableError, match="is gone"):
        spawner.spawn()
    for link in (one, other):
        link.close()


def test_a_fork_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zygote goes on."""

    def fail() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", fail)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b'{"spawn": 1}')
        ours.shutdown(socket.SHUT_WR)
        Zygote(theirs, WorkerLimits()).run()
        assert json.loads(ours.recv(1000)) == {"error": "no more processes"}


WATCHED = """
import os, threading
from kg.workers.zygote import _watch
parent = os.getpid()
child = os.fork()
if child == 0:
    _watch(parent)
    threading.Event().wait(60)
print(child, flush=True)
os.waitpid(child, 0)
"""


def test_a_worker_may_watch_its_parent_itself() -> None:
    """Where the kernel does not end it with its parent."""
    with subprocess.Popen([sys.executable, "-c", WATCHED], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        assert eventually(lambda: gone(child))
