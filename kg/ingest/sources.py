"""Source graphs into a store, out of it, in and out of the default graph."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import ConflictError, NotFoundError
from kg.gate import Gate
from kg.ingest.conditions import ANY, Condition
from kg.ingest.delivery import Delivery
from kg.ingest.documents import Graphs
from kg.ingest.transaction import Author, Outcome, check_writable, commit
from kg.normalise import rewritten
from kg.report import ValidationResult
from kg.store.embedded import DatasetStore
from kg.store.graphs import SUSPENDED_GRAPH, TYPE
from kg.store.staging import Staging


def ingest(
    store: DatasetStore,
    graphs: Graphs,
    gate: Gate | None,
    *,
    add: bool = False,
    author: Author | None = None,
) -> Outcome:
    """Bring source graphs into a store in one transaction: all of them, or none.

    Each graph replaces the one of its name, or extends it with *add*. Without a
    *gate* the store takes the data as it is.

    Raises:
        NonConformingDataError: the data breaks the shapes; nothing was stored.
        ConflictError: a graph that is not a source's to write.
        UnavailableError: another process writes, or the disk is full; nothing was stored.
    """
    for graph in graphs:
        check_writable(store, graph)

    def change(staging: Staging) -> set[str]:
        delivery = Delivery(staging)
        for graph, triples in graphs.items():
            _bring(delivery, graph, triples, add=add)
        return set(graphs)

    return commit(store, gate, change, author or Author(), remarks=_rewritten(store, gate, graphs))


def write_graph(
    store: DatasetStore,
    graph: str,
    triples: set[ox.Triple],
    gate: Gate | None,
    *,
    add: bool,
    author: Author,
    condition: Condition = ANY,
) -> Outcome:
    """Replace one graph, or extend it with *add*, when *condition* holds; without triples it
    comes to exist all the same.

    Raises:
        PreconditionError: the condition does not hold; nothing was stored.
        ConflictError, NonConformingDataError, UnavailableError: as `ingest`.
    """
    check_writable(store, graph)

    def change(staging: Staging) -> set[str]:
        _check(store, staging, graph, condition)
        if graph:
            staging.create(graph)
        _bring(Delivery(staging), graph, triples, add=add)
        return {graph}

    remarks = _rewritten(store, gate, {graph: triples})
    return commit(store, gate, change, author, remarks=remarks)


def drop_graph(
    store: DatasetStore,
    graph: str,
    gate: Gate | None,
    author: Author | None = None,
    condition: Condition = ANY,
) -> Outcome:
    """Remove a source graph with all it says, and its entry in the catalogue; what others say too
    stays in the default graph.

    The default graph of a plain dataset is emptied.

    Raises:
        NotFoundError: there is no such graph.
        PreconditionError: the condition does not hold; nothing was removed.
        NonConformingDataError: what is left breaks the shapes; nothing was removed.
    """
    check_writable(store, graph)

    def change(staging: Staging) -> None:
        if graph:
            _require(staging, graph)
        _check(store, staging, graph, condition)
        remove_graph(store, staging, Delivery(staging), graph)

    return commit(store, gate, change, author or Author(action="drop"))


def remove_graph(store: DatasetStore, staging: Staging, delivery: Delivery, graph: str) -> None:
    """Remove a graph from the copy, with its suspension and its entry in the catalogue.

    The entry leads to documents that often only the graph describes. It goes last: it may be
    what keeps the graph out of the default graph.
    """
    if graph:
        accept(store, staging, graph)
    delivery.drop(graph)
    catalogue = store.names.catalogue
    if store.union and graph != catalogue:
        entry = set(staging.matching(catalogue, ox.NamedNode(graph), None, None))
        if entry:
            delivery.change(catalogue, set(), entry)


def suspend_graph(
    store: DatasetStore, graph: str, gate: Gate | None, author: Author | None = None
) -> Outcome:
    """Take a source graph out of the default graph; it stays as a named graph.

    So does its entry in the catalogue, which says under which licence it may be used: the
    merged shapes let it lead to what only the suspended graph describes.

    Raises:
        NotFoundError: there is no such graph.
        ConflictError: the dataset has no source graphs, or cannot do without this one.
        NonConformingDataError: what is left breaks the shapes; nothing was changed.
    """
    _require_union(store)
    check_writable(store, graph)
    if graph == store.names.catalogue:
        raise ConflictError("The catalogue describes the graphs and cannot be suspended.")

    def change(staging: Staging) -> None:
        _require(staging, graph)
        staging.change(store.names.acceptance, {_suspension(graph)}, set())

    return commit(store, gate, change, author or Author(action="suspend"))


def resume_graph(
    store: DatasetStore, graph: str, gate: Gate | None, author: Author | None = None
) -> Outcome:
    """Bring a suspended source graph back into the default graph, through the gate.

    Raises:
        NotFoundError: there is no such graph.
        NonConformingDataError: it breaks the shapes now; nothing was changed.
    """
    _require_union(store)

    def change(staging: Staging) -> set[str]:
        _require(staging, graph)
        accept(store, staging, graph)
        return {graph}

    return commit(store, gate, change, author or Author(action="resume"))


def _bring(delivery: Delivery, graph: str, triples: set[ox.Triple], *, add: bool) -> None:
    if add:
        delivery.change(graph, triples, set())
    else:
        delivery.put(graph, triples)


def _rewritten(
    store: DatasetStore, gate: Gate | None, graphs: Graphs
) -> Iterator[ValidationResult]:
    """What the store will write anew, where somebody judges the data and wants to know."""
    if gate is not None and store.union:
        for graph, triples in graphs.items():
            yield from rewritten(graph, triples)


def _check(store: DatasetStore, staging: Staging, graph: str, condition: Condition) -> None:
    if condition != ANY:
        version = store.graph_versions.of(graph, store.version)
        condition.check(graph, exists=not graph or staging.has(graph), version=version)


def accept(store: DatasetStore, staging: Staging, graph: str) -> None:
    """Take back the suspension of a graph, if it is suspended."""
    if staging.is_suspended(graph):
        staging.change(store.names.acceptance, set(), {_suspension(graph)})


def _suspension(graph: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(graph), TYPE, SUSPENDED_GRAPH)


def _require(staging: Staging, graph: str) -> None:
    if not staging.has(graph):
        raise NotFoundError(f"There is no graph {graph}.", hint="`kg graphs` lists them.")


def _require_union(store: DatasetStore) -> None:
    if not store.union:
        raise ConflictError(
            "A plain dataset has no source graphs to suspend or resume.",
            hint="Stores with --default-graph union do.",
        )
