"""Deadlines that a client sets, and queries that the service will not run."""

from __future__ import annotations

from time import monotonic

import pytest

from tests.conformance.protocol.client import PROBLEM, Client

_JOINED = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(6))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {_JOINED} }}"
NESTED = "ASK { FILTER(" + "STR(" * 5000 + "1" + ")" * 5000 + " = '1') }"
SERVER_LIMIT = 10.0


def test_a_lower_timeout_is_kept(own: Client) -> None:
    """A query that cannot end is stopped, and the next one is answered."""
    start = monotonic()
    reply = own.query(RUNAWAY, ("timeout", "0.5"))
    assert reply.status == 503
    assert reply.media_type == PROBLEM
    assert int(reply.field("Retry-After")) >= 0
    assert monotonic() - start < SERVER_LIMIT / 2
    assert own.ask("ASK {}")


@pytest.mark.long
def test_a_higher_timeout_is_lowered_to_that_of_the_server(own: Client) -> None:
    """A client asks for at most so many seconds, so the limit of the server is no error."""
    start = monotonic()
    assert own.query(RUNAWAY, ("timeout", "3600")).status == 503
    assert monotonic() - start < 3 * SERVER_LIMIT


@pytest.mark.parametrize("seconds", ["1", "0.25", "3600", "10.0"])
def test_a_timeout_is_a_number_of_seconds(own: Client, seconds: str) -> None:
    """Decimals count."""
    assert own.query("ASK {}", ("timeout", seconds)).status == 200


@pytest.mark.parametrize(
    "seconds", ["", "soon", "-1", "0", "nan", "inf", "1e3", "1_0", "10s", "1,5"]
)
def test_another_timeout_is_refused(own: Client, seconds: str) -> None:
    """Rather than ignored."""
    assert own.query("ASK {}", ("timeout", seconds)).status == 400


def test_two_timeouts_are_refused(own: Client) -> None:
    """Neither is known to be meant."""
    assert own.query("ASK {}", ("timeout", "1"), ("timeout", "2")).status == 400


def test_an_unsafe_query_is_refused(own: Client) -> None:
    """Nesting would end the engine; the server lives."""
    reply = own.send(
        "POST", "/sparql", NESTED.encode(), ("Content-Type", "application/sparql-query")
    )
    assert reply.status in (400, 413)
    assert own.ask("ASK {}")
