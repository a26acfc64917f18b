"""RDF Patch: the lines that say what was added to a dataset and removed from it.

The format is that of https://afs.github.io/rdf-delta/rdf-patch.html; rdflib reads it. The lines
are written here, since rdflib's writer needs 33 µs for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

import pyoxigraph as ox

from kg.terms import in_graph

_CHUNK = 10_000
_STATED = (b"A ", b"D ")
END = b"TC .\n"
"""The last line of a patch."""

GRAPH = "graph"
"""The header that names a graph of a whole dataset: one without triples has no other line."""

Field = tuple[str, ox.Literal | ox.NamedNode]
"""A header of a patch: its name and its value."""


class PatchLine(NamedTuple):
    """One quad that a patch adds or removes."""

    adds: bool
    quad: ox.Quad

    @property
    def graph(self) -> str:
        """The IRI of its graph; empty for the default graph."""
        name = self.quad.graph_name
        return "" if isinstance(name, ox.DefaultGraph) else name.value


def write_header(file: IO[bytes], fields: Iterable[Field]) -> None:
    """Begin a patch: its headers, and the start of its transaction."""
    for name, value in fields:
        file.write(f"H {name} {value} .\n".encode())
    file.write(b"TX .\n")


def write_lines(file: IO[bytes], graph: str, triples: Iterable[ox.Triple], *, adds: bool) -> None:
    """Write what a graph gains or loses; the empty IRI names the default graph."""
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    chunk: list[ox.Quad] = []
    for triple in triples:
        chunk.append(in_graph(triple, name))
        if len(chunk) == _CHUNK:
            write_quads(file, chunk, adds=adds)
            chunk.clear()
    write_quads(file, chunk, adds=adds)


def write_quads(file: IO[bytes], quads: Iterable[ox.Quad], *, adds: bool) -> None:
    """Write quads that a dataset gains or loses."""
    mark = b"A " if adds else b"D "
    lines = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    file.write(b"".join(mark + line for line in lines))


def end_patch(file: IO[bytes]) -> None:
    """End the transaction: a patch without this line is torn."""
    file.write(END)


def read_graphs(file: Iterable[bytes]) -> Iterator[str]:
    """Read the IRIs of the graphs that the headers of a patch name."""
    mark = f"H {GRAPH} <".encode()
    for line in file:
        if line.startswith(b"TX"):
            return
        if line.startswith(mark):
            yield line[len(mark) : line.rindex(b">")].decode("utf-8")


def read_lines(file: Iterable[bytes]) -> Iterator[PatchLine]:
    """Read the quads of a patch in their order, with the labels of its blank nodes.

    Raises:
        ValueError: a line is none of RDF Patch, or the patch breaks off before its end.
    """
    ended = False
    for line in file:
        if ended:
            raise ValueError("the patch goes on behind its end")
        if line.startswith(_STATED):
            yield _read(line)
        elif line == END:
            ended = True
        elif not line.startswith((b"H ", b"TX ")):
            raise ValueError(f"{line[:80]!r} is no line of an RDF patch")
    if not ended:
        raise ValueError("the patch breaks off")


def _read(line: bytes) -> PatchLine:
    try:
        [quad] = ox.parse(line[2:], ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
    except SyntaxError as error:
        raise ValueError(f"{line[:80]!r} holds no quad") from error
    return PatchLine(line.startswith(b"A"), quad)
