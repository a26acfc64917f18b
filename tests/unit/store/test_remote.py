"""Tests of kg.store.remote, against hosts on loopback that misbehave."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg.errors import InputError, KgError, ParameterError, TooLargeError, UpstreamError
from kg.store.remote import RemoteDataset
from tests.running import endpoint

QUERY = "SELECT ?s { ?s ?p 'ä & b' }"
JSON = b"application/sparql-results+json"
TABLE = b'{"head":{"vars":["s","t"]},"results":{"bindings":[{"s":{"type":"uri","value":"a:b"}}]}}'


def http(
    body: bytes, status: str = "200 OK", content_type: bytes = JSON, more: bytes = b""
) -> bytes:
    """An answer as it goes over the wire; the connection is closed behind it."""
    head = b"HTTP/1.1 " + status.encode() + b"\r\nContent-Type: " + content_type
    return head + b"\r\nConnection: close\r\n" + more + b"\r\n" + body


def select(answer: bytes, *, pause: float = 0.0, deadline: float = 5.0) -> object:
    """Ask a host that gives *answer*."""
    with endpoint(answer, pause=pause) as host:
        return RemoteDataset(host.address, deadline=deadline, max_bytes=10_000).select(QUERY)


def test_a_query_goes_out_as_a_form_and_comes_back_as_rows() -> None:
    """By POST, with the media type that is wanted and the name of the program."""
    with endpoint(http(TABLE)) as host:
        names, rows = RemoteDataset(host.address).select(QUERY)
        (call,) = host.calls
    assert names == ["s", "t"]
    assert rows == [{"s": ox.NamedNode("a:b")}]
    head, _, body = call.decode().partition("\r\n\r\n")
    assert head.startswith("POST / HTTP/1.1\r\n")
    assert "Accept: application/sparql-results+json" in head
    assert "User-Agent: geoactors/" in head.replace("User-agent", "User-Agent")
    assert parse_qs(body)["query"] == [QUERY]


def test_an_answer_is_passed_on_in_the_format_that_was_asked_for() -> None:
    """Byte for byte."""
    with endpoint(http(b"s\r\na:b\r\n", content_type=b"text/csv; charset=utf-8")) as host:
        answer = RemoteDataset(host.address).serialise(QUERY, ox.QueryResultsFormat.CSV)
        assert b"text/csv" in host.calls[0]
    assert answer == b"s\r\na:b\r\n"


@pytest.mark.parametrize("said", [True, False])
def test_a_question_is_answered(said: bool) -> None:
    """With true or false."""
    with endpoint(http(b'{"head":{},"boolean":%s}' % str(said).lower().encode())) as host:
        assert RemoteDataset(host.address).ask("ASK {}") is said


CHUNKED = b"Transfer-Encoding: chunked\r\n"
FAILURES = {
    "an error": (http(b"out of memory", "500 Oops"), UpstreamError, "HTTP 500: out of memory"),
    "busy": (http(b"", "503 Busy"), UpstreamError, "HTTP 503: Busy"),
    "a refused query": (http(b"line 1: no", "400 Bad"), InputError, "HTTP 400: line 1: no"),
    "another type": (http(b"<p>", content_type=b"text/html"), UpstreamError, "it sent text/html"),
    "no type": (b"HTTP/1.1 200 OK\r\n\r\n{}", UpstreamError, "it sent text/plain"),
    "no HTTP": (b"hello there\r\n\r\n", UpstreamError, "did not answer: hello there"),
    "nothing": (b"", UpstreamError, "did not answer"),
    "no JSON": (http(b"<p>"), UpstreamError, "is no SPARQL result"),
    "broken JSON": (http(TABLE[:-9]), UpstreamError, "is no SPARQL result"),
    "no IRI": (http(TABLE.replace(b"a:b", b"a b")), UpstreamError, "is no SPARQL result"),
    "a boolean": (http(b'{"head":{},"boolean":true}'), UpstreamError, "is not a table"),
    "a short body": (http(TABLE, more=b"Content-Length: 500\r\n"), UpstreamError, "breaks off"),
    "a short chunk": (http(b"ff\r\n{}", more=CHUNKED), UpstreamError, "did not answer"),
    "too much": (http(b" " * 20_000), TooLargeError, "longer than 10,000 bytes. Add a LIMIT"),
}


@pytest.mark.parametrize(("answer", "kind", "reason"), FAILURES.values(), ids=FAILURES)
def test_a_bad_answer_is_said_to_be_the_endpoint_s(
    answer: bytes, kind: type[KgError], reason: str
) -> None:
    """Each with the address and a plain sentence, and never as an empty result."""
    with pytest.raises(kind, match=r"http://127\.0\.0\.1:\d+/: ") as caught:
        select(answer)
    assert reason in str(caught.value)
    assert type(caught.value) is kind


def test_a_table_is_no_answer_to_a_question() -> None:
    """Nor is it true because it is not empty."""
    with (
        endpoint(http(TABLE)) as host,
        pytest.raises(UpstreamError, match="neither true nor false"),
    ):
        RemoteDataset(host.address).ask("ASK {}")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 T", "308 P"])
def test_redirects_are_not_followed(status: str) -> None:
    """They could lead a query anywhere."""
    with endpoint(http(TABLE)) as other:
        answer = http(b"", status, more=b"Location: %s\r\n" % other.address.encode())
        with pytest.raises(UpstreamError, match="the endpoint redirects; name its new address"):
            select(answer)
        assert other.calls == []


HEAD = http(b"", more=b"Content-Length: 1000\r\n")


@pytest.mark.parametrize(
    ("prelude", "pause"), [(b"", 60.0), (HEAD, 60.0), (HEAD, 0.02)], ids=["mute", "stuck", "slow"]
)
def test_an_endpoint_meets_the_deadline(prelude: bytes, pause: float) -> None:
    """It holds for the whole answer, not for each of its bytes."""
    before = time.monotonic()
    late = r"timed out|no complete answer within 0\.5"
    with (
        endpoint(b" " * 1000, pause=pause, prelude=prelude) as host,
        pytest.raises(UpstreamError, match=late),
    ):
        RemoteDataset(host.address, deadline=0.5).select(QUERY)
    assert time.monotonic() - before < 4


def test_a_port_where_nobody_listens_is_said_so() -> None:
    """With the reason of the operating system."""
    with endpoint() as host:
        address = host.address
    with pytest.raises(UpstreamError, match=r"did not answer: .*refused"):
        RemoteDataset(address).select(QUERY)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http:///sparql",
        "http://127.0.0.1:port/",
        "http://127.0.0.1/ sparql",
        "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/spärql",
        "http://name:secret@127.0.0.1/",
    ],
)
def test_what_is_no_address_of_an_endpoint_is_refused(address: str) -> None:
    """Before anything is sent."""
    with pytest.raises(ParameterError, match="is no address of an endpoint"):
        RemoteDataset(address)
