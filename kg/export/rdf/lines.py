"""The quads of an export as lines, in which blank nodes have labels that follow from the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from kg.export.rdf.ahead import blocks_ahead
from kg.export.rdf.blank_nodes import labelled
from kg.export.version import ExportedVersion

Take = Callable[[bytes], object]
_BLANK = re.compile(rb'^_:|> _:[^ "]+ (?:<[^>]*> )?\.$', re.MULTILINE)
_PIECE = 1 << 18
_GRAPHS = 16
_END = b" .\n"  # nothing within a line looks like it


def write_lines(version: ExportedVersion, take: Take, *, merged: bool) -> None:
    """Give all selected quads as N-Quads, or the merged facts as N-Triples, a block at a time.

    A block has whole lines. Those without blank nodes come graph by graph, in the order of
    the engine; those with blank nodes come last, in the order of their texts, since
    labels can only be given when all of them are known. These are held in memory.
    """
    settled = _Settled(take)
    if merged:
        lines = _Lines(settled.take)
        ox.serialize(version.triples(), lines.file, ox.RdfFormat.N_TRIPLES)
        lines.end()
    elif version.selection.takes_all_things:
        for block in quads_ahead(version, version.graphs):
            settled.take(block)
    else:
        for graph in version.graphs:
            lines = _Lines(settled.take)
            ox.serialize(version.quads(graph), lines.file, ox.RdfFormat.N_QUADS)
            lines.end()
    for piece in _pieces(labelled(settled.with_blank_nodes)):
        take(piece)


def quads_ahead(version: ExportedVersion, graphs: Iterable[str]) -> Iterator[bytes]:
    """All quads of graphs as N-Quads, in blocks of whole lines, in the order of the graphs.

    The engine reads without the lock of the interpreter, so that threads help. What is done
    to the lines is left to the thread that takes them, since one large graph has one reader.
    """

    def read(batch: list[str], give: Callable[[tuple[str, bytes]], None]) -> None:
        for graph in batch:
            lines = _Lines(partial(_give, give, graph))
            version.dump(graph, lines.file)
            lines.end()

    for graph, block in blocks_ahead(read, _batches(graphs)):
        yield block.replace(_END, f" <{graph}> .\n".encode()) if graph else block


def _give(give: Callable[[tuple[str, bytes]], None], graph: str, block: bytes) -> None:
    give((graph, block))


def _batches(graphs: Iterable[str]) -> Iterable[list[str]]:
    left = iter(graphs)
    return iter(lambda: list(islice(left, _GRAPHS)), [])


def _pieces(lines: Iterable[bytes]) -> Iterable[bytes]:
    """Put lines together to blocks."""
    left = iter(lines)
    return iter(lambda: b"".join(islice(left, 1000)), b"")


class _Settled:
    """Passes on blocks of lines without those with blank nodes, which it keeps."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self.with_blank_nodes: list[bytes] = []

    def take(self, block: bytes) -> None:
        """Take a block of whole lines."""
        if b"_:" in block and _BLANK.search(block):  # the first is cheap, and rarely so
            without: list[bytes] = []
            for line in block.splitlines(keepends=True):
                (self.with_blank_nodes if _BLANK.search(line) else without).append(line)
            block = b"".join(without)
        if block:
            self._take(block)


class _Lines:
    """A file that passes on whole lines, many at a time."""

    def __init__(self, take: Take) -> None:
        self._take = take
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
        if block:
            self._take(block + b"\n")
