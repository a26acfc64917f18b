"""The update operation: how an update is sent, what is refused, and when it is seen."""

from __future__ import annotations

import pytest

from kg.vocabulary import BASE_IRI
from tests.conformance.protocol.client import (
    FORM,
    QUERY,
    UPDATE,
    Body,
    Client,
    form,
    sent_as,
    target,
)
from tests.conformance.protocol.graphs import EX, ONE, fresh, held, named, saying
from tests.running import Endpoint

WITHOUT_BODY: Body = None


def insertion(iri: str, word: str = "new") -> str:
    """An update that puts a word into a graph."""
    return f"INSERT DATA {{ GRAPH <{iri}> {{ {saying(word)} }} }}"


REFUSED = insertion(f"{EX}refused")
CLEARING = f"CLEAR GRAPH <{ONE}>"


def nothing_was_done(client: Client) -> bool:
    """Neither `REFUSED` nor `CLEARING` was carried out."""
    kept = client.ask(f"ASK {{ GRAPH <{ONE}> {{ ?s <{EX}says> 'one' }} }}")
    return kept and held(client, named(f"{EX}refused")) is None


def test_an_update_is_sent_directly(own: Client) -> None:
    """As the whole body of a POST, not encoded; success has nothing to say."""
    iri = fresh()
    reply = own.send("POST", "/update", insertion(iri).encode(), sent_as(UPDATE))
    assert (reply.status, reply.body) == (204, b"")
    assert held(own, named(iri)) == {"new"}


def test_an_update_is_sent_in_a_form(own: Client) -> None:
    """As the field `update` of a POST."""
    iri = fresh()
    reply = own.send("POST", "/update", form(("update", insertion(iri))), sent_as(FORM))
    assert (reply.status, reply.body) == (204, b"")
    assert held(own, named(iri)) == {"new"}


def test_characters_of_an_update_arrive(own: Client) -> None:
    """Percent-encoded in a form, as UTF-8 in a body, escaped in SPARQL, and in chunks."""
    iri = fresh()
    direct = insertion(iri, "é𝄞+%41").encode()
    assert own.send("POST", "/update", [direct[:60], direct[60:]], sent_as(UPDATE)).status == 204
    assert own.send("POST", "/update", form(("update", insertion(iri, "ü+%42"))), sent_as(FORM))
    assert own.update(insertion(iri, "\\u20AC")).status == 204
    assert held(own, named(iri)) == {"é𝄞+%41", "ü+%42", "€"}


@pytest.mark.parametrize("text", ["", "  # only a comment\n", "PREFIX e: <http://example.org/>"])
def test_an_update_without_operations_is_legal(own: Client, text: str) -> None:
    """The grammar allows it; nothing changes."""
    assert own.update(text).status == 204
    assert own.send("POST", "/update", form(("update", text)), sent_as(FORM)).status == 204


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_an_update_is_only_sent_by_post(own: Client, method: str) -> None:
    """A link must never change anything."""
    for where in ("/update", target("/update", ("update", CLEARING))):
        reply = own.send(method, where)
        assert reply.status == 405
        assert reply.listed("Allow") == {"post", "options"}
    assert nothing_was_done(own)


@pytest.mark.parametrize(
    ("where", "body", "media_type"),
    [
        ("/update", form(("update", CLEARING), ("update", CLEARING)), FORM),
        ("/update", form(("update", CLEARING), ("query", "ASK {}")), FORM),
        ("/update", form(("query", "ASK {}")), FORM),
        ("/update", form(("using-graph-uri", ONE)), FORM),
        ("/update", b"", FORM),
        (target("/update", ("update", CLEARING)), b"", FORM),
        (target("/update", ("update", CLEARING)), form(("update", CLEARING)), FORM),
        (target("/update", ("update", CLEARING)), CLEARING.encode(), UPDATE),
        (target("/update", ("query", "ASK {}")), CLEARING.encode(), UPDATE),
        (target("/update", ("default-graph-uri", ONE)), CLEARING.encode(), UPDATE),
        (target("/update", ("named-graph-uri", ONE)), CLEARING.encode(), UPDATE),
        ("/update", form(("update", CLEARING), ("default-graph-uri", ONE)), FORM),
    ],
)
def test_there_is_exactly_one_update(own: Client, where: str, body: bytes, media_type: str) -> None:
    """In the body, without a query or the parameters of one."""
    assert own.send("POST", where, body, sent_as(media_type)).status == 400
    assert nothing_was_done(own)


