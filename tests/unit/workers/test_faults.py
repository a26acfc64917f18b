"""Tests of kg.workers where queries and processes go wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import (
    BusyError,
    MemoryLimitError,
    QueryTimeoutError,
    UnavailableError,
    WorkerLostError,
)
from kg.kernel import lower_priority, priority
from kg.workers import Answer, Job, WorkerLimits, WorkerPool
from kg.workers.spawner import Spawner
from tests.unit.workers.conftest import ENDLESS, JSON, RUNAWAY, ask, eventually, gone

MEMORY = 700 << 20
FILLER = "x" * 1000
BOMB = f"""
SELECT (GROUP_CONCAT(?large) AS ?all) {{
    ?a ?b ?c . ?d ?e ?f
    BIND(CONCAT(?large, STR(?c)) AS ?other)
    {{ SELECT ?large {{ BIND("{FILLER * 60}" AS ?large) }} }}
}}"""
DEEP = "SELECT (" + "STR(" * 30000 + "1" + ")" * 30000 + " AS ?x) {}"


@pytest.fixture
def single() -> Iterator[WorkerPool]:
    """A pool with one small worker."""
    with WorkerPool(WorkerLimits(workers=1, memory_bytes=MEMORY, seconds=20.0)) as pool:
        yield pool


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """A thread to wait in."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


def started(
    thread: ThreadPoolExecutor, pool: WorkerPool, job: Job, seconds: float | None = None
) -> Future[Answer]:
    """Run a job in the thread, from its worker on."""
    before = pool.counters.queries
    future = thread.submit(pool.run, job, seconds)
    assert eventually(lambda: pool.counters.queries > before)
    return future


def test_a_runaway_query_ends_in_time(single: WorkerPool, version: Path) -> None:
    """Its process with it, and the next query does not notice."""
    assert single.run(ask(version)).body
    worker = single.processes[1]
    begin = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"within 0\.3 seconds.*LIMIT"):
        single.run(Job(version, RUNAWAY, JSON), seconds=0.3)
    assert time.monotonic() - begin < 0.8
    assert gone(worker)
    assert single.run(ask(version)).body
    assert single.counters.timed_out == 1


def test_no_job_has_more_time_than_the_pool_allows(version: Path) -> None:
    """Whatever it asks for."""
    with (
        WorkerPool(WorkerLimits(workers=1, seconds=0.2)) as strict,
        pytest.raises(QueryTimeoutError, match=r"within 0\.2 seconds"),
    ):
        strict.run(Job(version, RUNAWAY, JSON), seconds=1000.0)


def test_the_deadline_holds_in_mid_stream(single: WorkerPool, version: Path) -> None:
    """For the time that the worker takes."""
    chunks = single.run(Job(version, ENDLESS, JSON), seconds=0.3).chunks
    assert chunks is not None
    with pytest.raises(QueryTimeoutError, match=r"within 0\.3 seconds"):
        for _ in chunks:
            pass
    assert single.run(ask(version)).body


def test_a_slow_reader_is_given_up(version: Path) -> None:
    """He learns it when he reads on; until then his time did not count."""
    limits = WorkerLimits(workers=1, seconds=0.5, stream_seconds=0.1)
    with WorkerPool(limits) as pool:
        chunks = pool.run(Job(version, ENDLESS, JSON)).chunks
        assert chunks is not None
        worker = pool.processes[1]
        assert eventually(lambda: pool.counters.abandoned == 1)
        assert gone(worker)
        with pytest.raises(QueryTimeoutError, match="not read within"):
            list(chunks)
        chunks.close()
        assert pool.run(ask(version)).body


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_worker_that_is_killed_loses_only_its_query(
    number: signal.Signals, single: WorkerPool, version: Path, thread: ThreadPoolExecutor
) -> None:
    """The next one has another worker."""
    future = started(thread, single, Job(version, RUNAWAY, JSON))
    os.kill(single.processes[1], number)
    with pytest.raises(WorkerLostError):
        future.result()
    assert single.run(ask(version)).body
    assert single.counters.lost == 1


def test_a_worker_killed_in_mid_stream_breaks_the_answer(single: WorkerPool, version: Path) -> None:
    """Half an answer never ends like a whole one."""
    chunks = single.run(Job(version, ENDLESS, JSON)).chunks
    assert chunks is not None
    next(chunks)
    os.kill(single.processes[1], signal.SIGKILL)
    with pytest.raises(WorkerLostError):
        list(chunks)
    assert single.run(ask(version)).body


def test_a_worker_killed_while_idle_loses_nothing(single: WorkerPool, version: Path) -> None:
    """It is replaced without a query, too."""
    for _ in range(3):
        worker = single.processes[1]
        os.kill(worker, signal.SIGKILL)
        assert eventually(lambda pid=worker: gone(pid))  # type: ignore[misc]
        assert single.run(ask(version)).body
    before = single.processes[1]
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: single.counters.idle == 1 and single.processes[1] != before)
    assert single.counters.lost == 4


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_zygote_may_end(number: signal.Signals, single: WorkerPool, version: Path) -> None:
    """Another takes its place; it does not heed the signals that stop a server."""
    zygote, worker = single.processes
    os.kill(zygote, number)
    if number == signal.SIGKILL:
        assert eventually(lambda: gone(worker))
    assert single.run(ask(version)).body
    assert (single.processes[0] == zygote) == (number != signal.SIGKILL)


