"""Walks property paths by index look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

import pyoxigraph as ox

from kg.report import Term
from kg.validation.evaluation.hierarchy import Facts
from kg.validation.incremental.steps import inverted
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
)

Note = Callable[[ox.Triple], None]


def walk(path: Path, starts: Iterable[Term], data: Facts, note: Note | None = None) -> Set[Term]:
    """The nodes that *path* leads to from *starts*; *note* is told of every triple on the way."""
    nodes = set(starts)
    match path:
        case Predicate(iri):
            return _step(ox.NamedNode(iri), nodes, data, note)
        case AnyStep():
            return _step(None, nodes, data, note)
        case Inverse(Predicate(iri)):
            return _step(ox.NamedNode(iri), nodes, data, note, backward=True)
        case Inverse(AnyStep()):
            return _step(None, nodes, data, note, backward=True)
        case Inverse(inner):
            return walk(inverted(inner), nodes, data, note)
        case Sequence(parts):
            found: Set[Term] = nodes
            for part in parts:
                found = walk(part, found, data, note)
            return found
        case Alternative(members):
            return {node for member in members for node in walk(member, nodes, data, note)}
        case Repeat(inner, operator):
            return _repeated(inner, operator, nodes, data, note)


def _repeated(
    inner: Path, operator: str, nodes: set[Term], data: Facts, note: Note | None
) -> Set[Term]:
    first = set(walk(inner, nodes, data, note))
    if operator == "?":
        return nodes | first
    reached, front = set(first), first
    while front:
        front = set(walk(inner, front, data, note)) - reached
        reached |= front
    return reached if operator == "+" else nodes | reached


def _step(
    predicate: ox.NamedNode | None,
    nodes: Set[Term],
    data: Facts,
    note: Note | None,
    *,
    backward: bool = False,
) -> set[Term]:
    found: set[Term] = set()
    for node in nodes:
        if backward:
            triples = data.matching(None, predicate, node)
        elif isinstance(node, ox.Literal):
            continue
        else:
            triples = data.matching(node, predicate, None)
        for triple in triples:
            found.add(triple.subject if backward else triple.object)
            if note is not None:
                note(triple)
    return found