def test_other_parameters_of_an_update_are_ignored(own: Client) -> None:
    """As with a query."""
    assert own.update("", ("format", "json")).status == 204


@pytest.mark.parametrize(
    "media_type",
    [
        "",
        "text/plain",
        QUERY,
        "application/json",
        f"{UPDATE}; charset=utf-16",
        f"{FORM}; charset=a",
    ],
)
def test_an_update_of_another_media_type_is_refused(own: Client, media_type: str) -> None:
    """Or of none, or in another charset."""
    body = form(("update", CLEARING)) if media_type.startswith(FORM) else CLEARING.encode()
    fields = [sent_as(media_type)] if media_type else []
    assert own.send("POST", "/update", body, *fields).status == 415
    assert nothing_was_done(own)


@pytest.mark.parametrize("media_type", [UPDATE.upper(), f'{UPDATE};charset="utf-8"'])
def test_the_media_type_of_an_update_is_read_as_http_says(own: Client, media_type: str) -> None:
    """Without regard to case, and with its parameters."""
    assert own.send("POST", "/update", b"", sent_as(media_type)).status == 204


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (f"{CLEARING} # \xff".encode("latin-1"), UPDATE),
        (CLEARING.encode("utf-16"), UPDATE),
        (form(("update", CLEARING)) + b"%20%23%FF", FORM),
        (form(("update", CLEARING)) + b"%20%23%zz", FORM),
    ],
)
def test_an_update_that_is_not_utf8_is_refused(own: Client, body: bytes, media_type: str) -> None:
    """Or is not percent-encoded."""
    assert own.send("POST", "/update", body, sent_as(media_type)).status == 400
    assert nothing_was_done(own)


@pytest.mark.parametrize(
    "text",
    [
        f"{CLEARING} ; SELECT * {{ ?s ?p ?o }}",
        f"{REFUSED} ; {REFUSED[:-1]}",
        f"{REFUSED} ; LOAD <{{address}}>",
        f"{REFUSED} ; LOAD SILENT <{{address}}> INTO GRAPH <{EX}refused>",
        f"{REFUSED} ; INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{{address}}> {{ ?s ?p ?o }} }}",
        f"{REFUSED} ; CREATE GRAPH <{ONE}>",
    ],
)
def test_an_update_is_done_as_a_whole_or_not_at_all(
    own: Client, silent_host: Endpoint, text: str
) -> None:
    """What comes before an error is not stored, and nobody is called."""
    assert own.update(text.replace("{address}", silent_host.address)).status in (400, 409)
    assert nothing_was_done(own)


def test_what_is_acknowledged_is_seen(own: Client) -> None:
    """By the next query, the next read of the graph and the next update, every time."""
    iri = fresh()
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    for n in range(1, 13):
        where = f"GRAPH <{iri}> {{ ?s ?p ?o }}" if n > 1 else ""
        text = f"INSERT {{ GRAPH <{iri}> {{ {saying(str(n))} }} }} WHERE {{ {where} }}"
        assert own.update(text).status == 204
        assert own.rows(count) == [{"n": str(n)}]
        assert len(held(own, named(iri)) or ()) == n


@pytest.mark.parametrize(
    ("object_", "iri"),
    [("<test>", f"{BASE_IRI}test"), ("<../up>", "https://w3id.org/up")],
)
def test_relative_iris_of_an_update_are_resolved(own: Client, object_: str, iri: str) -> None:
    """Against the base IRI of the store, as in a query, and against BASE where there is one."""
    graph = fresh()
    own.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <{EX}s> <{EX}p> {object_} }} }}")
    own.update(f"BASE <{EX}> INSERT DATA {{ GRAPH <{graph}> {{ <s> <p> <based> }} }}")
    assert held(own, named(graph)) == {iri, f"{EX}based"}
