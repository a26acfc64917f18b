"""`kill -9` of query workers under load: their own requests fail, and no others."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from statistics import median

from tests.conformance.protocol.client import PROBLEM
from tests.faults.load import CLIENTS, Load
from tests.faults.processes import children, eventually, kill, query_workers
from tests.faults.servers import Running, chain, running

KILLS = 6
REPLACED_SECONDS = 1.0


def test_workers_are_killed_under_load(tmp_path: Path) -> None:
    """Each takes at most its one request with it, and is replaced at once."""
    with running(tmp_path, "--timeout", "60", data=chain()) as found:
        delays, load = _killing(found)
        assert found.server.process.poll() is None
    assert load.failures == []
    lost = [reply for reply in load.replies if reply.status != 200]
    assert {(reply.status, reply.media_type) for reply in lost} <= {(503, PROBLEM)}
    assert {reply.json["type"].rpartition("/")[2] for reply in lost} <= {"worker-lost"}
    assert len(lost) <= KILLS
    assert median(delays) <= REPLACED_SECONDS


def _killing(found: Running) -> tuple[list[float], Load]:
    """Kill workers one after the other; how long each replacement took, in seconds."""
    random, pid = Random(0), found.pid
    delays = []
    with Load(found) as load:
        assert eventually(lambda: len(load.replies) > CLIENTS)
        for _ in range(KILLS):
            workers = query_workers(pid)
            victim = random.choice(workers)
            kill([victim])
            begin = time.monotonic()
            assert eventually(lambda old=set(workers): set(query_workers(pid)) - old)  # type: ignore[misc]
            delays.append(time.monotonic() - begin)
            time.sleep(random.uniform(0, 0.2))
    return delays, load


def test_all_workers_are_killed_at_once(steady: Running) -> None:
    """The next question is answered all the same."""
    assert steady.client.ask("ASK {}")
    workers = query_workers(steady.pid)
    kill(workers)
    assert eventually(lambda: not set(workers) & set(query_workers(steady.pid)))
    begin = time.monotonic()
    assert steady.client.ask("ASK { ?s ?p ?o }")
    assert steady.client.get("/ready").status == 200
    assert time.monotonic() - begin < 5


def test_those_who_start_workers_are_killed(steady: Running) -> None:
    """And all their workers with them: others take their places."""
    before = children(steady.pid)
    assert len(before) >= 2
    kill(before)
    assert eventually(lambda: not set(before) & set(children(steady.pid)))
    assert eventually(lambda: steady.client.query("ASK { ?s ?p ?o }").status == 200)
    assert eventually(lambda: steady.client.get("/ready").status == 200)
    assert steady.server.process.poll() is None
