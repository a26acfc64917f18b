"""The statements of an export in order, for the syntaxes in which subjects stand together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS

from kg.export.rdf.lines import write_lines
from kg.export.rdf.prefixes import UsedPrefixes
from kg.export.sorting import LineSorter
from kg.export.version import ExportedVersion

_RANKS = {f"<{RDF.type}>".encode(): b"0"} | dict.fromkeys(
    (f"<{label}>".encode() for label in (SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name)),
    b"1",
)
_OTHERS = b"2"
_NUMBER = b"%08x"
_DIGITS = 8


class Statement(NamedTuple):
    """A quad in the terms of N-Quads; *graph* is empty for the default graph."""

    graph: bytes
    subject: bytes
    predicate: bytes
    value: bytes


class SortedStatements:
    """All statements of an export, once, and the prefixes that they use."""

    def __init__(self, version: ExportedVersion, sorter: LineSorter, *, merged: bool) -> None:
        self.prefixes = UsedPrefixes(version.base_iri)
        self._sorter = sorter
        names = ("",) if merged else version.graphs
        self._graphs = [f"<{name}>".encode() if name else b"" for name in names]
        self._numbers = {name: _NUMBER % place for place, name in enumerate(self._graphs)}
        write_lines(version, self._take, merged=merged)

    def __iter__(self) -> Iterator[Statement]:
        for line in self._sorter.lines():
            graph = self._graphs[int(line[:_DIGITS], 16)]
            subject, predicate, value = line[_DIGITS:-1].split(b" ", 2)
            yield Statement(graph, _closed(subject), predicate[1:], value)

    def _take(self, block: bytes) -> None:
        self.prefixes.look(block)
        self._sorter.add(map(self._key, block.splitlines()))

    def _key(self, line: bytes) -> bytes:
        """What a statement is sorted by, from which it can be read again."""
        subject, predicate, rest = line.split(b" ", 2)
        value, graph = _value_and_graph(rest[:-2])
        number, rank = self._numbers[graph], _RANKS.get(predicate, _OTHERS)
        # without its bracket, an IRI comes before those that begin with it
        return b"%b%b %b%b %b\n" % (number, subject.rstrip(b">"), rank, predicate, value)


@contextmanager
def sorted_statements(
    version: ExportedVersion, *, merged: bool = False
) -> Iterator[SortedStatements]:
    """Sort the quads by graph and subject; of each subject its types first, then its names.

    With *merged*, the merged facts. What does not fit into memory is held on disk
    while the block runs.

    Raises:
        DiskFullError: there is no room for it.
    """
    with LineSorter() as sorter:
        yield SortedStatements(version, sorter, merged=merged)


def _value_and_graph(text: bytes) -> tuple[bytes, bytes]:
    """Cut the end of a line in two: an IRI behind a space is the name of the graph."""
    if text.endswith(b">"):
        start = text.rindex(b"<")
        if start and text[start - 1 : start] == b" ":
            return text[: start - 1], text[start:]
    return text, b""


def _closed(subject: bytes) -> bytes:
    return subject + b">" if subject.startswith(b"<") else subject
