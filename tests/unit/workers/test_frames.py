"""Tests of kg.workers.frames."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from kg.workers.frames import Frame, FrameReader, Kind, frame


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two ends."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_frames_are_read_as_they_were_written(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    """Several in one piece, and one with nothing in it."""
    sockets[0].sendall(frame(Kind.DATA, b"one") + frame(Kind.END, b""))
    reader = FrameReader(sockets[1])
    assert [reader.read(), reader.read()] == [Frame(Kind.DATA, b"one"), Frame(Kind.END, b"")]


def test_a_frame_in_pieces_survives_a_timeout(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    """What came before is kept."""
    whole = frame(Kind.DATA, b"payload")
    sockets[1].settimeout(0.01)
    reader = FrameReader(sockets[1])
    for position in range(len(whole)):
        with pytest.raises(TimeoutError):
            reader.read()
        sockets[0].sendall(whole[position : position + 1])
    assert reader.read() == Frame(Kind.DATA, b"payload")


def test_the_end_of_the_other_side_is_told(sockets: tuple[socket.socket, socket.socket]) -> None:
    """Also in the middle of a frame."""
    sockets[0].sendall(frame(Kind.DATA, b"payload")[:-1])
    sockets[0].close()
    with pytest.raises(EOFError):
        FrameReader(sockets[1]).read()
