"""Gathers what all graphs say of each thing: sorted outside of memory, in the order of IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, islice
from typing import IO, cast

import pyoxigraph as ox

from kg.export.csv.thing import BLANK, Fact, Thing
from kg.export.sorting import LineSorter
from kg.export.version import ExportedVersion

_BATCH = 2000  # things whose statements are parsed at once
_BLANK = BLANK.encode()
_TAB = b"\t"  # sorts before all that an IRI is made of


def gathered(version: ExportedVersion) -> Iterator[Thing]:
    """Read all things of the selected facts, and all graphs, each once and whole."""
    with LineSorter() as sorter:
        output = cast("IO[bytes]", _Keyed(sorter))
        quads = chain.from_iterable(map(version.quads, version.facts))
        ox.serialize(quads, output, ox.RdfFormat.N_QUADS)
        sorter.add([graph.encode() + _TAB + b"\n" for graph in version.graphs if graph])
        groups = groupby(sorter.lines(), key=lambda line: line[: line.index(_TAB)])
        subjects = ((subject.decode(), list(lines)) for subject, lines in groups)
        while batch := list(islice(subjects, _BATCH)):
            yield from _things(batch)


class _Keyed:
    """Takes N-Quads, and sorts them by their subjects alone: a tab stands where these end."""

    def __init__(self, sorter: LineSorter) -> None:
        self._sorter = sorter
        self._rest = b""

    def write(self, data: bytes) -> int:
        lines = (self._rest + bytes(data)).split(b"\n")
        self._rest = lines.pop()
        self._sorter.add([_keyed(line) for line in lines])
        return len(data)

    def flush(self) -> None:
        """Nothing is held back but a line that is not whole."""


def _keyed(line: bytes) -> bytes:
    end = b" " if line.startswith(_BLANK) else b"> "
    return line.lstrip(b"<").replace(end, _TAB, 1) + b"\n"


def _statement(line: bytes) -> bytes:
    if line.startswith(_BLANK):
        return line.replace(_TAB, b" ", 1)
    return b"<" + line.replace(_TAB, b"> ", 1)


def _things(batch: list[tuple[str, list[bytes]]]) -> Iterator[Thing]:
    """Parse the statements of some subjects; a graph of which nothing is said has one of none."""
    said = [(subject, [line for line in lines if line[-2:] != b"\t\n"]) for subject, lines in batch]
    text = b"".join(_statement(line) for _, lines in said for line in lines)
    quads = iter(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    for subject, lines in said:
        facts: dict[Fact, list[str]] = {}
        for quad in islice(quads, len(lines)):
            graph = quad.graph_name
            name = graph.value if isinstance(graph, ox.NamedNode) else ""
            facts.setdefault((quad.predicate, quad.object), []).append(name)
        blank = subject.startswith(BLANK)
        node = ox.BlankNode(subject[2:]) if blank else ox.NamedNode(subject)
        yield Thing(node, facts)