def test_a_query_that_needs_too_much_memory_is_ended(single: WorkerPool, version: Path) -> None:
    """And what it held is given back."""
    with pytest.raises(MemoryLimitError, match="more memory"):
        single.run(Job(version, BOMB, JSON))
    assert single.run(ask(version)).body
    assert single.counters.memory == 1


def test_a_query_that_the_engine_cannot_take_is_ended(single: WorkerPool, version: Path) -> None:
    """Nested deeper than any stack."""
    with pytest.raises(WorkerLostError, match="engine failed"):
        single.run(Job(version, DEEP, JSON))
    assert single.run(ask(version)).body


def test_a_worker_that_held_much_memory_is_replaced(single: WorkerPool, version: Path) -> None:
    """After its answer, which is complete."""
    worker = single.processes[1]
    pieces = ", ".join(["?x"] * 100)
    large = "".join(f"BIND(CONCAT({pieces}, '{n}') AS ?y{n}) " for n in range(18))
    query = f"SELECT (STRLEN(?y9) AS ?n) {{ BIND('{FILLER * 200}' AS ?x) {large} }}"
    answer = single.run(Job(version, query, ox.QueryResultsFormat.TSV))
    assert answer.body == b"?n\n20000001\n"
    assert eventually(lambda: gone(worker))
    assert single.run(ask(version)).body
    assert single.counters.retired == 1


def test_a_full_queue_refuses(version: Path, thread: ThreadPoolExecutor) -> None:
    """While the one place is taken and the one chair, too; both are free again in time."""
    limits = WorkerLimits(workers=1, queue=1, queue_seconds=20.0)
    with WorkerPool(limits) as pool, ThreadPoolExecutor(1) as other:
        running = started(thread, pool, Job(version, RUNAWAY, JSON), seconds=1.0)
        waiting = other.submit(pool.run, ask(version))
        assert eventually(lambda: pool.counters.waiting == 1)
        with pytest.raises(BusyError, match="too many requests wait"):
            pool.run(ask(version))
        with pytest.raises(QueryTimeoutError):
            running.result()
        assert waiting.result().body
        assert pool.counters.refused == 1


def test_waiting_is_bounded(version: Path, thread: ThreadPoolExecutor) -> None:
    """By the time for waiting."""
    with WorkerPool(WorkerLimits(workers=1, queue_seconds=0.1)) as pool:
        running = started(thread, pool, Job(version, RUNAWAY, JSON), seconds=0.5)
        with pytest.raises(BusyError, match=r"busy for 0\.1 seconds"):
            pool.run(ask(version))
        with pytest.raises(QueryTimeoutError):
            running.result()


def nices(pid: int) -> list[int]:
    """How little each thread of a process asks for."""
    stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    return [int(stat.rpartition(")")[2].split()[16]) for stat in stats]


def test_a_long_query_lets_others_go_first(
    single: WorkerPool, version: Path, thread: ThreadPoolExecutor
) -> None:
    """Only as long as it runs, and the process stays."""
    assert single.run(ask(version)).body
    worker, usual = single.processes[1], priority()
    assert set(nices(worker)) == {usual}
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    future = started(thread, single, Job(version, query, JSON))
    assert eventually(lambda: usual + 10 in nices(worker))
    assert future.result().body
    assert eventually(lambda: set(nices(worker)) == {usual})
    assert single.run(ask(version)).body
    assert single.processes[1] == worker


def test_a_thread_that_is_lowered_too_late_passes_its_job_on(
    single: WorkerPool, version: Path
) -> None:
    """The front may come just after the answer."""
    worker, usual = single.processes[1], priority()
    assert eventually(lambda: len(nices(worker)) == 2)
    for path in Path(f"/proc/{worker}/task").iterdir():
        if int(path.name) != worker:
            lower_priority(int(path.name))
    assert single.run(ask(version)).body
    assert single.run(ask(version)).body
    assert usual + 10 not in nices(worker)
    assert single.processes[1] == worker


@pytest.mark.parametrize("error", [UnavailableError("It cannot be started."), RuntimeError()])
def test_a_zygote_that_does_not_start_is_tried_again(
    error: Exception, version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first caller learns it; the next finds workers."""

    def fail(_: WorkerLimits) -> None:
        raise error

    monkeypatch.setattr("kg.workers.keeper.Spawner", fail)
    pool = WorkerPool(WorkerLimits(workers=1))
    try:
        with pytest.raises(UnavailableError, match="cannot be started"):
            pool.start()
        monkeypatch.setattr("kg.workers.keeper.Spawner", Spawner)
        assert pool.run(ask(version)).body
    finally:
        pool.close()


SERVER = """
import sys, time
from pathlib import Path
from kg.workers import *
pool = WorkerPool(WorkerLimits(workers=3, spare=1))
pool.start()
chunks = pool.run(Job(Path(sys.argv[1]), sys.argv[2], "text/csv"))
print(*pool.processes, flush=True)
time.sleep(60)
"""


def test_the_processes_end_with_the_server(version: Path) -> None:
    """However that ends."""
    command = [sys.executable, "-c", SERVER, str(version), ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        processes = [int(word) for word in server.stdout.readline().split()]
        assert len(processes) >= 2
        server.kill()
        server.wait()
        assert all(eventually(lambda pid=pid: gone(pid)) for pid in processes)  # type: ignore[misc]
