"""SIGTERM: what was begun is finished or refused, and never cut; a second one ends at once."""

from __future__ import annotations

import http.client
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from tests.conformance.protocol.client import CSV, JSON, PROBLEM, TURTLE, accept, target
from tests.conformance.protocol.graphs import named
from tests.faults.numbered import Ledger
from tests.faults.processes import eventually, query_workers, tree, writers
from tests.faults.servers import PAIRS, TRIPLES, Running, chain, running

END_SECONDS = 30.0
_REFUSED = (ConnectionError, http.client.RemoteDisconnected)
_LARGE = f"{PAIRS} LIMIT 250000"
"""Some 40 MB of CSV: more than the server and the kernel put aside for a slow reader."""


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


@contextmanager
def large_answer(found: Running) -> Iterator[http.client.HTTPResponse]:
    """An answer that waits for its reader in mid-stream."""
    host = urlsplit(found.server.address).netloc
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", target("/sparql", ("query", _LARGE)), headers={"Accept": CSV})
        response = connection.getresponse()
        assert response.status == 200
        assert response.read(1000)
        yield response


def test_a_streamed_answer_is_finished(tmp_path: Path) -> None:
    """The server waits for its reader, and takes nobody else."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        found.server.process.send_signal(signal.SIGTERM)
        assert eventually(lambda: _is_closed(found))
        assert found.server.process.poll() is None
        lines = response.read().count(b"\n")
        assert lines > 249_000
        assert found.server.process.wait(timeout=END_SECONDS) == 0


def test_a_second_sigterm_ends_at_once(tmp_path: Path) -> None:
    """Whoever reads then learns that the answer is not whole."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        processes = tree(found.pid)
        found.server.process.send_signal(signal.SIGTERM)
        assert eventually(lambda: _is_closed(found))
        begin = time.monotonic()
        found.server.process.send_signal(signal.SIGTERM)
        assert found.server.process.wait(timeout=END_SECONDS) == 0
        assert time.monotonic() - begin < 5
        assert len(processes) > 2
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()


def test_a_query_that_does_not_end_ends_at_its_limit(tmp_path: Path) -> None:
    """The server stops then, and not later."""
    with running(tmp_path, "--timeout", "2", data=chain()) as found:
        waiting = Event()
        replies = []

        def ask() -> None:
            waiting.set()
            replies.append(found.client.query(f"SELECT (COUNT(*) AS ?n) {{ {{ {TRIPLES} }} }}"))

        thread = Thread(target=ask)
        thread.start()
        assert waiting.wait(5)
        assert eventually(lambda: "workers_busy 1\n" in found.client.get("/metrics").text)
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < 6
        thread.join(timeout=10)
        assert [(reply.status, reply.media_type) for reply in replies] == [(503, PROBLEM)]


@pytest.mark.long
def test_a_reader_who_does_not_read_is_given_up(tmp_path: Path) -> None:
    """Nobody keeps a server from ending."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < END_SECONDS
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()


@pytest.mark.long
def test_a_write_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    """It was not acknowledged, and it did not happen."""
    runaway = f"INSERT {{ GRAPH <a:g> {{ ?a ?b ?f }} }} WHERE {{ {{ {TRIPLES} }} }}"
    with running(tmp_path, "--timeout", "100", data=chain()) as found:
        replies = []

        def write() -> None:
            try:
                replies.append(found.client.update(runaway).status)
            except (*_REFUSED, http.client.HTTPException):
                replies.append(0)

        thread = Thread(target=write)
        thread.start()
        assert eventually(lambda: any(query_workers(pid) for pid in writers(found.pid)))
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < END_SECONDS
        thread.join(timeout=10)
        assert replies in ([0], [503])


def _is_closed(found: Running) -> bool:
    try:
        found.client.get("/health", accept(JSON))
    except (OSError, http.client.HTTPException):
        return True
    return False
