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


class PatchLine(NamedTuple):
    """One quad that a patch adds or removes."""

    adds: bool
    quad: ox.Quad

    @property
    def graph(self) -> str:
        """The IRI of its graph; empty for the default graph."""
        name = self.quad.graph_name
        return "" if isinstance(name, ox.DefaultGraph) else name.value


def write_header(file: IO[bytes], fields: Iterable[tuple[str, str]]) -> None:
    """Begin a patch: its headers, each with a text, and the start of its transaction."""
    for name, text in fields:
        file.write(f"H {name} {ox.Literal(text)} .\n".encode())
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
    file.write(b"TC .\n")


def read_lines(file: Iterable[bytes]) -> Iterator[PatchLine]:
    """Read the quads of a patch in their order, with the labels of its blank nodes.

    Raises:
        ValueError: a line is none of RDF Patch, or the patch breaks off before its end.
    """
    ended = False
    for line in file:
        if line.startswith(_STATED):
            parsed = ox.parse(line[2:], ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
            yield from (PatchLine(line.startswith(b"A"), quad) for quad in parsed)
        elif line.startswith(b"TC"):
            ended = True
        elif not line.startswith((b"H ", b"TX", b"PA", b"PD", b"\n")):
            raise ValueError(f"{line[:80]!r} is no line of an RDF patch")
    if not ended:
        raise ValueError("the patch breaks off")
