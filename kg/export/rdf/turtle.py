"""Turtle (W3C Recommendation of 2014): the facts of all graphs, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, cast

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_lost_graphs
from kg.export.rdf.statements import Statement, sorted_statements
from kg.export.version import ExportedVersion

_BATCH = 10_000
_PREFIX = b"@prefix "


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the merged facts, sorted, with a blank line between subjects.

    Lost: which graph says what, and the content of claims.
    """
    note_lost_graphs(version, losses)
    write_turtle(version, output, ox.RdfFormat.TURTLE, merged=True)


def write_turtle(
    version: ExportedVersion, output: IO[bytes], syntax: ox.RdfFormat, *, merged: bool
) -> None:
    """Write Turtle, or TriG when the graphs are not merged."""
    with sorted_statements(version, merged=merged) as statements:
        quads = _parsed(statements)
        found = (quad.triple for quad in quads) if merged else quads
        paragraphs = cast("IO[bytes]", _Paragraphs(output))
        ox.serialize(found, paragraphs, syntax, prefixes=statements.prefixes.used)


def _parsed(statements: Iterable[Statement]) -> Iterator[ox.Quad]:
    """The quads of statements; the engine writes quads, not terms."""
    lines = (
        b"%b %b %b %b .\n"
        % (statement.subject, statement.predicate, statement.value, statement.graph)
        for statement in statements
    )
    batches = iter(lambda: b"".join(islice(lines, _BATCH)), b"")
    return chain.from_iterable(
        ox.parse(batch, ox.RdfFormat.N_QUADS, lenient=True) for batch in batches
    )


class _Paragraphs:
    """A file that sorts prefixes, and sets a blank line between subjects: the engine does not."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._rest = b""
        self._prefixes: list[bytes] = []
        self._ended = False

    def write(self, data: bytes, /) -> int:
        """Take the next bytes, which may end within a line."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        written: list[bytes] = []
        for line in lines:
            if line.startswith(_PREFIX):
                self._prefixes.append(line)
                continue
            written += self._before(line)
            written.append(line)
            self._ended = line.endswith(b" .") or line == b"}"
        if written:
            self._output.write(b"\n".join([*written, b""]))
        return len(data)

    def flush(self) -> None:
        """Pass it on; what is not a whole line yet stays."""
        self._output.flush()

    def _before(self, line: bytes) -> list[bytes]:
        if self._prefixes:
            declared = [*sorted(self._prefixes), b""]
            self._prefixes.clear()
            return declared
        return [b""] if self._ended and line != b"}" else []
