"""The benchmark's client: whole answers, and those that break off."""

from __future__ import annotations

from tests.benchmarks.client import CUT_SHORT, Client
from tests.running import endpoint

CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
)
COUNTED = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
BROKEN = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc"


def test_an_answer_in_chunks_is_put_together() -> None:
    """Streams of servers come so."""
    with endpoint(CHUNKED) as host, Client(host.address) as client:
        reply = client.query("/sparql", "ASK {}", "text/csv")
    assert (reply.status, reply.body) == (200, b"abcde")
    assert 0 < reply.first_byte <= reply.seconds
    assert host.calls[0].startswith(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\n")


def test_an_answer_with_a_length_is_read_to_it() -> None:
    """Its body can also be taken piece by piece."""
    pieces: list[bytes] = []
    with endpoint(COUNTED) as host, Client(host.address) as client:
        reply = client.send("PUT", "/graphs", {}, b"<a> <b> <c> .", sink=pieces.append)
    assert (reply.status, reply.body, b"".join(pieces)) == (201, b"", b"hello")
    assert host.calls[0].endswith(b"\r\n\r\n<a> <b> <c> .")


def test_an_answer_that_breaks_off_is_none() -> None:
    """A cut stream must never count as a fast answer."""
    with endpoint(BROKEN) as host, Client(host.address) as client:
        assert client.query("/", "ASK {}", "*/*").status == CUT_SHORT
    assert len(host.calls) == 1


def test_a_connection_that_went_stale_is_made_anew() -> None:
    """The host closes after every answer, without saying so."""
    with endpoint(CHUNKED) as host, Client(host.address) as client:
        replies = [client.query("/", "ASK {}", "*/*") for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 200]


def test_nobody_listening_is_no_answer() -> None:
    """A dead server is reported, and not raised."""
    with endpoint() as host:
        address = host.address
    assert Client(address).query("/", "ASK {}", "*/*").status == CUT_SHORT
