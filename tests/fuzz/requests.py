"""Strategies: requests as clients send them, with parts that no client should send."""

from __future__ import annotations

import gzip
import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.conformance.protocol.client import (
    CSV,
    FORM,
    JSON,
    PROBLEM,
    QUERY,
    TRIG,
    TURTLE,
    UPDATE,
    Field,
    Pair,
)


class Request(NamedTuple):
    """One request: parameters are encoded into the target."""

    method: str
    path: str
    parameters: tuple[Pair, ...] = ()
    body: bytes | None = None
    media_type: str = ""
    fields: tuple[Field, ...] = ()


_MULTIPART = "multipart/form-data; boundary=x"
_DISPOSITION = b'Content-Disposition: form-data; name="f"; filename="f.ttl"'
_PART = b"--x\r\n" + _DISPOSITION + b"\r\n\r\n<a:s> <a:p> 1 .\r\n--x--"
_UPDATE = b"INSERT DATA { GRAPH <urn:g> { <a:s> <a:p> 1 } }"
_GRAPH = (("graph", "urn:g"),)
WELL_FORMED = [
    Request("GET", "/"),
    Request("GET", "/sparql"),
    Request("GET", "/sparql", (("query", "ASK {}"), ("timeout", "1"))),
    Request("GET", "/sparql", (("query", "SELECT * { ?s ?p ?o } LIMIT 2"),)),
    Request("GET", "/sparql", (("query", "SELECT ?at {}"), ("at", "2024-05-12"))),
    Request("GET", "/sparql", (("query", "ASK {}"), ("known-at", "2024-05-12"))),
    Request("GET", "/queries"),
    Request("GET", "/queries/answers-on-date", (("post", "a:b"), ("at", "2024-05-12"))),
    Request("POST", "/sparql", (), b"DESCRIBE <http://example.org/n1>", QUERY),
    Request("POST", "/sparql", (), b"query=ASK+%7B%7D&named-graph-uri=a:b", FORM),
    Request("POST", "/update", (), _UPDATE, UPDATE),
    Request("POST", "/update", (), b"update=CLEAR+SILENT+GRAPH+%3Curn:g%3E", FORM),
    Request("GET", "/graphs", _GRAPH),
    Request("GET", "/graphs", (("default", ""),)),
    Request("PUT", "/graphs", _GRAPH, b"<a:s> <a:p> <a:o> .", TURTLE),
    Request("POST", "/graphs", (), _PART, _MULTIPART),
    Request("POST", "/graphs", _GRAPH, b'{"@id": "a:s", "a:p": 1}', "application/ld+json"),
    Request("PUT", "/graphs/x", (), b"<a:s> <a:p> 'x'@en .", TRIG),
    Request("DELETE", "/graph/x"),
    Request("POST", "/validate", (), b"<a:s> a <a:C> .", TURTLE),
    Request("GET", "/changes", (("before", "3"),)),
    Request("GET", "/changes/1"),
    Request("GET", "/openapi.json"),
    Request("GET", "/metrics"),
]
_VISIBLE = st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f")
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.one_of(
    words, st.sampled_from(["", "1", "0", "-1", "nan", "9" * 5000, "a:b", "<>", "urn:g"])
)
_NAMES = "query update at known-at timeout graph default before x default-graph-uri named-graph-uri"
names = st.sampled_from(f"{_NAMES} using-graph-uri using-named-graph-uri".split())
paths = st.one_of(
    st.sampled_from([request.path for request in WELL_FORMED]),
    words.map(lambda text: "/graphs/" + quote(text, safe="")),
    words.map(lambda text: "/" + quote(text, safe="/")),
    st.binary(max_size=10).map(lambda data: "/graphs/" + quote(data)),
    st.just("/changes/" + "9" * 5000),
)
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X"])
_TYPES = [JSON, TURTLE, TRIG, QUERY, UPDATE, FORM, CSV, _MULTIPART, "text/html", PROBLEM, "*/*"]
_TYPES += ["application/rdf+xml", "application/ld+json", f"{FORM}; charset=latin-1", "a/b;q=x"]
media_types = st.one_of(
    st.sampled_from(_TYPES), st.text(_VISIBLE, max_size=20), st.sampled_from(["", ";", ",;q="])
).filter(lambda text: text == text.strip())
_FIELDS = "Accept If-Match If-None-Match Accept-Encoding Origin Authorization Content-Encoding"
_FIELDS += " Range Host X-Forwarded-For Cookie Expect Accept-Charset Upgrade"
_TEXTS = ["*", '"', 'W/"x-1-"', "gzip", "br;q=1", "Bearer", "Basic x", "bytes=0-", "[::1", "a, b"]
field_values = st.one_of(media_types, st.sampled_from(_TEXTS))
fields = st.lists(st.tuples(st.sampled_from(_FIELDS.split()), field_values), max_size=3)
_RDF = [b"<a:s> <a:p> <a:o> .", b"<urn:g> { <a:s> <a:p> 1 }", b'{"@id": "a:s"}', b"<r/>", _PART]
bodies = st.one_of(
    st.none(),
    st.binary(max_size=200),
    st.sampled_from(_RDF),
    st.sampled_from(_RDF).map(gzip.compress),
    st.lists(st.tuples(names, values), max_size=3).map(lambda pairs: urlencode(pairs).encode()),
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A request that is well formed, but for some of its parts."""
    request = draw(st.sampled_from(WELL_FORMED))
    spoilt = draw(st.sets(st.sampled_from(Request._fields), max_size=3))
    if "method" in spoilt:
        request = request._replace(method=draw(methods))
    if "path" in spoilt:
        request = request._replace(path=draw(paths))
    if "parameters" in spoilt:
        more = draw(st.lists(st.tuples(names, values), max_size=3))
        kept = request.parameters if draw(st.booleans()) else ()
        request = request._replace(parameters=(*kept, *more))
    if "body" in spoilt:
        request = request._replace(body=draw(bodies))
    if "media_type" in spoilt:
        request = request._replace(media_type=draw(media_types))
    return request._replace(fields=tuple(draw(fields)) if "fields" in spoilt else ())


@st.composite
def raw_requests(draw: st.DrawFn) -> bytes:
    """The bytes of one whole request: a head of any lines, and a body as long as it says."""
    method = draw(st.one_of(st.sampled_from([b"GET", b"POST", b"HEAD", b"get", b""]), _LINE))
    target = draw(st.one_of(st.sampled_from([b"/", b"*", b"//", b"http://[::1/", b"a"]), _LINE))
    version = draw(st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/x", b""]))
    lines = draw(st.lists(st.one_of(_LINE, st.builds(_field, _LINE, _LINE)), max_size=3))
    body = draw(st.binary(max_size=20))
    lines += [b"Content-Length: %d" % len(body), b"Connection: close"]
    return b"\r\n".join([b" ".join((method, target, version)), *lines, b"", body])


def _field(name: bytes, value: bytes) -> bytes:
    return name + b": " + value


def _is_line(data: bytes) -> bool:
    """One line; no chunks are announced, which the body does not have."""
    return not re.search(rb"[\r\n]|^transfer", data, re.IGNORECASE)


_LINE = st.binary(min_size=1, max_size=20).filter(_is_line)
