"""Framed JSON-LD: a document for each thing, a line each, in the order of their IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from kg.export.framing.frames import frame, to_json
from kg.export.losses import Losses
from kg.export.things import PARTS
from kg.export.version import ExportedVersion, Subject
from kg.terms import in_graph

_LONGEST_CHAIN = 10
"""Parts of parts further down than this have documents of their own."""

_SHARED = ""


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the merged facts; each is in one document, but for what hangs on a blank node.

    A participation, a piece of evidence or an inference that belongs to one thing stands in the
    document of that thing; one that several things share has its own.
    """
    things = _Things(version)
    for name in sorted(things.subjects):
        if not things.is_part(name):
            _write_one(ox.NamedNode(name), things, output)
    for blank in things.loose_blank_nodes():
        _write_one(blank, things, output)
    _note_losses(version, things, losses)


def _write_one(thing: Subject, things: _Things, output: IO[bytes]) -> None:
    quads = (in_graph(triple) for triple in things.facts(thing))
    output.write(to_json(frame(thing, quads), one_line=True))


class _Things:
    """Which subjects there are, and which are parts of one other; memory grows with their number.

    *blank* counts how often something refers to each blank node.
    """

    def __init__(self, version: ExportedVersion) -> None:
        self._version = version
        self._owners: dict[str, str] = {}
        self._written: set[str] = set()
        self.subjects: set[str] = set()
        self.blank: dict[str, int] = {}
        for triple in version.triples():
            if isinstance(triple.subject, ox.NamedNode):
                self.subjects.add(triple.subject.value)
                self._see_part(triple.subject.value, triple)
            elif isinstance(triple.subject, ox.BlankNode):
                self.blank.setdefault(triple.subject.value, 0)
            if isinstance(triple.object, ox.BlankNode):
                self.blank[triple.object.value] = self.blank.get(triple.object.value, 0) + 1

    def _see_part(self, owner: str, triple: ox.Triple) -> None:
        if triple.predicate not in PARTS or not isinstance(triple.object, ox.NamedNode):
            return
        part = triple.object.value
        if self._owners.setdefault(part, owner) != owner:
            self._owners[part] = _SHARED

    def is_part(self, name: str) -> bool:
        """Whether a subject hangs on one other, and that in the end on none."""
        for step in range(_LONGEST_CHAIN + 1):
            owner = self._owners.get(name, _SHARED)
            if owner == _SHARED:
                return step > 0
            name = owner
        return False

    def facts(self, thing: Subject) -> Iterator[ox.Triple]:
        """What is said of a thing, of its parts, and of the blank nodes that hang on these."""
        waiting, seen = [thing], {thing}
        while waiting:
            subject = waiting.pop()
            if isinstance(subject, ox.BlankNode):
                self._written.add(subject.value)
            for triple in self._version.matching(subject, None):
                yield triple
                value = triple.object
                if isinstance(value, ox.NamedNode):
                    hangs = triple.predicate in PARTS and self._is_part_of(value, subject)
                else:
                    hangs = isinstance(value, ox.BlankNode)
                if hangs and value not in seen:
                    assert isinstance(value, ox.NamedNode | ox.BlankNode)
                    seen.add(value)
                    waiting.append(value)

    def _is_part_of(self, value: ox.NamedNode, subject: Subject) -> bool:
        return self._owners.get(value.value) == subject.value and self.is_part(value.value)

    def loose_blank_nodes(self) -> Iterator[ox.BlankNode]:
        """The blank nodes that no document has, those first that nothing refers to."""
        for _, name in sorted((count, name) for name, count in self.blank.items()):
            if name not in self._written:
                yield ox.BlankNode(name)


def _note_losses(version: ExportedVersion, things: _Things, losses: Losses) -> None:
    for graph in version.speaking:
        if version.is_claim(graph):
            losses.note("Contents of claims", "What a claim says is no fact.", graph)
        elif graph:
            losses.note(
                "Names of source graphs", "The facts of all graphs are merged in a document.", graph
            )
    for name, count in sorted(things.blank.items()):
        if count > 1:
            losses.note(
                "Blank nodes that are referred to several times",
                "Each document that refers to one has a copy of what is said of it.",
                f"_:{name}",
            )
