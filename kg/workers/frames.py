"""What travels between the front and a worker: frames of a kind, a length and a payload."""

from __future__ import annotations

import socket
from enum import IntEnum
from struct import Struct
from typing import NamedTuple

_HEADER = Struct(">BI")
_READ = 128 << 10


class Kind(IntEnum):
    """What a frame carries."""

    JOB = 1
    """To a worker: what to run, pickled."""
    DATA = 2
    """A piece of the answer."""
    END = 3
    """The answer is complete; the payload is empty, or `RETIRE`."""
    ERROR = 4
    """The answer ends with an error, see `kg.workers.crossing`."""
    THREAD = 5
    """The number of the thread that answers from now on, in decimal."""


RETIRE = b"retire"
"""Payload of the end of an answer after which the worker should be replaced."""


class Frame(NamedTuple):
    """One frame as it was read."""

    kind: int
    payload: bytes


def frame(kind: Kind, payload: bytes) -> bytes:
    """Write a frame; a payload is shorter than 4 GiB."""
    return _HEADER.pack(kind, len(payload)) + payload


class FrameReader:
    """Frames from a socket; what came before a timeout is kept for the next attempt."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def take(self) -> Frame | None:
        """Give the next frame if it is complete."""
        if len(self._buffer) < _HEADER.size:
            return None
        kind, length = _HEADER.unpack_from(self._buffer)
        end = _HEADER.size + length
        if len(self._buffer) < end:
            return None
        with memoryview(self._buffer) as view:
            payload = bytes(view[_HEADER.size : end])
        del self._buffer[:end]
        return Frame(kind, payload)

    def fill(self) -> None:
        """Read once, for as long as the timeout of the socket allows.

        Raises:
            TimeoutError: nothing came.
            EOFError: the other side is gone.
        """
        try:
            data = self._connection.recv(_READ)
        except ConnectionError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        self._buffer += data

    def read(self) -> Frame:
        """Wait for a whole frame.

        Raises:
            EOFError: the other side is gone.
        """
        while (found := self.take()) is None:
            self.fill()
        return found
