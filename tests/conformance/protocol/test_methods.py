"""Methods: what each route takes, HEAD as GET without a body, and requests from other pages."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import Client, Field, accept, target
from tests.conformance.protocol.graphs import DEFAULT, NOWHERE, ONE, named

READ = {"get", "head", "options"}
ROUTES = {
    "/sparql": READ | {"post"},
    "/update": {"post", "options"},
    "/graphs": READ | {"put", "post", "delete"},
    "/graphs?graph=no-iri": READ | {"put", "post", "delete"},
    "/graphs/name": READ | {"put", "post", "delete"},
    "/graph/catalogue": READ | {"put", "post", "delete"},
    "/queries": READ,
    "/queries/counts": READ,
    "/validate": READ | {"post"},
    "/help": READ,
    "/changes": READ,
    "/openapi.json": READ,
    "/health": READ,
    "/ready": READ,
    "/metrics": READ,
    "/": READ,
}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")
READABLE = [
    target("/sparql", ("query", "ASK {}")),
    target("/sparql", ("query", "CONSTRUCT WHERE { ?s ?p ?o }")),
    "/sparql",
    named(ONE),
    DEFAULT,
    "/queries",
    "/queries/named-graphs",
    "/changes",
    "/openapi.json",
    "/health",
    "/ready",
    "/",
]
PREFLIGHT: tuple[Field, ...] = (
    ("Origin", "https://page.example"),
    ("Access-Control-Request-Headers", "content-type"),
)


@pytest.mark.parametrize(("route", "allowed"), ROUTES.items(), ids=list(ROUTES))
def test_options_names_the_methods(own: Client, route: str, allowed: set[str]) -> None:
    """In Allow, all of them and no other."""
    reply = own.send("OPTIONS", route)
    assert reply.status in (200, 204)
    assert reply.listed("Allow") == allowed


@pytest.mark.parametrize(
    ("route", "method"),
    [(route, m) for route, allowed in ROUTES.items() for m in METHODS if m.lower() not in allowed],
)
def test_another_method_is_405_with_allow(own: Client, route: str, method: str) -> None:
    """Whatever else is wrong with the request, a token included."""
    reply = own.anonymous.send(method, route, b"" if method == "PATCH" else None)
    assert reply.status == 405
    assert reply.listed("Allow") == ROUTES[route]


def test_the_methods_do_not_depend_on_who_may_write(reader: Client) -> None:
    """A server for readers knows them, and refuses them."""
    for route in ("/update", "/graphs"):
        assert reader.send("OPTIONS", route).listed("Allow") == ROUTES[route]


@pytest.mark.parametrize("where", [*READABLE, named(NOWHERE), "/sparql?query=x", "/nothing"])
def test_head_is_get_without_a_body(own: Client, where: str) -> None:
    """The same status and fields; not a byte after them."""
    own.get(where)  # the home page has a tag when all that it tells of was found out
    head, _, rest = own.raw(own.head_lines("HEAD", where)).partition(b"\r\n\r\n")
    lines = [line.partition(b":") for line in head.split(b"\r\n")]
    fields = {name.decode().lower(): value.strip().decode() for name, _, value in lines[1:]}
    got = own.get(where)
    assert rest == b""
    assert int(lines[0][0].split()[1]) == got.status
    for name in ("Content-Type", "ETag", "Vary", "Cache-Control"):
        assert fields.get(name.lower(), "") == got.field(name)
    assert fields.get("content-length", str(len(got.body))) == str(len(got.body))


@pytest.mark.parametrize(
    ("route", "method"), [("/sparql", "GET"), ("/sparql", "POST"), (DEFAULT, "GET")]
)
def test_any_page_may_ask_to_read(own: Client, route: str, method: str) -> None:
    """Without credentials."""
    reply = own.send("OPTIONS", route, None, *PREFLIGHT, ("Access-Control-Request-Method", method))
    assert reply.status in (200, 204)
    assert reply.field("Access-Control-Allow-Origin") == "*"
    assert method.lower() in reply.listed("Access-Control-Allow-Methods")
    assert "content-type" in reply.listed("Access-Control-Allow-Headers")
    assert reply.field("Access-Control-Allow-Credentials") == ""


@pytest.mark.parametrize(
    ("route", "method"), [("/update", "POST"), (DEFAULT, "PUT"), (DEFAULT, "DELETE")]
)
def test_no_page_may_ask_to_write(own: Client, route: str, method: str) -> None:
    """A token is for programs, not for pages of others."""
    reply = own.send("OPTIONS", route, None, *PREFLIGHT, ("Access-Control-Request-Method", method))
    assert method.lower() not in reply.listed("Access-Control-Allow-Methods")
    assert "authorization" not in reply.listed("Access-Control-Allow-Headers")


@pytest.mark.parametrize("where", [READABLE[0], READABLE[2], named(ONE), "/sparql?query=x"])
def test_any_page_may_read_an_answer(own: Client, where: str) -> None:
    """Errors too, with the fields that a program needs."""
    reply = own.get(where, PREFLIGHT[0], accept("*/*"))
    assert reply.field("Access-Control-Allow-Origin") == "*"
    assert "etag" in reply.listed("Access-Control-Expose-Headers")
    assert reply.field("Access-Control-Allow-Credentials") == ""


@pytest.mark.parametrize("host", [None, "", "{x}", "a b", "a:999999", "[::1", "a\r\nHost: b"])
def test_a_request_names_one_host(own: Client, host: str | None) -> None:
    """RFC 9112 §3.2: answers name addresses of this server by it."""
    lines = [
        "GET /sparql HTTP/1.1",
        *([] if host is None else [f"Host: {host}"]),
        "Connection: close",
    ]
    assert own.raw("\r\n".join([*lines, "", ""]).encode()).split()[1] == b"400"
