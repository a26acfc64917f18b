"""Walks property paths by index look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Set

import pyoxigraph as ox

from kg.report import Term
from kg.validation.evaluation.hierarchy import Facts
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
    inverted,
)


def walk(path: Path, starts: Iterable[Term], data: Facts) -> Set[Term]:
    """The nodes that *path* leads to from *starts*."""
    nodes = set(starts)
    match path:
        case Predicate(iri):
            return _step(ox.NamedNode(iri), nodes, data)
        case AnyStep():
            return _step(None, nodes, data)
        case Inverse(Predicate(iri)):
            return _step(ox.NamedNode(iri), nodes, data, backward=True)
        case Inverse(AnyStep()):
            return _step(None, nodes, data, backward=True)
        case Inverse(inner):
            return walk(inverted(inner), nodes, data)
        case Sequence(parts):
            found: Set[Term] = nodes
            for part in parts:
                found = walk(part, found, data)
            return found
        case Alternative(members):
            return {node for member in members for node in walk(member, nodes, data)}
        case Repeat(inner, operator):
            return _repeated(inner, operator, nodes, data)


def _repeated(inner: Path, operator: str, nodes: set[Term], data: Facts) -> Set[Term]:
    first = set(walk(inner, nodes, data))
    if operator == "?":
        return nodes | first
    reached, front = set(first), first
    while front:
        front = set(walk(inner, front, data)) - reached
        reached |= front
    return reached if operator == "+" else nodes | reached


def _step(
    predicate: ox.NamedNode | None, nodes: Set[Term], data: Facts, *, backward: bool = False
) -> set[Term]:
    if backward:
        return {t.subject for node in nodes for t in data.matching(None, predicate, node)}
    return {
        triple.object
        for node in nodes
        if not isinstance(node, ox.Literal)
        for triple in data.matching(node, predicate, None)
    }
