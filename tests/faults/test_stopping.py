"""SIGTERM: what was begun is finished or refused, and never cut."""

from __future__ import annotations

import http.client
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from tests.conformance.protocol.client import CSV, TURTLE, sent_as, target
from tests.conformance.protocol.graphs import named
from tests.faults.numbered import Ledger
from tests.faults.processes import eventually, query_workers, writers
from tests.faults.servers import PAIRS, Running, chain, running
from tests.faults.stopping import (
    END_SECONDS,
    GRAPH,
    answer_on,
    half_a_query,
    is_closed,
    large_answer,
)

_REFUSED = (ConnectionError, http.client.RemoteDisconnected)


class Caller(Thread):
    """Asks one thing after the other on one connection as long as it lasts, until refused."""

    def __init__(self, running: Running, method: str, where: str, body: bytes | None) -> None:
        super().__init__(daemon=True)
        self.complete = 0
        self.statuses: set[int] = set()
        self.failure: BaseException | None = None
        self._running = running
        self._request = (method, where, body)
        self._numbers = count()

    def run(self) -> None:
        """Ask until a request is refused before the first byte of its answer."""
        host = urlsplit(self._running.server.address).netloc
        fields = {"Content-Type": TURTLE, "Accept": f"{CSV}, */*;q=0.5"}
        fields |= {"Authorization": f"Bearer {self._running.client.token}"}
        method, where, body = self._request
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            while True:
                try:
                    number = next(self._numbers)
                    connection.request(method, where.replace("NUMBER", str(number)), body, fields)
                    response = connection.getresponse()
                except _REFUSED:
                    return
                try:
                    response.read()
                    self.statuses.add(response.status)
                    self.complete += 1
                except BaseException as error:  # the status line came, so all else must
                    self.failure = error
                    return


def callers(found: Running) -> list[Caller]:
    """Clients of every kind: short, long and large questions, reads of graphs, writes."""
    half = f"SELECT (COUNT(*) AS ?n) {{ {{ {PAIRS} LIMIT 500000 }} }} # NUMBER"
    large = f"{PAIRS} LIMIT 20000 # NUMBER"
    put = named("http://example.org/gNUMBER")
    return [
        *(
            Caller(found, "GET", target("/sparql", ("query", "ASK {} # NUMBER")), None)
            for _ in "12"
        ),
        *(Caller(found, "GET", target("/sparql", ("query", half)), None) for _ in "12"),
        *(Caller(found, "GET", target("/sparql", ("query", large)), None) for _ in "12"),
        Caller(found, "GET", named("http://example.org/data"), None),
        Caller(found, "GET", "/health", None),
        Caller(found, "PUT", put, b"<a:s> <a:p> <a:o> ."),
    ]


def test_sigterm_under_load_cuts_nothing(tmp_path: Path) -> None:
    """Every answer whose status a client has seen is whole; writes that are said to be are."""
    ledger = Ledger()
    with running(tmp_path, data=chain()) as found:
        assert ledger.write(found.client)
        clients = callers(found)
        for client in clients:
            client.start()
        assert eventually(lambda: all(client.complete for client in clients), 30)
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < END_SECONDS
        for client in clients:
            client.join(timeout=30)
        assert [client.failure for client in clients] == [None] * len(clients)
        assert set.union(*(client.statuses for client in clients)) <= {200, 201, 204, 503}
    with running(tmp_path) as found:
        ledger.check(found.client)
        assert found.server.said == ""
        written = clients[-1].complete - 1
        assert found.client.ask(
            f"ASK {{ GRAPH <http://example.org/g{written}> {{ <a:s> ?p ?o }} }}"
        )


def test_a_streamed_answer_is_finished(tmp_path: Path) -> None:
    """The server waits for its reader, when all others are gone, and takes nobody else."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        with half_a_query(found) as line:
            found.server.process.send_signal(signal.SIGTERM)
            assert eventually(lambda: is_closed(found))
            refused = answer_on(line)
            assert refused.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nRetry-After: " in refused
            assert b"/problem/unavailable" in refused
        assert found.server.process.poll() is None
        lines = response.read().count(b"\n")
        assert lines > 249_000
        assert found.server.process.wait(timeout=END_SECONDS) == 0


@pytest.mark.long
def test_a_reader_may_take_its_time(tmp_path: Path) -> None:
    """As long as it keeps the limit for answers."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        found.server.process.send_signal(signal.SIGTERM)
        lines = 0
        while piece := response.read(1 << 20):
            lines += piece.count(b"\n")
            assert not Event().wait(1)
        assert lines > 249_000
        assert found.server.process.wait(timeout=END_SECONDS) == 0


def test_the_slowest_are_waited_for(tmp_path: Path) -> None:
    """A question and a write that take seconds, and a body of which the rest comes late."""
    slow = f"{{ SELECT (COUNT(*) AS ?n) {{ {{ {PAIRS} LIMIT 5000000 }} }} }}"
    write = f"INSERT {{ GRAPH <{GRAPH}> {{ <a:s> <a:p> ?n }} }} WHERE {{ {slow} }}"
    with running(tmp_path, "--timeout", "60", data=chain()) as found:
        head = found.client.head_lines(
            "PUT", named(GRAPH + "2"), sent_as(TURTLE), ("Content-Length", "19")
        )
        with ThreadPoolExecutor(2) as executor, found.client.line() as line:
            line.sendall(head + b"<a:s> <a:p>")
            written = executor.submit(found.client.update, write)
            assert eventually(lambda: any(query_workers(pid) for pid in writers(found.pid)))
            asked = executor.submit(found.client.query, f"SELECT * {slow}")
            assert eventually(lambda: "workers_busy 1\n" in found.client.get("/metrics").text)
            found.server.process.send_signal(signal.SIGTERM)
            assert not any(answer.done() for answer in (asked, written))
            assert eventually(lambda: is_closed(found))
            line.sendall(b" <a:o> .")
            assert answer_on(line).startswith(b"HTTP/1.1 201 ")
            assert (asked.result().status, written.result().status) == (200, 204)
        assert found.server.process.wait(timeout=END_SECONDS) == 0
    with running(tmp_path) as found:
        for graph in (GRAPH, GRAPH + "2"):
            assert found.client.ask(f"ASK {{ GRAPH <{graph}> {{ <a:s> ?p ?o }} }}")
