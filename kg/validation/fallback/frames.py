"""What travels between us and the process of pySHACL: frames of a kind, a length and a payload."""

from __future__ import annotations

import socket
import time
from enum import IntEnum
from struct import Struct

_HEADER = Struct(">BQ")
_READ = 1 << 16
_SHORTEST = 1e-3


class Kind(IntEnum):
    """What a frame carries."""

    SHAPES = 1
    """N-Triples to be validated."""
    REPORT = 2
    """N-Triples of the report."""
    ERROR = 3
    """A sentence that says why there is none."""
    MEMORY = 4
    """Nothing: memory ran out."""


def write_frame(connection: socket.socket, kind: Kind, payload: bytes, due: float) -> None:
    """Write a frame before the time *due* of `time.monotonic`.

    Raises:
        TimeoutError: it was not taken in time.
        ConnectionError: the other side is gone.
    """
    connection.settimeout(max(_SHORTEST, due - time.monotonic()))
    connection.sendall(_HEADER.pack(kind, len(payload)) + payload)


def read_frame(connection: socket.socket, due: float) -> tuple[int, bytes]:
    """Wait for a frame until the time *due* of `time.monotonic`.

    Raises:
        TimeoutError: it was not there in time.
        EOFError, ConnectionError: the other side is gone.
    """
    kind, length = _HEADER.unpack(_read(connection, _HEADER.size, due))
    return kind, _read(connection, length, due)


def _read(connection: socket.socket, length: int, due: float) -> bytes:
    data = bytearray()
    while len(data) < length:
        connection.settimeout(max(_SHORTEST, due - time.monotonic()))
        piece = connection.recv(min(_READ, length - len(data)))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
