"""The description of a thing as it goes from one process to another: a summary, then N-Quads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.dates import Day
from kg.store.entity import Gathered, gather
from kg.store.entity_reading import CountingStatements
from kg.store.entity_relations import CREATORS, LICENCES, REPLACED
from kg.store.graphs import TYPE


@dataclass(frozen=True, slots=True)
class Summary:
    """What the fields of an answer need; *iri* is the one that the thing was decided to have.

    *found* and *gone* say whether something counts of it, and whether it was erased: then
    *replacement* may lead on. *graphs* are those that state something, *left_out* the
    relations that are not in the description, the IRI of a claim for its content, and *numbers*
    how many things each leads to, 0 where that was not counted.
    """

    iri: str
    found: bool = False
    gone: bool = False
    replacement: str = ""
    has_content: bool = False
    types: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """Write it as a line of JSON."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(values, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Summary:
        """Read what `to_bytes` wrote."""
        values: dict[str, Any] = json.loads(line)
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        return cls(**read)


def describe(
    statements: CountingStatements, thing: ox.NamedNode, at: Day | None, *, brief: bool = False
) -> bytes:
    """Describe a thing: the same statements give the same bytes; *brief* without many events."""
    canonical = statements.canonical(thing)
    if canonical != thing:
        return Summary(canonical.value).to_bytes()
    found = gather(statements, thing, at, brief=brief)
    if all(quad.predicate == REPLACED for quad in found.own) and statements.is_gone(thing):
        after = (*statements.entombed(thing, REPLACED), *found.own)
        return Summary(thing.value, gone=True, replacement=next(iter(_iris(after)), "")).to_bytes()
    if found.is_empty:
        return Summary(thing.value).to_bytes()
    return _summary(thing, found).to_bytes() + _lines((*found.quads, *found.content))


def _summary(thing: ox.NamedNode, found: Gathered) -> Summary:
    graphs = {quad.graph_name for quad in (*found.quads, *found.content)}
    return Summary(
        thing.value,
        found=True,
        has_content=bool(found.content),
        types=_iris(quad for quad in found.own if quad.predicate == TYPE),
        graphs=tuple(sorted(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))),
        licences=_iris(q for q in found.quads if q.predicate == LICENCES and q.subject in graphs),
        creators=_iris(quad for quad in found.own if quad.predicate == CREATORS),
        left_out=tuple(sorted(found.left_out)),
        numbers=tuple(found.left_out[relation] for relation in sorted(found.left_out)),
    )


def _iris(quads: Iterable[ox.Quad]) -> tuple[str, ...]:
    return tuple(sorted({q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}))


def _lines(quads: Iterable[ox.Quad]) -> bytes:
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    return b"".join(sorted(set(written.splitlines(keepends=True))))
