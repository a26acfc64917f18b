"""Clients who drip their requests, and clients who hardly read: others do not notice."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGKILL
from urllib.parse import urlsplit

from tests.conformance.protocol.client import CSV, PROBLEM, accept, target
from tests.conformance.protocol.graphs import named
from tests.faults.dripping import dripping
from tests.faults.load import Load
from tests.faults.processes import eventually
from tests.faults.servers import PAIRS, TRIPLES, Running, chain, running

DRIPPING = 300
READERS = 50
ROUNDS = 10


@contextmanager
def reluctant_readers(found: Running, query: str) -> Iterator[list[bytes]]:
    """Clients who ask for a large answer, read its status, and then nothing; gives the statuses."""
    head = found.client.head_lines("GET", target("/sparql", ("query", query)), accept(CSV))
    host = urlsplit(found.server.address)
    address = (str(host.hostname), int(host.port or 0))
    with ExitStack() as stack:
        lines = []
        for _ in range(READERS):
            line = stack.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(60)
            line.connect(address)
            line.sendall(head)
            lines.append(line)
        yield [line.recv(12) for line in lines]


def assert_answers(found: Running) -> None:
    """The server is there for whoever asks a short question."""
    for _ in range(ROUNDS):
        begin = time.monotonic()
        assert found.client.get("/health").status == 200
        assert time.monotonic() - begin < 1
        assert found.client.ask("ASK {}")
        assert found.client.ask(f"ASK {{ ?s ?p ?o }} # {begin}")
        assert found.client.get("/ready").status == 200
        assert found.client.get("/").status == 200


def test_three_hundred_clients_drip_their_requests(steady: Running) -> None:
    """Reading and writing go on; the connections stay, for each did send something."""
    with dripping(steady, DRIPPING) as rounds:
        assert eventually(lambda: rounds[0] > 0)
        assert_answers(steady)
        assert eventually(lambda: rounds[0] > 5)
        assert_answers(steady)


def test_fifty_clients_hardly_read(tmp_path: Path) -> None:
    """Those who cannot be served are refused; workers are left for short questions."""
    with running(tmp_path, data=chain()) as found:
        with reluctant_readers(found, PAIRS) as statuses:
            assert set(statuses) == {b"HTTP/1.1 200", b"HTTP/1.1 503"}
            assert_answers(found)
        assert eventually(lambda: "workers_busy 0\n" in found.client.get("/metrics").text)


def test_places_come_back_from_clients_who_hardly_read(tmp_path: Path) -> None:
    """At the limit for answers, though the clients stay."""
    wide = f"SELECT (CONCAT(?c, '{'x' * 2000}') AS ?text) {{ {{ {PAIRS} }} FILTER isLiteral(?c) }}"
    with (
        running(tmp_path, "--stream-timeout", "3", "--timeout", "60", data=chain()) as found,
        reluctant_readers(found, wide) as statuses,
    ):
        assert b"HTTP/1.1 503" in statuses
        large = target("/sparql", ("query", f"{PAIRS} LIMIT 20000"))
        assert eventually(lambda: found.client.get(large, accept(CSV)).status == 200)


def test_pages_come_when_all_workers_are_busy(tmp_path: Path) -> None:
    """The service asks its own questions in a place of its own."""
    with (
        running(
            tmp_path, "--timeout", "60", "--workers", "2", "--queue", "1", data=chain()
        ) as found,
        Load(found, f"SELECT (COUNT(*) AS ?n) {{ {{ {TRIPLES} }} }}") as load,
    ):
        assert eventually(lambda: any(reply.status == 503 for reply in load.replies))
        for path in ("/", "/ready", "/health", "/metrics"):
            begin = time.monotonic()
            assert found.client.get(path).status == 200, path
            assert time.monotonic() - begin < 5
        reply = found.client.get(named("http://example.org/data"))
        assert (reply.status, reply.media_type) == (503, PROBLEM)
        found.server.stop(SIGKILL)
