"""SIGTERM: nobody keeps a server from ending for longer than the limits; a second one ends it."""

from __future__ import annotations

import http.client
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.conformance.protocol.client import PROBLEM, target
from tests.faults.dripping import requests
from tests.faults.processes import eventually, query_workers, tree, writers
from tests.faults.servers import PAIRS, TRIPLES, chain, running
from tests.faults.stopping import END_SECONDS, GRAPH, answer_on, is_closed, large_answer


def test_a_second_sigterm_ends_at_once(tmp_path: Path) -> None:
    """Whoever reads then learns that the answer is not whole."""
    with running(tmp_path, data=chain()) as found, large_answer(found) as response:
        processes = tree(found.pid)
        found.server.process.send_signal(signal.SIGTERM)
        assert eventually(lambda: is_closed(found))
        begin = time.monotonic()
        found.server.process.send_signal(signal.SIGTERM)
        assert found.server.process.wait(timeout=END_SECONDS) == 0
        assert time.monotonic() - begin < 5
        assert len(processes) > 2
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()


def test_what_was_sent_ahead_is_not_begun(tmp_path: Path) -> None:
    """The question before it is answered, and the connection ends."""
    slow = f"SELECT (COUNT(*) AS ?n) {{ {{ {PAIRS} LIMIT 3000000 }} }}"
    asked = (target("/sparql", ("query", text)) for text in (slow, "ASK {}", "ASK {} "))
    with running(tmp_path, "--timeout", "60", data=chain()) as found, found.client.line() as line:
        line.sendall(b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % t.encode() for t in asked))
        assert eventually(lambda: "workers_busy 1\n" in found.client.get("/metrics").text)
        assert found.server.stop() == 0
        assert answer_on(line).count(b"HTTP/1.1 200 ") == 1


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


def test_a_reader_who_does_not_read_is_given_up(tmp_path: Path) -> None:
    """At the limit for answers: nobody keeps a server from ending."""
    limit = ("--stream-timeout", "3")
    with running(tmp_path, *limit, data=chain()) as found, large_answer(found) as response:
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < 10
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()


def test_clients_who_drip_are_refused(tmp_path: Path) -> None:
    """Whatever they drip, and though they go on: it was never begun."""
    with running(tmp_path) as found, ExitStack() as stack:
        texts = [iter(text) for text in requests(found)]
        lines = [stack.enter_context(found.client.line()) for _ in texts]
        for line, text in zip(lines, texts, strict=True):
            line.sendall(bytes(islice(text, 300)))

        def ends() -> bool:
            for line, text in zip(lines, texts, strict=True):
                with suppress(ConnectionError):
                    line.sendall(bytes(islice(text, 1)))
            return found.server.process.poll() is not None

        assert not eventually(ends, 1)
        found.server.process.send_signal(signal.SIGTERM)
        assert eventually(ends, 10)
        assert found.server.process.wait() == 0


def test_a_write_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    """At the limit for writes: it was not acknowledged, and it did not happen."""
    runaway = f"INSERT {{ GRAPH <{GRAPH}> {{ ?a ?b ?f }} }} WHERE {{ {{ {TRIPLES} }} }}"
    limits = ("--timeout", "100", "--write-timeout", "3")
    with running(tmp_path, *limits, data=chain()) as found, ThreadPoolExecutor(1) as executor:
        written = executor.submit(found.client.update, runaway)
        assert eventually(lambda: any(query_workers(pid) for pid in writers(found.pid)))
        begin = time.monotonic()
        assert found.server.stop() == 0
        assert time.monotonic() - begin < 10
        assert (written.result().status, written.result().media_type) == (503, PROBLEM)
    with running(tmp_path) as found:
        assert not found.client.ask(f"ASK {{ GRAPH <{GRAPH}> {{}} }}")
