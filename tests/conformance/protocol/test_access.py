"""Who may write: tokens, and servers that take no writes."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import FORM, TURTLE, UPDATE, Client, Field, form, sent_as
from tests.conformance.protocol.graphs import DEFAULT, ONE, TWO, held, named, saying

WRITES = [
    pytest.param("POST", "/update", b"CLEAR ALL", UPDATE, id="update"),
    pytest.param("POST", "/update", form(("update", "CLEAR ALL")), FORM, id="form"),
    pytest.param("PUT", named(ONE), saying("x").encode(), TURTLE, id="put"),
    pytest.param("POST", named(ONE), saying("x").encode(), TURTLE, id="post"),
    pytest.param("DELETE", named(ONE), None, "", id="delete"),
    pytest.param("PUT", DEFAULT, saying("x").encode(), TURTLE, id="default"),
    pytest.param("PUT", "/graphs/name", saying("x").encode(), TURTLE, id="direct"),
    pytest.param("POST", "/graphs", saying("x").encode(), TURTLE, id="new"),
]
every_write = pytest.mark.parametrize(("method", "where", "body", "media_type"), WRITES)


def attempt(
    client: Client, method: str, where: str, body: bytes | None, media_type: str, *more: Field
) -> tuple[int, str]:
    """Try to write: the status, and how the server asks for a token."""
    fields = [sent_as(media_type)] if media_type else []
    reply = client.send(method, where, body, *fields, *more)
    return reply.status, reply.field("WWW-Authenticate")


def untouched(client: Client) -> bool:
    """The seed is still there."""
    return held(client, named(ONE)) == {"one", "shared", "http://example.org/Thing"}


@every_write
def test_a_write_without_a_token_is_401(
    own: Client, method: str, where: str, body: bytes | None, media_type: str
) -> None:
    """The server says that it wants a bearer token; nothing is written."""
    status, challenge = attempt(own.anonymous, method, where, body, media_type)
    assert status == 401
    assert challenge.split()[0] == "Bearer"
    assert untouched(own)


@every_write
@pytest.mark.parametrize(
    "shown", ["Bearer wrong", "Bearer ", "Basic dGVzdHM6eA==", "a-token-of-the-tests", "Bearer é"]
)
def test_a_write_with_a_wrong_token_is_401(
    own: Client, method: str, where: str, body: bytes | None, media_type: str, shown: str
) -> None:
    """Whatever is wrong with it."""
    more = ("Authorization", shown)
    status, challenge = attempt(own.anonymous, method, where, body, media_type, more)
    assert status == 401
    assert challenge.split()[0] == "Bearer"
    assert untouched(own)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_write_with_a_token_is_done(own: Client, scheme: str) -> None:
    """The name of the scheme has no case."""
    more = ("Authorization", f"{scheme} {own.token}")
    assert attempt(own.anonymous, "POST", "/update", b"", UPDATE, more)[0] == 204


def test_a_token_in_the_address_is_none(own: Client) -> None:
    """Addresses are logged."""
    where = f"/update?access_token={own.token}"
    assert attempt(own.anonymous, "POST", where, b"", UPDATE)[0] == 401


@every_write
@pytest.mark.parametrize("token", ["", "a-token-of-the-tests"])
def test_a_server_for_readers_refuses_every_write(
    reader: Client, method: str, where: str, body: bytes | None, media_type: str, token: str
) -> None:
    """With 403, since no token would help, and without asking for one."""
    more = [("Authorization", f"Bearer {token}")] if token else []
    assert attempt(reader, method, where, body, media_type, *more) == (403, "")
    assert untouched(reader)


def test_reading_needs_no_token(own: Client, reader: Client) -> None:
    """Nor is a wrong one held against the reader."""
    for client in (own.anonymous, reader):
        for where in ("/sparql?query=ASK%7B%7D", "/sparql", named(TWO), "/health"):
            assert client.get(where).status == 200
            assert client.get(where, ("Authorization", "Bearer wrong")).status == 200


def test_who_may_not_write_learns_nothing_else(own: Client) -> None:
    """The token is looked at before the body, its type and its condition."""
    for body, media_type in ((b"x", TURTLE), (b"x", "image/png"), (b"", UPDATE)):
        status, _ = attempt(
            own.anonymous, "PUT", named(ONE), body, media_type, ("If-Match", '"another"')
        )
        assert status == 401
