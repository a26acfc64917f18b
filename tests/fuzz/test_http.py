"""Arbitrary requests over HTTP: an answer to each, no 500, no stack trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.protocol.client import (
    FORM,
    QUERY,
    TRIG,
    TURTLE,
    UPDATE,
    Client,
    Reply,
    accept,
    sent_as,
    target,
)
from tests.faults.servers import Running
from tests.fuzz.requests import Request, bodies, media_types, raw_requests, requests
from tests.fuzz.rightness import assert_right, few, many
from tests.fuzz.texts import queries, updates

Test: TypeAlias = Callable[..., None]
LONG = (pytest.mark.long, pytest.mark.timeout(1800))


def profiles(some: int, long: int) -> pytest.MarkDecorator:
    """So many examples in each run, and so many others in a long one."""
    return pytest.mark.parametrize(
        "profile",
        [pytest.param(few(some), id="few"), pytest.param(many(long), id="many", marks=LONG)],
    )


def run(profile: settings, test: Test) -> None:
    """Run a test of Hypothesis under a profile."""
    profile(test)()


def send(client: Client, request: Request) -> Reply:
    """Send a request; with a token, unless it has one of its own."""
    named = {name for name, _ in request.fields}
    client = client.anonymous if "Authorization" in named else client
    typed = [sent_as(request.media_type)] if request.media_type else []
    where = target(request.path, *request.parameters)
    return client.send(request.method, where, request.body, *typed, *request.fields)


@profiles(200, 8000)
def test_any_request_is_answered(thrown_at: Running, profile: settings) -> None:
    """Any method, target, fields and body; with a token, so that writes are tried."""

    @given(requests())
    def check(request: Request) -> None:
        reply = send(thrown_at.client, request)
        head = request.method == "HEAD"
        assert_right(reply.status, reply.media_type, reply.body, head=head)

    run(profile, check)


@profiles(100, 4000)
def test_any_query_is_answered(thrown_at: Running, profile: settings) -> None:
    """Words of SPARQL in an order that nobody wrote; by GET and by POST."""

    @given(queries, st.one_of(st.just("*/*"), media_types))
    def ask(query: str, media_type: str) -> None:
        where = target("/sparql", ("query", query), ("timeout", "0.3"))
        got = thrown_at.client.get(where, accept(media_type))
        asked = (sent_as(QUERY), accept(media_type))
        posted = thrown_at.client.send("POST", "/sparql", query.encode(), *asked)
        for reply in (got, posted):
            assert_right(reply.status, reply.media_type, reply.body)

    run(profile, ask)


@profiles(60, 2000)
def test_any_update_is_answered(thrown_at: Running, profile: settings) -> None:
    """And the store is one that can be read."""

    @given(updates)
    def change(update: str) -> None:
        where = target("/update", ("timeout", "0.3"))
        reply = thrown_at.client.send("POST", where, update.encode(), sent_as(UPDATE))
        assert_right(reply.status, reply.media_type, reply.body)
        assert thrown_at.client.ask("ASK {}")

    run(profile, change)


@profiles(150, 5000)
def test_any_bytes_are_answered(thrown_at: Running, profile: settings) -> None:
    """A head that is none, or a body that does not belong to it."""

    @given(raw_requests())
    def throw(data: bytes) -> None:
        answer = thrown_at.client.raw(data)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1."), f"{data!r} was answered by {answer!r}"
        lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:])
        media_type = fields.get("content-type", "").partition(";")[0]
        chunked = "transfer-encoding" in fields
        if not chunked:
            assert_right(int(lines[0].split()[1]), media_type, body, head=not body)

    run(profile, throw)


@profiles(40, 1000)
def test_any_document_is_validated(thrown_at: Running, profile: settings) -> None:
    """Or refused; nothing of it is stored."""

    @given(bodies, st.sampled_from([TURTLE, TRIG, FORM, "application/ld+json"]), media_types)
    def validate(body: bytes | None, media_type: str, wanted: str) -> None:
        client: Client = thrown_at.client.anonymous
        asked = (sent_as(media_type), accept(wanted))
        reply = client.send("POST", "/validate", body or b"", *asked)
        assert_right(reply.status, reply.media_type, reply.body)

    run(profile, validate)


@pytest.mark.parametrize(
    "where",
    ["/changes?before=NUMBER", "/changes/NUMBER", "/sparql?query=ASK%7B%7D&timeout=NUMBER"],
)
def test_long_numbers_are_answered(thrown_at: Running, where: str) -> None:
    """Python reads none of more than 4,300 digits."""
    reply = thrown_at.client.get(where.replace("NUMBER", "9" * 5000))
    assert reply.status in (400, 404)
    assert_right(reply.status, reply.media_type, reply.body)
