"""Bodies that inflate to gigabytes, and every door that takes a body."""

from __future__ import annotations

import struct
import zlib

from tests.conformance.protocol.client import FORM, QUERY, TURTLE, UPDATE, Body, Reply, sent_as
from tests.conformance.protocol.graphs import named
from tests.faults.servers import Running

GIBIBYTES = 4
PIECE = 1 << 20
DOORS = [
    ("POST", "/sparql", QUERY),
    ("POST", "/sparql", FORM),
    ("POST", "/update", UPDATE),
    ("POST", "/update", FORM),
    ("PUT", named("http://example.org/bomb"), TURTLE),
    ("POST", named("http://example.org/bomb"), "multipart/form-data; boundary=x"),
    ("POST", "/validate", TURTLE),
]


def _deflated(wbits: int) -> bytes:
    """Gigabytes of spaces: one packed piece over and over, as each begins anew."""
    packer = zlib.compressobj(9, wbits=wbits)
    head = packer.compress(b" " * PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    times = (GIBIBYTES << 30) // PIECE
    end = packer.flush()[:-8] + struct.pack("<II", 0, 0)
    return head + piece * times + end


BOMBS = {"gzip": _deflated(31), "deflate": _deflated(15)}


def send(found: Running, door: tuple[str, str, str], body: Body, encoding: str = "") -> Reply:
    """Send a body through a door."""
    method, where, media_type = door
    fields = [("Content-Encoding", encoding)] if encoding else []
    return found.client.send(method, where, body, sent_as(media_type), *fields)
