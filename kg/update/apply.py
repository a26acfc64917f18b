"""Applies the operations of an update to a dataset, one after another.

It does no input or output itself: a `Target` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

import pyoxigraph as ox

from kg.errors import ConflictError, NotFoundError
from kg.update.delta import Delta, by_graph
from kg.update.operations import (
    Clear,
    Create,
    DeleteData,
    Drop,
    InsertData,
    Modify,
    Operation,
    Scope,
    Transfer,
    TransferKind,
)


class Target(Protocol):
    """A dataset that operations change; the empty IRI names its default graph."""

    def graphs(self) -> Collection[str]:
        """The IRIs of the named graphs, empty ones too."""

    def quads(self, graph: str) -> set[ox.Triple]:
        """The triples of a graph; none when there is no such graph."""

    def apply(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
        """Take triples out of a graph, then put others in.

        Those to remove may be gone, and those to add may be there. A graph that
        is given triples comes to exist; one that loses all its triples stays.
        """

    def create(self, graph: str) -> None:
        """Create an empty graph, unless it is there."""

    def drop(self, graph: str) -> None:
        """Remove a named graph and its triples."""

    def where(self, modify: Modify) -> Delta:
        """Run the pattern of an operation on the dataset as it is now."""


def apply_request(
    operations: Sequence[Operation], target: Target, *, default_writable: bool = True
) -> None:
    """Apply *operations* in order; each sees what those before it did.

    After an error some were applied and others not: the caller undoes them.

    Raises:
        ConflictError: a graph to create exists; or the default graph would be written and is
            not *default_writable*, before anything is applied.
        NotFoundError: a graph to read or drop does not exist.
    """
    if not default_writable:
        check_default_graph(operations)
    for operation in operations:
        _apply(operation, target, default_writable=default_writable)


def check_default_graph(operations: Iterable[Operation]) -> None:
    """Refuse operations that write the default graph of a dataset that derives it.

    SILENT does not help: the request would seem to have done what it cannot do.

    Raises:
        ConflictError: one of them writes it.
    """
    if any(_writes_default_graph(operation) for operation in operations):
        raise ConflictError(
            "The default graph cannot be written: it is the union of the source graphs.",
            hint="Write to one of them, with GRAPH <…> { … } or WITH <…>.",
        )


def dropped_graphs(operations: Iterable[Operation]) -> set[str]:
    """The named graphs that operations are to remove by name, whether or not they are there."""
    dropped: set[str] = set()
    for operation in operations:
        match operation:
            case Drop(target=str() as graph):
                dropped.add(graph)
            case Transfer(kind=TransferKind.MOVE) if operation.source != operation.target:
                dropped.add(operation.source)
    return dropped - {""}


def _writes_default_graph(operation: Operation) -> bool:
    match operation:
        case InsertData() | DeleteData():
            return any(isinstance(q.graph_name, ox.DefaultGraph) for q in operation.quads)
        case Modify():
            templates = (*operation.delete, *operation.insert)
            return any(isinstance(quad.graph, ox.DefaultGraph) for quad in templates)
        case Clear() | Drop():
            return operation.target == ""
        case Transfer():
            written = {operation.target}
            if operation.kind is TransferKind.MOVE:
                written.add(operation.source)
            return "" in written and operation.source != operation.target
        case Create():
            return False


def _apply(operation: Operation, target: Target, *, default_writable: bool) -> None:
    match operation:
        case InsertData():
            _write(Delta(added=operation.quads), target)
        case DeleteData():
            _write(Delta(removed=operation.quads), target)
        case Modify() if operation.delete or operation.insert:
            _write(target.where(operation), target)
        case Modify():
            pass  # without templates it changes nothing, whatever it finds
        case Clear():
            for graph in _chosen(operation, target, default_writable=default_writable):
                if triples := target.quads(graph):  # an absent graph is as clear as an empty one
                    target.apply(graph, set(), triples)
        case Drop():
            for graph in _chosen(operation, target, default_writable=default_writable):
                if _is_there(graph, target, silent=operation.silent):
                    _remove(graph, target)
        case Create():
            _create(operation, target)
        case Transfer():
            _transfer(operation, target)


def _write(delta: Delta, target: Target) -> None:
    removed, added = by_graph(delta.removed), by_graph(delta.added)
    for graph in sorted(removed.keys() | added.keys()):
        target.apply(graph, added.get(graph, set()), removed.get(graph, set()))


def _chosen(operation: Clear | Drop, target: Target, *, default_writable: bool) -> list[str]:
    """The graphs that a CLEAR or DROP is about."""
    chosen = operation.target
    if isinstance(chosen, Scope):
        default = [""] if chosen is Scope.ALL and default_writable else []
        return default + sorted(target.graphs())
    return [chosen]


def _create(operation: Create, target: Target) -> None:
    if operation.graph not in target.graphs():
        target.create(operation.graph)
    elif not operation.silent:
        raise ConflictError(
            f"Graph <{operation.graph}> exists.",
            hint="Write CREATE SILENT to create it only when it is missing.",
        )


def _transfer(operation: Transfer, target: Target) -> None:
    """SPARQL 1.1 Update §3.2.3 to §3.2.5: onto itself, a graph stays as it is."""
    source, destination = operation.source, operation.target
    if source == destination or not _is_there(source, target, silent=operation.silent):
        return
    triples = target.quads(source)
    kept = operation.kind is TransferKind.ADD
    removed = set() if kept else target.quads(destination) - triples
    if destination:
        target.create(destination)
    target.apply(destination, triples, removed)
    if operation.kind is TransferKind.MOVE:
        _remove(source, target)


def _remove(graph: str, target: Target) -> None:
    if graph:
        target.drop(graph)
    else:
        target.apply(graph, set(), target.quads(graph))


def _is_there(graph: str, target: Target, *, silent: bool) -> bool:
    if not graph or graph in target.graphs():
        return True
    if silent:
        return False
    raise NotFoundError(
        f"Graph <{graph}> does not exist.",
        hint="Write SILENT behind the name of the operation to pass over it.",
    )
