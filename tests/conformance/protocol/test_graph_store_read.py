"""GET and HEAD of graphs."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import N_TRIPLES, TURTLE, Client, accept
from tests.conformance.protocol.graphs import (
    DEFAULT,
    EX,
    MANY,
    MANY_SIZE,
    ONE,
    THREE,
    fresh,
    fresh_path,
    held,
    named,
    quads,
    same,
)

RDF_XML = "application/rdf+xml"
FORMATS = [
    TURTLE,
    N_TRIPLES,
    RDF_XML,
    "application/ld+json",
    "application/trig",
    "application/n-quads",
]


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("iri", [ONE, THREE, MANY])
def test_a_graph_is_read_in_every_format(own: Client, media_type: str, iri: str) -> None:
    """Under the media type of the format, the same graph as a query constructs."""
    reply = own.get(named(iri), accept(media_type))
    assert (reply.status, reply.media_type) == (200, media_type)
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    assert same(reply, own.query(query, as_=N_TRIPLES))


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_default_graph_is_read_in_every_format(own: Client, media_type: str) -> None:
    """Without what is only in named graphs."""
    reply = own.get(DEFAULT, accept(media_type))
    assert (reply.status, reply.media_type) == (200, media_type)
    assert same(reply, own.query("CONSTRUCT WHERE { ?s ?p ?o }", as_=N_TRIPLES))


@pytest.mark.parametrize("media_type", ["application/trig", "application/n-quads"])
def test_a_graph_comes_as_a_graph(own: Client, media_type: str) -> None:
    """Its triples have no graph name, so that they can be sent to any graph again."""
    reply = own.get(named(ONE), accept(media_type))
    assert own.put(named(fresh()), reply.text, as_=media_type).status == 201


@pytest.mark.parametrize("fields", [(), (accept("*/*"),), (accept("text/*"),)])
def test_without_a_wish_it_is_turtle(own: Client, fields: tuple[tuple[str, str], ...]) -> None:
    """One of the three formats that the Recommendation allows here."""
    assert own.get(named(ONE), *fields).media_type == TURTLE


@pytest.mark.parametrize(
    ("ranges", "media_type"),
    [
        (f"{TURTLE};q=0.5, {N_TRIPLES}", N_TRIPLES),
        (f"{TURTLE}; charset=utf-8", TURTLE),
        (f"{TURTLE};q=0, {RDF_XML};q=0.1", RDF_XML),
        ("application/json, application/ld+json;q=0.9", "application/json"),
    ],
)
def test_the_wish_of_the_client_counts(own: Client, ranges: str, media_type: str) -> None:
    """By quality."""
    assert own.get(named(ONE), accept(ranges)).media_type == media_type


@pytest.mark.parametrize("ranges", ["image/png", "text/csv", "*/*;q=0"])
def test_a_format_that_there_is_not_is_406(own: Client, ranges: str) -> None:
    """The answer lists what there is."""
    reply = own.get(named(ONE), accept(ranges))
    assert reply.status == 406
    assert [media_type for media_type in FORMATS if media_type not in reply.text] == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_graph_that_is_not_there_is_404(own: Client, method: str) -> None:
    """Named either way; reading does not create it."""
    for where in (named(fresh()), fresh_path()):
        assert own.send(method, where).status == 404
        assert own.send(method, where).status == 404


def test_head_says_what_get_would(own: Client) -> None:
    """For a graph in the format asked for."""
    for media_type in FORMATS:
        head = own.send("HEAD", named(ONE), None, accept(media_type))
        get = own.get(named(ONE), accept(media_type))
        assert (head.status, head.media_type, head.body) == (200, media_type, b"")
        assert head.field("ETag") == get.field("ETag") != ""


def test_a_large_graph_is_whole(own: Client) -> None:
    """Every triple, once."""
    reply = own.get(named(MANY), accept(N_TRIPLES))
    assert len(reply.text.splitlines()) == len(set(quads(reply))) == MANY_SIZE


def test_reading_changes_nothing(own: Client) -> None:
    """The graph is the same afterwards, and so is its tag."""
    before = own.get(named(ONE))
    for media_type in FORMATS:
        own.get(named(ONE), accept(media_type))
    after = own.get(named(ONE))
    assert (after.body, after.field("ETag")) == (before.body, before.field("ETag"))


def test_readers_read_graphs_too(reader: Client) -> None:
    """Without any token."""
    assert held(reader, named(ONE)) == {"one", "shared", f"{EX}Thing"}
    assert held(reader, DEFAULT) == {"default"}
