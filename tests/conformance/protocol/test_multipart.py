"""Several documents in one POST, as web forms send files."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from tests.conformance.protocol.client import N_TRIPLES, TRIG, TURTLE, Client, Reply, sent_as
from tests.conformance.protocol.graphs import (
    DEFAULT,
    EX,
    fresh,
    fresh_path,
    held,
    named,
    saying,
)

BOUNDARY = "a-boundary-of-the-tests"
LD_JSON = f'{{"@id": "{EX}s", "{EX}p": "json"}}'


class Part(NamedTuple):
    """One document of a form."""

    text: str
    media_type: str = TURTLE
    filename: str = "graph.ttl"


def multipart(*parts: Part) -> bytes:
    """Write a body of parts."""
    lines: list[str] = []
    for part in parts:
        filename = f'; filename="{part.filename}"' if part.filename else ""
        lines += [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="file"{filename}']
        lines += [f"Content-Type: {part.media_type}"] if part.media_type else []
        lines += ["", part.text]
    return "\r\n".join([*lines, f"--{BOUNDARY}--", ""]).encode()


def post(client: Client, where: str, *parts: Part) -> Reply:
    """Send documents as a form."""
    media_type = f"multipart/form-data; boundary={BOUNDARY}"
    return client.send("POST", where, multipart(*parts), sent_as(media_type))


def test_all_documents_are_merged_into_the_graph(own: Client) -> None:
    """Named either way; each document is read by its own media type."""
    for where in (named(fresh()), fresh_path()):
        own.put(where, saying("before"))
        reply = post(
            own,
            where,
            Part(saying("a"), f"{TURTLE}; charset=utf-8"),
            Part(saying("b"), N_TRIPLES, "b.nt"),
            Part(LD_JSON, "application/ld+json", "c.jsonld"),
        )
        assert reply.status == 204
        assert held(own, where) == {"before", "a", "b", "json"}


def test_documents_may_make_a_graph(own: Client) -> None:
    """One that was named, or a new one of the store."""
    where = named(fresh())
    assert post(own, where, Part(saying("a")), Part(saying("b"))).status == 201
    assert held(own, where) == {"a", "b"}
    reply = post(own, "/graphs", Part(saying("a")), Part(saying("b")))
    assert reply.status == 201
    path = urlsplit(urljoin(own.address, reply.field("Location"))).path
    assert held(own, path) == {"a", "b"}


def test_documents_may_go_into_the_default_graph(emptied: Client) -> None:
    """Where there is one to write."""
    assert post(emptied, DEFAULT, Part(saying("a")), Part(saying("b"))).status == 204
    assert held(emptied, DEFAULT) == {"a", "b"}


def test_blank_nodes_of_two_documents_are_two(own: Client) -> None:
    """It is a merge, not a union of texts."""
    where = named(fresh())
    post(own, where, Part(f'_:b <{EX}p> "x" .'), Part(f'_:b <{EX}p> "x" .'))
    assert len(own.get(where, ("Accept", N_TRIPLES)).text.splitlines()) == 2


@pytest.mark.parametrize("filename", ["graph.ttl", "GRAPH.TTL", "a.b.nt"])
def test_a_document_without_a_media_type_is_read_by_its_name(own: Client, filename: str) -> None:
    """As far as the ending is known."""
    where = named(fresh())
    assert post(own, where, Part(saying("a"), "", filename)).status == 201
    assert held(own, where) == {"a"}


@pytest.mark.parametrize(
    ("part", "status"),
    [
        (Part(saying("b"), "", ""), 400),
        (Part(saying("b"), "", "graph.png"), 400),
        (Part(saying("b"), "", "ttl"), 400),
        (Part(saying("b"), "image/png"), 415),
        (Part(saying("b"), f"{TURTLE}; charset=utf-16"), 415),
        (Part("not RDF"), 400),
        (Part(f"<{EX}other> {{ {saying('b')} }}", TRIG, "b.trig"), 400),
    ],
)
def test_one_bad_document_refuses_all(own: Client, part: Part, status: int) -> None:
    """Nothing of the others is stored."""
    where = named(fresh())
    own.put(where, saying("before"))
    assert post(own, where, Part(saying("a")), part).status == status
    assert held(own, where) == {"before"}


def test_an_error_names_the_document_and_the_place(own: Client) -> None:
    """Among many files the client looks in the right one."""
    broken = Part("@prefix e: <http://e/> .\ne:a e:b ? .", filename="second.ttl")
    problem = post(own, named(fresh()), Part(saying("a")), broken).json
    assert "second.ttl" in problem["detail"]
    assert (problem["line"], problem["column"]) == (2, 9)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (multipart(Part(saying("a"))), "multipart/form-data"),
        (multipart(Part(saying("a"))), "multipart/form-data; boundary=another"),
        (multipart(Part(saying("a")))[:-30], f"multipart/form-data; boundary={BOUNDARY}"),
        (b"no parts", f"multipart/form-data; boundary={BOUNDARY}"),
    ],
)
def test_a_form_that_is_none_is_refused(own: Client, body: bytes, media_type: str) -> None:
    """Without a boundary, with another, or cut short."""
    where = named(fresh())
    assert own.send("POST", where, body, sent_as(media_type)).status == 400
    assert held(own, where) is None


@pytest.mark.parametrize("media_type", ["multipart/mixed", "multipart/related"])
def test_other_kinds_of_parts_are_415(own: Client, media_type: str) -> None:
    """Only forms are read."""
    sent = sent_as(f"{media_type}; boundary={BOUNDARY}")
    reply = own.send("POST", named(fresh()), multipart(Part(saying("a"))), sent)
    assert reply.status == 415


def test_a_form_of_no_documents_is_refused(own: Client) -> None:
    """It is a mistake, and no empty body."""
    where = named(fresh())
    assert post(own, where).status == 400
    assert held(own, where) is None


def test_a_form_needs_the_token_and_the_right_to_write(own: Client, reader: Client) -> None:
    """As every write."""
    where = named(fresh())
    assert post(own.anonymous, where, Part(saying("a"))).status == 401
    assert post(reader, where, Part(saying("a"))).status == 403
    assert held(own, where) is None


def test_what_is_of_no_document_may_not_be_long(own: Client) -> None:
    """Before the documents, in their heads, behind them: it would be held in memory."""
    where, form, long = named(fresh()), multipart(Part(saying("a"))), b"x" * (2 << 20)
    headed = form.replace(b"Content-Type", b"X-Long: " + long + b"\r\nContent-Type")
    for body in (long + b"\r\n" + form, headed, form + long):
        media_type = f"multipart/form-data; boundary={BOUNDARY}"
        reply = own.send("POST", where, body, sent_as(media_type))
        assert (reply.status, "of no document" in reply.json["detail"]) == (413, True)
    assert held(own, where) is None


def test_a_document_of_a_form_may_be_long(own: Client) -> None:
    """As long as any other; it goes into a file as it comes."""
    where = named(fresh())
    documents = (Part(f"{saying('a')}\n#{'x' * (3 << 20)}\n"), Part(saying("b")))
    assert post(own, where, *documents).status == 201
    assert held(own, where) == {"a", "b"}
