"""Speaks HTTP exactly as told: repeated parameters and fields, odd targets, chunks, no defaults."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

Pair: TypeAlias = tuple[str, str]
Field: TypeAlias = tuple[str, str]
Body: TypeAlias = bytes | Iterable[bytes] | None

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
CSV = "text/csv"
TRIG = "application/trig"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
PROBLEM = "application/problem+json"

_REFUSED = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError)


def target(path: str, *pairs: Pair) -> str:
    """Write a request target with parameters, in their order and as often as they are given."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def form(*pairs: Pair) -> bytes:
    """Write parameters as the body of a form."""
    return urlencode(pairs).encode()


def sent_as(media_type: str) -> Field:
    """The field that names the media type of a body."""
    return ("Content-Type", media_type)


def accept(media_range: str) -> Field:
    """The field that names what the client can read."""
    return ("Accept", media_range)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came."""

    status: int
    fields: tuple[Field, ...]
    body: bytes

    def field(self, name: str) -> str:
        """The values of a header field as one list; empty when it is not there."""
        return ", ".join(value for key, value in self.fields if key.lower() == name.lower())

    def listed(self, name: str) -> set[str]:
        """The members of a header field that is a list, in lower case."""
        return {part.strip().lower() for part in self.field(name).split(",") if part.strip()}

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.field("Content-Type").partition(";")[0].strip()

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one server; it shows its token with every request when it has one."""

    address: str
    token: str = ""

    @property
    def anonymous(self) -> Client:
        """The same server without a token."""
        return Client(self.address)

    def send(self, method: str, where: str, body: Body = None, *fields: Field) -> Reply:
        """Send a request; a body that comes in pieces goes out in chunks.

        A server may answer before it has read all of a body that it refuses.
        """
        host = urlsplit(self.address)
        with closing(http.client.HTTPConnection(host.netloc, timeout=60)) as connection:
            connection.connect()  # what fails here is no early answer
            connection.putrequest(method, where, skip_accept_encoding=True)
            for name, value in (*self._framing(body), *self._access(), *fields):
                connection.putheader(name, value)
            with suppress(*_REFUSED):
                connection.endheaders(body, encode_chunked=not isinstance(body, bytes))
            response = connection.getresponse()
            return Reply(response.status, tuple(response.getheaders()), response.read())

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and read to the end of what comes back."""
        with self.line() as line:
            line.sendall(data)
            received = b""
            while piece := line.recv(65536):
                received += piece
        return received

    def line(self) -> socket.socket:
        """Open a bare connection."""
        host = urlsplit(self.address)
        return socket.create_connection((str(host.hostname), int(host.port or 80)), timeout=60)

    def head_lines(self, method: str, where: str, *fields: Field) -> bytes:
        """The head of a request that asks the server to close the connection after its answer."""
        lines = [f"{method} {where} HTTP/1.1", f"Host: {urlsplit(self.address).netloc}"]
        lines += [f"{n}: {v}" for n, v in (*self._access(), *fields, ("Connection", "close"))]
        return "\r\n".join([*lines, "", ""]).encode("ascii")

    def get(self, where: str, *fields: Field) -> Reply:
        """Ask for a representation."""
        return self.send("GET", where, None, *fields)

    def query(self, text: str, *pairs: Pair, as_: str = JSON) -> Reply:
        """Run a query by GET; *pairs* are further parameters."""
        return self.get(target("/sparql", ("query", text), *pairs), accept(as_))

    def rows(self, text: str, *pairs: Pair) -> list[dict[str, str]]:
        """Run a SELECT that must succeed: its rows, each from variables to the text of terms."""
        reply = self.query(text, *pairs)
        assert reply.status == 200, reply.text
        bindings = reply.json["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]

    def ask(self, text: str) -> bool:
        """Run an ASK that must succeed."""
        reply = self.query(text)
        assert reply.status == 200, reply.text
        return bool(reply.json["boolean"])

    def update(self, text: str, *pairs: Pair) -> Reply:
        """Send an update directly; *pairs* go into the target."""
        return self.send("POST", target("/update", *pairs), text.encode(), sent_as(UPDATE))

    def put(self, where: str, text: str, *fields: Field, as_: str = TURTLE) -> Reply:
        """Replace a graph."""
        return self.send("PUT", where, text.encode(), sent_as(as_), *fields)

    def post(self, where: str, text: str, *fields: Field, as_: str = TURTLE) -> Reply:
        """Merge into a graph."""
        return self.send("POST", where, text.encode(), sent_as(as_), *fields)

    def delete(self, where: str, *fields: Field) -> Reply:
        """Remove a graph."""
        return self.send("DELETE", where, None, *fields)

    def _access(self) -> list[Field]:
        return [("Authorization", f"Bearer {self.token}")] if self.token else []

    @staticmethod
    def _framing(body: Body) -> list[Field]:
        if body is None:
            return []
        if isinstance(body, bytes):
            return [("Content-Length", str(len(body)))]
        return [("Transfer-Encoding", "chunked")]
