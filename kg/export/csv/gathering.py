"""Gathers what all graphs say of each thing: sorted outside of memory, in the order of IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO, cast

import pyoxigraph as ox

from kg.export.csv.parsing import statement
from kg.export.csv.thing import BLANK, Fact, Thing
from kg.export.rdf.lines import quads_ahead
from kg.export.sorting import LineSorter
from kg.export.version import ExportedVersion

_BLANK = BLANK.encode()
_TAB = b"\t"  # sorts before all that an IRI is made of


def gathered(version: ExportedVersion) -> Iterator[Thing]:
    """Read all things of the selected facts, and all graphs, each once and whole."""
    with LineSorter() as sorter:
        keyed = _Keyed(sorter)
        if version.selection.takes_all_things:
            for block in quads_ahead(version, version.facts):
                keyed.write(block)
        else:
            quads = chain.from_iterable(map(version.quads, version.facts))
            ox.serialize(quads, cast("IO[bytes]", keyed), ox.RdfFormat.N_QUADS)
        sorter.add([graph.encode() + _TAB + b"\n" for graph in version.graphs if graph])
        yield from _things(sorter.lines())


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
    if line.startswith(_BLANK):
        return line.replace(b" ", _TAB, 1) + b"\n"
    return line[1:].replace(b"> ", _TAB, 1) + b"\n"


def _things(lines: Iterator[bytes]) -> Iterator[Thing]:
    """Make a thing of the lines of each subject; of a graph nothing may be said."""
    subject, facts = b"", dict[Fact, list[str]]()
    for line in lines:
        start, _, said = line.partition(_TAB)
        if start != subject:
            if subject:
                yield _thing(subject, facts)
            subject, facts = start, {}
        if said != b"\n":
            fact, graph = statement(said)
            facts.setdefault(fact, []).append(graph)
    if subject:
        yield _thing(subject, facts)


def _thing(subject: bytes, facts: dict[Fact, list[str]]) -> Thing:
    name = subject.decode()
    return Thing(ox.BlankNode(name[2:]) if name.startswith(BLANK) else ox.NamedNode(name), facts)
