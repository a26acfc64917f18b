"""Requests that are under way when a server is asked to stop."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from tests.conformance.protocol.client import CSV, JSON, QUERY, accept, sent_as, target
from tests.faults.servers import PAIRS, Running

END_SECONDS = 30.0
GRAPH = "http://example.org/written"
_LARGE = f"{PAIRS} LIMIT 250000"
"""Some 40 MB of CSV: more than the server and the kernel put aside for a slow reader."""


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


@contextmanager
def half_a_query(found: Running) -> Iterator[socket.socket]:
    """A connection with a request that the server has begun to read, and whose rest is missing."""
    fields = (("Content-Length", "100"), ("Expect", "100-continue"))
    with found.client.line() as line:
        line.sendall(found.client.head_lines("POST", "/sparql", sent_as(QUERY), *fields))
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"SELECT")
        yield line


def answer_on(line: socket.socket) -> bytes:
    """What comes back, up to the end of the connection."""
    with line.makefile("rb") as answer:
        return answer.read()


def is_closed(found: Running) -> bool:
    """Whether the server takes no connection any more."""
    try:
        found.client.get("/health", accept(JSON))
    except (OSError, http.client.HTTPException):
        return True
    return False
