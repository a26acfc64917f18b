"""A client with one connection that is kept, thin enough not to hide what a server takes."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote, urlsplit

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CHUNKED = re.compile(rb"(?i)\r\ntransfer-encoding: *chunked")
_CLOSES = re.compile(rb"(?i)\r\nconnection: *close")
_MIB: Final = 1024 * 1024
Sink = Callable[[bytes], object]
CUT_SHORT: Final = 0
"""Stands for a status when the connection broke, or nothing came in time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and the seconds until its first byte and until all of it was there."""

    status: int
    body: bytes
    first_byte: float
    seconds: float


class Client:
    """Sends one request after the other to one address."""

    def __init__(self, address: str, timeout: float = 60.0) -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "", parts.port or 80)
        self._timeout = timeout
        self._socket: socket.socket | None = None
        self._buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def query(self, path: str, text: str, accept: str) -> Reply:
        """Ask by GET."""
        return self.send("GET", f"{path}?query={quote(text, safe='')}", {"Accept": accept})

    def send(
        self,
        method: str,
        target: str,
        fields: Mapping[str, str],
        body: bytes = b"",
        sink: Sink | None = None,
    ) -> Reply:
        """Send a request and read its answer; a *sink* takes the body piece by piece.

        An answer that does not come to its end has the status `CUT_SHORT`. A server may have
        closed an idle connection: then the request is sent again on a new one, once.
        """
        host, port = self._place
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}:{port}"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        if body or method in ("PUT", "POST"):
            lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        start = perf_counter()
        for may_be_stale in (self._socket is not None, False):
            try:
                return self._attempt(request, sink)
            except OSError as error:
                self.close()
                if not (may_be_stale and isinstance(error, ConnectionError)):
                    break
        return Reply(CUT_SHORT, b"", 0.0, perf_counter() - start)

    def close(self) -> None:
        """Give the connection up; the next request makes a new one."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._buffer = None, b""

    def _attempt(self, request: bytes, sink: Sink | None) -> Reply:
        connection = self._connected()
        start = perf_counter()
        connection.sendall(request)
        return self._answer(start, sink)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(self._place, self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _answer(self, start: float, sink: Sink | None) -> Reply:
        head = self._until(b"\r\n\r\n")
        pieces: list[bytes] = []
        take = sink or pieces.append
        first_byte = 0.0
        for piece in self._body(head):
            first_byte = first_byte or perf_counter() - start
            take(piece)
        seconds = perf_counter() - start
        if _CLOSES.search(head):
            self.close()
        return Reply(int(head[9:12]), b"".join(pieces), first_byte or seconds, seconds)

    def _body(self, head: bytes) -> Iterator[bytes]:
        if _CHUNKED.search(head):
            while size := int(self._until(b"\r\n").partition(b";")[0], 16):
                yield from self._exactly(size)
                self._until(b"\r\n")
            self._until(b"\r\n")
        elif found := _LENGTH.search(head):
            yield from self._exactly(int(found[1]))

    def _exactly(self, size: int) -> Iterator[bytes]:
        while size:
            if not self._buffer:
                self._buffer = self._receive()
            piece, self._buffer = self._buffer[:size], self._buffer[size:]
            size -= len(piece)
            yield piece

    def _until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            self._buffer += self._receive()
        piece, _, self._buffer = self._buffer.partition(end)
        return piece + b"\r\n"

    def _receive(self) -> bytes:
        data = self._connected().recv(_MIB)
        if not data:
            raise ConnectionResetError("the server broke the connection")
        return data
