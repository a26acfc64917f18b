"""Bodies that inflate to gigabytes, and bodies that are too large as they are: refused, flat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conformance.protocol.client import (
    PROBLEM,
    QUERY,
    Body,
    sent_as,
)
from tests.faults.bodies import BOMBS, DOORS, PIECE, send
from tests.faults.processes import MIB, resident
from tests.faults.servers import Running

_GROWTH = 100 * MIB


@pytest.mark.parametrize("encoding", list(BOMBS))
def test_a_body_that_inflates_to_gigabytes_is_refused(steady: Running, encoding: str) -> None:
    """At every door, at the limit, all at a time; the front does not grow."""
    assert len(BOMBS[encoding]) < 8 * MIB
    before = resident([steady.pid])
    with ThreadPoolExecutor(len(DOORS)) as executor:
        sent = [executor.submit(send, steady, door, BOMBS[encoding], encoding) for door in DOORS]
        replies = [future.result() for future in sent]
    assert {(reply.status, reply.media_type) for reply in replies} == {(413, PROBLEM)}
    assert resident([steady.pid]) - before < _GROWTH
    assert steady.client.ask("ASK {}")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_refused(steady: Running, chunked: bool) -> None:
    """By what its length says, or when so much of it has come."""
    before = resident([steady.pid])
    piece = b" " * PIECE
    for door in DOORS:
        body: Body = (piece for _ in range(70)) if chunked else piece * 70
        reply = send(steady, door, body)
        assert (reply.status, reply.media_type) == (413, PROBLEM)
        assert reply.json["type"].endswith("/body-bytes")
    assert resident([steady.pid]) - before < _GROWTH


def test_a_query_is_not_read_beyond_its_limit(steady: Running) -> None:
    """Though a graph may be longer."""
    reply = send(steady, ("POST", "/sparql", QUERY), b" " * (2 * PIECE))
    assert (reply.status, reply.media_type) == (413, PROBLEM)


def test_lengths_that_are_none_are_refused(steady: Running) -> None:
    """With an answer."""
    for length in (b"9" * 5000, b"-1", b"1e3", b"0x10"):
        head = steady.client.head_lines("POST", "/sparql", sent_as(QUERY))
        head = head.removesuffix(b"\r\n") + b"Content-Length: " + length + b"\r\n\r\n"
        answer = steady.client.raw(head)
        assert answer.startswith(b"HTTP/1.1 400 "), answer
        assert PROBLEM.encode() in answer
