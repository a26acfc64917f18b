"""`kill -9` of query workers under load: their own requests fail, and no others."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from threading import Event, Thread

from tests.conformance.protocol.client import PROBLEM, Reply
from tests.faults.processes import eventually, kill, query_workers
from tests.faults.servers import Running, chain, running

CLIENTS = 8
KILLS = 12
REPLACED_SECONDS = 1.0
_WORK = """SELECT (COUNT(*) AS ?n) {
  { SELECT ?a { ?a <http://example.org/next> ?b } LIMIT 100 }
  ?c <http://example.org/next> ?d FILTER(STR(?a) = STR(?d))
}"""


class Load:
    """Clients that ask for work, each question a new one, until they are told to stop."""

    def __init__(self, running: Running, work: str = _WORK) -> None:
        self.replies: list[Reply] = []
        self.failures: list[BaseException] = []
        self._running = running
        self._work = work
        self._numbers = count()
        self._ended = Event()
        self._threads = [Thread(target=self._ask, daemon=True) for _ in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _ask(self) -> None:
        try:
            while not self._ended.is_set():
                self.replies.append(
                    self._running.client.query(f"{self._work} # {next(self._numbers)}")
                )
        except BaseException as error:
            self.failures.append(error)


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
