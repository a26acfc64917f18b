"""Puts the N-Quads of a description in the order in which people read them, as plain bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SKOS

_FIRST: Final = {
    f"<{predicate}>".encode(): place
    for place, predicate in enumerate(
        (RDF.type, SKOS.prefLabel, DCTERMS.title, RDFS.label, SKOS.altLabel)
    )
}
_WITH_TYPE: Final = 0
_END: Final = b" .\n"
_TAIL: Final = len(_END)
_SPACES_OF_TRIPLE: Final = 3
_NAMES: Final = (b"<", b"_:")


class LineOrder:
    """The order for the description of a *thing*: itself, its parts, others, names, graphs."""

    def __init__(self, thing: str, base_iri: str) -> None:
        self._thing = f"<{thing}>".encode()
        self._parts = f"<{thing}#".encode()
        self._things = f"<{base_iri}id/".encode()

    def ordered(self, lines: Iterable[bytes]) -> list[bytes]:
        """Put lines in order; those of a subject stand together, in the order that they have."""
        said: dict[bytes, list[tuple[int, bytes]]] = {}
        for line in lines:
            subject, predicate, _ = line.split(b" ", 2)
            said.setdefault(subject, []).append((_FIRST.get(predicate, len(_FIRST)), line))
        subjects = sorted(said, key=lambda subject: self._rank(subject, said[subject]))
        return [line for subject in subjects for _, line in sorted(said[subject], key=_place)]

    def _rank(self, subject: bytes, lines: list[tuple[int, bytes]]) -> int:
        if subject == self._thing:
            return 0
        if not subject.startswith(self._things):
            return 4
        if subject.startswith(self._parts):
            return 1
        return 2 if any(place == _WITH_TYPE for place, _ in lines) else 3


def _place(found: tuple[int, bytes]) -> int:
    return found[0]


def graph_of(line: bytes) -> bytes:
    """The name of the graph at the end of a line of N-Quads; empty for the default graph.

    The text of a literal may look like a name, and ends with a quotation mark. A name that
    is the fourth word of the line, the last before the full stop, is its object.
    """
    last = line[line.rfind(b" ", 0, -_TAIL) + 1 : -_TAIL]
    named = last.startswith(_NAMES) and b'"' not in last and line.count(b" ") > _SPACES_OF_TRIPLE
    return last if named else b""


def triple_of(line: bytes) -> bytes:
    """The line of N-Triples for a line of N-Quads."""
    graph = graph_of(line)
    return line[: -len(graph) - _TAIL - 1] + _END if graph else line
