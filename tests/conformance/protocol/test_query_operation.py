"""The query operation: how a query is sent, and what is no query."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import (
    FORM,
    JSON,
    QUERY,
    UPDATE,
    Body,
    Client,
    Pair,
    accept,
    form,
    sent_as,
    target,
)
from tests.conformance.protocol.graphs import EX, ONE, SAID
from tests.running import Endpoint

ASK = "ASK {}"
WITHOUT_BODY: Body = None
INSERTION = f"INSERT DATA {{ <{EX}s> <{EX}p> <{EX}never> }}"


def test_a_query_is_sent_by_get(own: Client) -> None:
    """As the parameter `query` of the target."""
    assert own.get(target("/sparql", ("query", ASK)), accept(JSON)).json["boolean"] is True


def test_a_query_is_sent_in_a_form(own: Client) -> None:
    """As the field `query` of a POST."""
    reply = own.send("POST", "/sparql", form(("query", ASK)), sent_as(FORM), accept(JSON))
    assert reply.json["boolean"] is True


def test_a_query_is_sent_directly(own: Client) -> None:
    """As the whole body of a POST, not encoded."""
    reply = own.send("POST", "/sparql", ASK.encode(), sent_as(QUERY), accept(JSON))
    assert reply.json["boolean"] is True


def test_parameters_come_in_any_order(own: Client) -> None:
    """Of a target and of a form."""
    pairs = [("default-graph-uri", ONE), ("query", SAID), ("default-graph-uri", ONE)]
    by_get = own.get(target("/sparql", *pairs), accept("text/csv"))
    by_form = own.send("POST", "/sparql", form(*pairs), sent_as(FORM), accept("text/csv"))
    assert (by_get.status, by_form.status) == (200, 200)
    assert by_get.body == by_form.body
    assert "one" in by_get.text


def test_only_an_ampersand_separates_parameters(own: Client) -> None:
    """After a semicolon the value goes on, and this one is no query."""
    assert own.get("/sparql?query=ASK%20%7B%7D;query=ASK%20%7B%7D").status == 400


@pytest.mark.parametrize(
    ("encoded", "text"),
    [("a+b", "a b"), ("a%2Bb", "a+b"), ("%C3%A9%F0%9D%84%9E", "é𝄞"), ("%e2%82%ac", "€")],
)
def test_values_are_percent_decoded_as_utf8(own: Client, encoded: str, text: str) -> None:
    """And a plus sign is a space."""
    sent = f"query=SELECT%20(%22{encoded}%22%20AS%20%3Fx)%20%7B%7D"
    by_get = own.get(f"/sparql?{sent}", accept(JSON))
    by_form = own.send("POST", "/sparql", sent.encode(), sent_as(FORM), accept(JSON))
    for reply in (by_get, by_form):
        assert reply.json["results"]["bindings"][0]["x"]["value"] == text


@pytest.mark.parametrize(
    ("method", "where", "body", "media_type"),
    [
        ("GET", target("/sparql", ("query", ASK), ("query", "SELECT * {}")), WITHOUT_BODY, ""),
        ("GET", target("/sparql", ("query", ASK), ("query", ASK)), WITHOUT_BODY, ""),
        ("GET", target("/sparql", ("default-graph-uri", ONE)), WITHOUT_BODY, ""),
        ("POST", "/sparql", form(("query", ASK), ("query", ASK)), FORM),
        ("POST", "/sparql", form(("default-graph-uri", ONE)), FORM),
        ("POST", "/sparql", b"", FORM),
        ("POST", target("/sparql", ("query", ASK)), b"", FORM),
        ("POST", target("/sparql", ("query", ASK)), form(("query", ASK)), FORM),
        ("POST", target("/sparql", ("query", ASK)), ASK.encode(), QUERY),
    ],
)
def test_there_is_exactly_one_query(
    own: Client, method: str, where: str, body: Body, media_type: str
) -> None:
    """In its place: the query of a POST does not stand in the target."""
    fields = [sent_as(media_type)] if media_type else []
    assert own.send(method, where, body, *fields).status == 400


@pytest.mark.parametrize("media_type", [QUERY.upper(), f"{QUERY}; charset=UTF-8"])
def test_the_media_type_is_read_as_http_says(own: Client, media_type: str) -> None:
    """Without regard to case, and with its parameters."""
    assert own.send("POST", "/sparql", ASK.encode(), sent_as(media_type)).status == 200


@pytest.mark.parametrize(
    "media_type", ["text/plain", "text/turtle", "application/json", UPDATE, "multipart/form-data"]
)
def test_a_query_of_another_media_type_is_refused(own: Client, media_type: str) -> None:
    """Nothing is guessed."""
    assert own.send("POST", "/sparql", ASK.encode(), sent_as(media_type)).status == 415


@pytest.mark.parametrize("body", [ASK.encode(), form(("query", ASK))])
def test_a_query_without_a_media_type_is_refused(own: Client, body: bytes) -> None:
    """Whether it looks like a form or like SPARQL."""
    assert own.send("POST", "/sparql", body).status == 415


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1"])
@pytest.mark.parametrize("media_type", [QUERY, FORM])
def test_another_charset_is_refused(own: Client, media_type: str, charset: str) -> None:
    """Even when the bytes are the same in UTF-8."""
    body = ASK.encode() if media_type == QUERY else form(("query", ASK))
    reply = own.send("POST", "/sparql", body, sent_as(f"{media_type}; charset={charset}"))
    assert reply.status == 415


@pytest.mark.parametrize(
    ("method", "where", "body", "media_type"),
    [
        ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", QUERY),
        ("POST", "/sparql", ASK.encode("utf-16"), QUERY),
        ("POST", "/sparql", b"query=ASK%20%7B%7D%20%23%FF", FORM),
        ("GET", "/sparql?query=ASK%20%7B%7D%20%23%FF", WITHOUT_BODY, ""),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=http://e/%FF", WITHOUT_BODY, ""),
    ],
)
def test_text_that_is_not_utf8_is_refused(
    own: Client, method: str, where: str, body: Body, media_type: str
) -> None:
    """Wherever it stands."""
    fields = [sent_as(media_type)] if media_type else []
    assert own.send(method, where, body, *fields).status == 400


@pytest.mark.parametrize("rest", ["%", "%2", "%zz", "%u0041"])
def test_malformed_percent_encoding_is_refused(own: Client, rest: str) -> None:
    """It would only be a comment of the query here."""
    sent = f"query=ASK%20%7B%7D%20%23{rest}"
    assert own.get(f"/sparql?{sent}").status == 400
    assert own.send("POST", "/sparql", sent.encode(), sent_as(FORM)).status == 400


def test_the_body_of_a_get_says_nothing(own: Client) -> None:
    """A GET has no content, so only its target counts."""
    other = form(("query", "SELECT * {}"))
    reply = own.send("GET", target("/sparql", ("query", ASK)), other, sent_as(FORM), accept(JSON))
    assert (reply.status, reply.json.get("boolean")) == (200, True)


@pytest.mark.parametrize(
    "pairs",
    [
        [("query", INSERTION)],
        [("update", INSERTION)],
        [("query", ASK), ("update", INSERTION)],
        [("query", ASK), ("using-graph-uri", ONE)],
        [("query", ASK), ("using-named-graph-uri", ONE)],
    ],
)
def test_an_update_is_no_query(own: Client, pairs: list[Pair]) -> None:
    """Nor do the parameters of an update belong to one; nothing is written."""
    assert own.get(target("/sparql", *pairs)).status == 400
    assert own.send("POST", "/sparql", form(*pairs), sent_as(FORM)).status == 400
    assert not own.ask(f"ASK {{ ?s ?p <{EX}never> }}")


def test_unknown_parameters_are_ignored(own: Client) -> None:
    """Clients send `format` and the like."""
    assert own.query(ASK, ("format", "json"), ("output", "xml")).media_type == JSON


def test_a_query_may_come_in_chunks(own: Client) -> None:
    """A body without a length in advance."""
    reply = own.send("POST", "/sparql", [b"AS", b"K {", b"}"], sent_as(QUERY), accept(JSON))
    assert reply.json["boolean"] is True


def test_a_client_may_wait_before_it_sends(own: Client) -> None:
    """As curl does before a large body."""
    fields = [sent_as(QUERY), ("Expect", "100-continue")]
    assert own.send("POST", "/sparql", ASK.encode(), *fields).status == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", 400),
        ("ASK {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}", 400),
        ("ASK FROM <{address}> {{ ?s ?p ?o }}", 200),
        ("ASK FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 200),
    ],
)
def test_a_query_calls_nobody(own: Client, silent_host: Endpoint, query: str, status: int) -> None:
    """The policy of this service: no federation, and graphs are those of the store."""
    text = query.format(address=silent_host.address)
    assert own.query(text).status == status
    assert own.query(ASK, ("default-graph-uri", silent_host.address)).status == 200
