"""The process that pySHACL runs in: one question after the other, within limits of its own."""

from __future__ import annotations

import json
import socket
import sys
import time

import pyoxigraph as ox

from kg.errors import ShapesError
from kg.kernel import die_with, limit_memory, limit_processor, unshare_network
from kg.validation.fallback.frames import Kind, read_frame, write_frame
from kg.validation.fallback.limits import IDLE_SECONDS, FallbackLimits
from kg.validation.oracle import run_pyshacl
from kg.validation.terms import graph_of, new_graph, quads_of


def main(arguments: list[str]) -> None:
    """Answer over a socket: *arguments* are its number, that of the parent, and limits in JSON.

    Ends when the other side is gone, and when nothing is asked for a while.
    """
    handle, parent = map(int, arguments[:2])
    limits = FallbackLimits(**json.loads(arguments[2]))
    unshare_network()
    die_with(parent)  # after the network: a new user namespace clears it
    limit_memory(limits.memory_bytes)
    with socket.socket(fileno=handle) as connection:
        try:
            while True:
                _, shapes = read_frame(connection, time.monotonic() + IDLE_SECONDS)
                limit_processor(limits.seconds)  # the other side may end, and not end us
                write_frame(connection, *_answer(shapes), time.monotonic() + IDLE_SECONDS)
        except (EOFError, ConnectionError, TimeoutError):
            pass


def _answer(shapes: bytes) -> tuple[Kind, bytes]:
    try:
        graph = graph_of(ox.parse(shapes, ox.RdfFormat.N_TRIPLES))
        report = run_pyshacl(new_graph(), graph, error=ShapesError)
        triples = (quad.triple for quad in quads_of(report))
        return Kind.REPORT, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    except MemoryError:
        return Kind.MEMORY, b""
    except ShapesError as error:
        return Kind.ERROR, str(error).encode()


if __name__ == "__main__":
    main(sys.argv[1:])
