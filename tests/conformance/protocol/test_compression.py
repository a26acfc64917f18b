"""Answers in gzip, for those who ask."""

from __future__ import annotations

import gzip

import pytest

from tests.conformance.protocol.client import CSV, N_TRIPLES, TURTLE, Client, accept, target
from tests.conformance.protocol.graphs import MANY, MANY_SIZE, named

SELECT = target("/sparql", ("query", f"SELECT * {{ GRAPH <{MANY}> {{ ?s ?p ?o }} }}"))
CONSTRUCT = target("/sparql", ("query", f"CONSTRUCT FROM <{MANY}> WHERE {{ ?s ?p ?o }}"))
LARGE = pytest.mark.parametrize(
    ("where", "media_type"),
    [(SELECT, CSV), (CONSTRUCT, TURTLE), (named(MANY), N_TRIPLES), ("/sparql", TURTLE)],
)
GZIP = ("Accept-Encoding", "gzip")


@LARGE
@pytest.mark.parametrize("encodings", ["gzip", "deflate, gzip;q=0.5", "GZIP"])
def test_who_asks_gets_gzip(own: Client, where: str, media_type: str, encodings: str) -> None:
    """And the same content."""
    reply = own.get(where, accept(media_type), ("Accept-Encoding", encodings))
    assert (reply.status, reply.field("Content-Encoding")) == (200, "gzip")
    assert gzip.decompress(reply.body) == own.get(where, accept(media_type)).body


@LARGE
@pytest.mark.parametrize("encodings", ["", "identity", "br", "gzip;q=0", "identity, *;q=0"])
def test_who_does_not_ask_gets_none(
    own: Client, where: str, media_type: str, encodings: str
) -> None:
    """An absent field is no request."""
    for fields in ([], [("Accept-Encoding", encodings)]):
        reply = own.get(where, accept(media_type), *fields)
        assert (reply.status, reply.field("Content-Encoding")) == (200, "")


@LARGE
def test_answers_vary_with_the_encoding(own: Client, where: str, media_type: str) -> None:
    """Compressed or not."""
    for fields in ([], [GZIP]):
        reply = own.get(where, accept(media_type), *fields)
        assert reply.listed("Vary") >= {"accept", "accept-encoding"}


@LARGE
def test_compressed_bytes_have_their_own_validator(
    own: Client, where: str, media_type: str
) -> None:
    """A strong tag never names two sequences of bytes, and each tag spares its answer."""
    plain = own.get(where, accept(media_type)).field("ETag")
    packed = own.get(where, accept(media_type), GZIP).field("ETag")
    assert plain != packed or plain.startswith("W/")
    again = own.get(where, accept(media_type), GZIP, ("If-None-Match", packed))
    assert (again.status, again.body) == (304, b"")


def test_compression_is_worth_it(own: Client) -> None:
    """A table of five hundred similar rows shrinks to a fifth at most."""
    packed = own.get(SELECT, accept(CSV), GZIP).body
    assert len(packed) * 5 < len(own.get(SELECT, accept(CSV)).body)
    assert len(gzip.decompress(packed).splitlines()) == MANY_SIZE + 1
