"""Tests of kg.query_guards.calls: which other servers a query may call."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import SourcePositionError, UnavailableError
from kg.query_guards import check_query
from kg.sparql import QueryForm
from kg.store.snapshot import Snapshot
from tests.running import endpoint

HOST = "<http://127.0.0.1:9/>"
CALLS = [
    f"SELECT * {{ SERVICE {HOST} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {HOST} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{HOST}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ VALUES ?x {{ {HOST} }} SERVICE?x{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p true.SERVICE{HOST}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ # a comment\nSERVICE # another\n{HOST} {{ ?s ?p ?o }} }}",
    f"PREFIX e: {HOST} PREFIX SERVICEe: {HOST} SELECT * {{ SERVICEe:x{{ ?s ?p ?o }} }}",
    f"PREFIX : {HOST} PREFIX SERVICE: {HOST} SELECT * {{ SERVICE:x # {{\n{{ ?s ?p ?o }} }}",
    f"ASK {{ FILTER EXISTS {{ GRAPH ?g {{ SERVICE {HOST} {{ ?s ?p ?o }} }} }} }}",
]


@pytest.mark.parametrize("text", CALLS)
def test_calls_to_other_servers_are_refused(text: str) -> None:
    """However they are spelled: the engine needs no space after its keywords."""
    with pytest.raises(SourcePositionError, match="SERVICE is refused") as caught:
        check_query(text)
    assert f"Line {caught.value.line}, column {caught.value.column}: " in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX e: <http://e/> SELECT ?service { ?service e:service 'SERVICE <x> {}' }",
        "PREFIX service: <http://e/> SELECT * FROM service:g { GRAPH service:g { ?s ?p ?o } }",
        "ASK { <http://example.org/SERVICE> ?p ?o } # SERVICE",
    ],
)
def test_the_word_service_may_be_a_name(text: str) -> None:
    """A graph of services can be asked about."""
    check_query(text)


SERVICES = ("https://example.org/sparql", "http://127.0.0.1:9/a.b")
GROUP = "{ ?s ?p ?o }"


@pytest.mark.parametrize(
    "call",
    [
        f"SERVICE <https://example.org/sparql> {GROUP}",
        f"service silent<https://example.org/sparql>{GROUP}",
        f"SERVICE # a comment\n <http://127.0.0.1:9/a.b> # another\n {GROUP}",
        f"SERVICE e:sparql {GROUP}",
        f"SERVICE SILENT h:a\\.b{GROUP}",
        f"SERVICE e:sparql {GROUP} SERVICE h:a.b {{ SERVICE e:sparql {GROUP} }}",
    ],
)
def test_an_allowed_service_may_be_called(call: str) -> None:
    """By its IRI, or a name for it."""
    text = f"PREFIX e: <https://example.org/> PREFIX h: <http://127.0.0.1:9/> ASK {{ {call} }}"
    assert check_query(text, services=SERVICES) is QueryForm.ASK
    with pytest.raises(SourcePositionError, match="this server calls no other"):
        check_query(text)


@pytest.mark.parametrize(
    "call",
    [
        f"SERVICE <https://example.org/sparq> {GROUP}",
        f"SERVICE <https://example.org/sparql/> {GROUP}",
        f"SERVICE <https://example.org/sparql?x> {GROUP}",
        f"SERVICE <sparql> {GROUP}",
        f"SERVICE <https://example.org/sparq\\u006c> {GROUP}",
        f"SERVICE ?x {GROUP}",
        f"SERVICE SILENT SILENT <https://example.org/sparql> {GROUP}",
        f"SERVICESILENT <https://example.org/sparql> {GROUP}",
        f"SERVICE SILENTe:sparql {GROUP}",
        f"SERVICE e:sparql\u0301 {GROUP}",
        f"SERVICE e:other {GROUP}",
        f"SERVICE r:sparql {GROUP}",
        f"SERVICE <https://example.org/sparql> {{ SERVICE ?x {GROUP} }}",
        f"SERVICE <https://example.org/sparql> <urn:x> {GROUP}",
        f"?s ?p e:.SERVICE<https://example.org/sparql>{GROUP}",
    ],
)
def test_no_other_service_may_be_called(call: str) -> None:
    """Nor an allowed one in a spelling that the engine might read in another way."""
    text = (
        "BASE <https://example.org/> PREFIX r: <> PREFIX SILENTe: <https://example.org/>"
        f" PREFIX e: <https://example.org/> ASK {{ {call} }}"
    )
    with pytest.raises(SourcePositionError, match=r"SERVICE is refused.* <https://example.org/sp"):
        check_query(text, services=SERVICES)


def test_the_last_declaration_of_a_prefix_counts() -> None:
    """As it does for the engine, whatever it is."""
    for last in ("<https://example.com/>", "<relative/>"):
        text = (
            f"PREFIX e: <https://example.org/> PREFIX e: {last} ASK {{ SERVICE e:sparql {GROUP} }}"
        )
        with pytest.raises(SourcePositionError):
            check_query(text, services=SERVICES)


FOUND = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:s"}}]}}'
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(FOUND), FOUND)
)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_service_cannot_send_us_elsewhere(status: int) -> None:
    """The engine follows no redirect: who allows an endpoint does not allow its friends."""
    with endpoint(ANSWER) as other:
        moved = b"HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
        with endpoint(moved % (status, other.address.encode())) as allowed:
            text = f"ASK {{ SERVICE <{allowed.address}> {GROUP} }}"
            check_query(text, services=[allowed.address])
            with pytest.raises(UnavailableError, match="could not be finished"):
                Snapshot.of_quads([]).ask(text)
            assert len(allowed.calls) == 1
        assert other.calls == []


def test_an_allowed_service_is_called() -> None:
    """So that the test above can fail."""
    with endpoint(ANSWER) as allowed:
        text = f"SELECT ?s {{ SERVICE <{allowed.address}> {GROUP} }}"
        check_query(text, services=[allowed.address])
        assert Snapshot.of_quads([]).select(text) == (["s"], [{"s": ox.NamedNode("urn:s")}])
        assert b"SELECT * WHERE { ?s ?p ?o . }" in allowed.calls[0]
