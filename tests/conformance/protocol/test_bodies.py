"""Bodies of requests: media types, charsets, encodings, and limits."""

from __future__ import annotations

import gzip
import select
import zlib
from collections.abc import Iterator

import pytest

from tests.conformance.protocol.client import (
    FORM,
    QUERY,
    TURTLE,
    UPDATE,
    Client,
    Field,
    form,
    sent_as,
)
from tests.conformance.protocol.graphs import DEFAULT, EX, ONE, fresh, held, named, saying

PACKED = ("Content-Encoding", "gzip")
ENORMOUS = 1 << 40
MOST_SENT = 2 << 30
RDF_XML = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<r:Description r:about="{EX}s"><p xmlns="{EX}">x</p></r:Description></r:RDF>'
)
LIMITED = pytest.mark.parametrize(
    ("method", "where", "media_type"),
    [
        ("PUT", named(f"{EX}too-large"), TURTLE),
        ("POST", named(f"{EX}too-large"), TURTLE),
        ("POST", "/graphs", TURTLE),
        ("POST", "/sparql", QUERY),
        ("POST", "/sparql", FORM),
        ("POST", "/update", UPDATE),
        ("POST", "/validate", TURTLE),
    ],
)


def bomb() -> bytes:
    """Four megabytes that inflate to four gigabytes of spaces: a block that stands for itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packer.compress(b"")
    block = packer.compress(b" " * (16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + block * 256


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(
    "media_type",
    ["image/png", "text/html", "text/csv", FORM, UPDATE, "turtle", "*/*"],
)
def test_a_media_type_without_a_parser_is_415(own: Client, method: str, media_type: str) -> None:
    """Whatever the body looks like, and also when it is empty in a PUT."""
    where = named(fresh())
    assert own.send(method, where, saying("x").encode(), sent_as(media_type)).status == 415
    assert own.put(where, "", as_=media_type).status == 415
    assert held(own, where) is None


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_without_a_media_type_only_rdf_xml_is_read(own: Client, method: str) -> None:
    """As the Recommendation advises; nothing else is guessed, and the answer is 415."""
    where = named(fresh())
    for text in (saying("x"), "{}", "not RDF", "<html/>"):
        assert own.send(method, where, text.encode()).status == 415
    assert held(own, where) is None
    assert own.send(method, where, RDF_XML.encode()).status == 201
    assert held(own, where) == {"x"}


@pytest.mark.parametrize(
    "media_type", [f"{TURTLE};charset=utf-8", f'{TURTLE}; charset="UTF-8"', TURTLE.upper()]
)
def test_parameters_of_a_media_type_are_read(own: Client, media_type: str) -> None:
    """As HTTP says."""
    assert own.put(named(fresh()), saying("é𝄞"), as_=media_type).status == 201


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "nonsense"])
def test_a_document_in_another_charset_is_415(own: Client, charset: str) -> None:
    """Turtle is UTF-8; a promise of something else is not read as if it were."""
    assert own.put(named(fresh()), saying("x"), as_=f"{TURTLE}; charset={charset}").status == 415


@pytest.mark.parametrize("media_type", [TURTLE, "application/n-triples", "application/ld+json"])
def test_a_document_that_is_not_utf8_is_refused(own: Client, media_type: str) -> None:
    """As malformed."""
    where = named(fresh())
    body = saying("é").encode("latin-1")
    assert own.send("PUT", where, body, sent_as(media_type)).status == 400
    assert held(own, where) is None


def test_a_refused_document_leaves_the_old_graph(own: Client) -> None:
    """Nothing of half a document is stored."""
    where = named(fresh())
    own.put(where, saying("old"))
    for method in ("PUT", "POST"):
        body = f"{saying('new')} <{EX}broken".encode()
        assert own.send(method, where, body, sent_as(TURTLE)).status == 400
    assert held(own, where) == {"old"}


def test_a_document_may_come_in_chunks(own: Client) -> None:
    """Of any size."""
    where = named(fresh())
    pieces = [saying("é").encode()[n : n + 7] for n in range(0, len(saying("é").encode()), 7)]
    assert own.send("PUT", where, pieces, sent_as(TURTLE)).status == 201
    assert held(own, where) == {"é"}


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_a_document_may_come_in_gzip(own: Client, encoding: str) -> None:
    """In one piece or in chunks."""
    where = named(fresh())
    packed = gzip.compress(saying("x").encode())
    field = ("Content-Encoding", encoding)
    assert own.send("PUT", where, packed, sent_as(TURTLE), field).status == 201
    chunks = [packed[:20], packed[20:]]
    assert own.send("PUT", where, chunks, sent_as(TURTLE), field).status == 204
    assert held(own, where) == {"x"}


def test_queries_and_updates_may_come_in_gzip(own: Client) -> None:
    """Directly and in forms."""
    for where, media_type, body, status in (
        ("/sparql", QUERY, b"ASK {}", 200),
        ("/sparql", FORM, form(("query", "ASK {}")), 200),
        ("/update", UPDATE, b"", 204),
        ("/update", FORM, form(("update", "")), 204),
    ):
        packed = gzip.compress(body, mtime=0)
        assert own.send("POST", where, packed, sent_as(media_type), PACKED).status == status


@pytest.mark.parametrize(
    "packed",
    [
        b"not gzip",
        gzip.compress(saying("x").encode(), mtime=0)[:-12],
        gzip.compress(saying("x").encode(), mtime=0)[:-8] + b"\0" * 8,
    ],
)
def test_broken_gzip_is_refused(own: Client, packed: bytes) -> None:
    """Not gzip at all, cut short, or with a wrong checksum."""
    where = named(fresh())
    assert own.send("PUT", where, packed, sent_as(TURTLE), PACKED).status == 400
    assert held(own, where) is None


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "compress"])
def test_another_encoding_is_415(own: Client, encoding: str) -> None:
    """And the answer names the one that is read."""
    reply = own.send("PUT", named(fresh()), b"x", sent_as(TURTLE), ("Content-Encoding", encoding))
    assert reply.status == 415
    assert "gzip" in reply.listed("Accept-Encoding")


@LIMITED
def test_a_body_that_is_announced_too_large_is_413(
    own: Client, method: str, where: str, media_type: str
) -> None:
    """Before it is sent."""
    fields: list[Field] = [sent_as(media_type), ("Content-Length", str(ENORMOUS))]
    answer = own.raw(own.head_lines(method, where, *fields))
    assert answer.split()[1] == b"413"


@LIMITED
def test_a_body_without_end_is_cut_off(
    own: Client, method: str, where: str, media_type: str
) -> None:
    """As soon as the limit is reached."""
    fields = [sent_as(media_type), ("Transfer-Encoding", "chunked")]
    piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    with own.line() as line:
        line.sendall(own.head_lines(method, where, *fields))
        sent = 0
        while sent < MOST_SENT and not select.select([line], [], [], 0)[0]:
            try:
                line.sendall(piece)
            except OSError:
                break
            sent += len(piece)
        assert line.recv(64).split()[1] == b"413"
    assert own.ask("ASK {}")


@LIMITED
def test_a_body_that_inflates_without_end_is_cut_off(
    own: Client, method: str, where: str, media_type: str
) -> None:
    """At the same limit, counted after inflation."""
    reply = own.send(method, where, bomb(), sent_as(media_type), PACKED)
    assert reply.status == 413
    assert own.ask("ASK {}")


def test_what_is_refused_leaves_no_trace(own: Client) -> None:
    """Of all bodies that were too large."""
    assert held(own, named(f"{EX}too-large")) is None
    assert held(own, named(ONE)) is not None
    assert "default" in (held(own, DEFAULT) or ())


@pytest.mark.parametrize("length", ["-1", "x", "1, 2"])
def test_a_length_that_is_no_number_is_refused(own: Client, length: str) -> None:
    """By the server itself."""
    fields = [sent_as(TURTLE), ("Content-Length", length)]
    assert own.raw(own.head_lines("PUT", named(fresh()), *fields)).split()[1] == b"400"


def pieces_of(text: str) -> Iterator[bytes]:
    """Each character of a text as a chunk."""
    for character in text:
        yield character.encode()


def test_chunks_may_be_tiny(own: Client) -> None:
    """One character each."""
    where = named(fresh())
    assert own.send("PUT", where, pieces_of(saying("é𝄞")), sent_as(TURTLE)).status == 201
    assert held(own, where) == {"é𝄞"}


def test_a_gzip_body_of_several_members_is_read_whole(own: Client) -> None:
    """As block compressors and `cat a.gz b.gz` write it (RFC 1952 §2.2); rubbish is no member."""
    where = named(fresh())
    members = gzip.compress(saying("one").encode()) + gzip.compress(saying("two").encode())
    sent = own.send("PUT", where, members, ("Content-Type", "text/turtle"), PACKED)
    assert sent.status == 201, sent.text
    assert held(own, where) == {"one", "two"}
    rubbish = gzip.compress(saying("one").encode()) + b"rubbish"
    assert own.send("PUT", where, rubbish, ("Content-Type", "text/turtle"), PACKED).status == 400
    assert held(own, where) == {"one", "two"}


@pytest.mark.parametrize("framing", [b"0" * 70_000, b"0\r\n" + b"X: y\r\n" * 12_000])
def test_framing_without_an_end_is_refused(own: Client, framing: bytes) -> None:
    """The size of a chunk and the trailer are read at a cost that grows with their square."""
    fields = (("Content-Type", QUERY), ("Transfer-Encoding", "chunked"))
    answer = own.raw(own.head_lines("POST", "/sparql", *fields) + framing)
    assert answer.split()[1] == b"400"


def test_a_part_of_a_graph_cannot_be_put(own: Client) -> None:
    """RFC 9110 §14.5: taken for the whole, it would remove the rest."""
    where = named(fresh())
    own.put(where, saying("old"))
    assert own.put(where, saying("new"), ("Content-Range", "bytes 0-9/100")).status == 400
    assert held(own, where) == {"old"}
