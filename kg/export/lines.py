"""The quads of an export as lines, in which blank nodes have labels that follow from the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from kg.export.ahead import blocks_ahead
from kg.export.blank_nodes import labelled
from kg.export.version import ExportedVersion

Take = Callable[[bytes], object]
_BLANK = re.compile(rb'^_:|> _:[^ "]+ (?:<[^>]*> )?\.$', re.MULTILINE)
_PIECE = 1 << 18
_GRAPHS = 16
_END = b" .\n"


def write_lines(version: ExportedVersion, take: Take, *, merged: bool) -> None:
    """Give all selected quads as N-Quads, or the merged facts as N-Triples, a block at a time.

    A block has whole lines. Those without blank nodes come graph by graph, in the order of
    the engine; those with blank nodes come last, in the order of their texts, since
    labels can only be given when all of them are known. These are held in memory.
    """
    with_blank_nodes: list[bytes] = []
    if merged:
        lines = _Lines(take, with_blank_nodes)
        ox.serialize(version.triples(), lines.file, ox.RdfFormat.N_TRIPLES)
        lines.end()
    elif version.selection.takes_all_things:
        # the engine reads without the lock of the interpreter, so that threads help

        def read(graphs: list[str], give: Callable[[bytes], None]) -> None:
            for graph in graphs:
                lines = _Lines(give, with_blank_nodes, graph)
                version.dump(graph, lines.file)
                lines.end()

        for block in blocks_ahead(read, _batches(version.graphs)):
            take(block)
    else:
        for graph in version.graphs:
            lines = _Lines(take, with_blank_nodes)
            ox.serialize(version.quads(graph), lines.file, ox.RdfFormat.N_QUADS)
            lines.end()
    for piece in _pieces(labelled(with_blank_nodes)):
        take(piece)


def _batches(graphs: Iterable[str]) -> Iterable[list[str]]:
    left = iter(graphs)
    return iter(lambda: list(islice(left, _GRAPHS)), [])


def _pieces(lines: Iterable[bytes]) -> Iterable[bytes]:
    """Put lines together to blocks."""
    left = iter(lines)
    return iter(lambda: b"".join(islice(left, 1000)), b"")


class _Lines:
    """A file that passes on whole lines, and sets aside those with blank nodes.

    Where a graph is given, triples are written to it and become its quads.
    """

    def __init__(self, take: Take, aside: list[bytes], graph: str = "") -> None:
        self._take = take
        self._aside = aside
        self._graph = f" <{graph}> .\n".encode() if graph else b""
        self._held: list[bytes] = []
        self._size = 0

    @property
    def file(self) -> IO[bytes]:
        """It as what the engine writes to."""
        return cast("IO[bytes]", self)

    def write(self, data: bytes, /) -> int:
        """Take the next bytes, which may end within a line."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            self.end()
        return len(data)

    def flush(self) -> None:
        """Do nothing: whole blocks are passed on."""

    def end(self) -> None:
        """Pass on the lines that are whole."""
        block, _, rest = b"".join(self._held).rpartition(b"\n")
        self._held = [rest]
        self._size = len(rest)
        if not block:
            return
        block += b"\n"
        if self._graph:
            block = block.replace(_END, self._graph)
        if b"_:" in block and _BLANK.search(block):
            lines = block.splitlines(keepends=True)
            self._aside += [line for line in lines if _BLANK.search(line)]
            block = b"".join(line for line in lines if not _BLANK.search(line))
        if block:
            self._take(block)
