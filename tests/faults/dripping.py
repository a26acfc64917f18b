"""Clients who drip their requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

from tests.conformance.protocol.client import QUERY, TURTLE, sent_as
from tests.conformance.protocol.graphs import named
from tests.faults.servers import Running

_ROUND_SECONDS = 0.2


def requests(found: Running) -> list[bytes]:
    """What is dripped: fields, the body of a query, the body of a graph, chunks."""
    client, long = found.client, ("Content-Length", "100000")
    return [
        client.head_lines("GET", "/sparql", *((f"X-{n}", "x" * 50) for n in range(300))),
        client.head_lines("POST", "/sparql", sent_as(QUERY), long) + b" " * 100000,
        client.head_lines("PUT", named("a:g"), sent_as(TURTLE), long) + b"#" * 100000,
        client.head_lines("POST", "/validate", sent_as(TURTLE), ("Transfer-Encoding", "chunked"))
        + b"1\r\n#\r\n" * 20000,
    ]


@contextmanager
def dripping(found: Running, number: int) -> Iterator[list[int]]:
    """Send a byte in turn on so many connections, again and again; counts the rounds.

    Each begins somewhere in the middle of its request.
    """
    ended, rounds = Event(), [0]
    texts = requests(found)
    with ExitStack() as stack:
        lines = [stack.enter_context(found.client.line()) for _ in range(number)]
        places = [200 + 40 * (n // len(texts)) for n in range(number)]
        for n, line in enumerate(lines):
            line.sendall(texts[n % len(texts)][: places[n]])

        def drip() -> None:
            while not ended.wait(_ROUND_SECONDS):
                for n, line in enumerate(lines):
                    line.sendall(texts[n % len(texts)][places[n] : places[n] + 1])
                    places[n] += 1
                rounds[0] += 1

        thread = Thread(target=drip, daemon=True)
        thread.start()
        try:
            yield rounds
        finally:
            ended.set()
            thread.join(timeout=30)
        assert not thread.is_alive()
