"""Makes the dataset of a view: copies what was known, or takes away from all what was not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg.store.layout import StoreFolder
from kg.store.snapshot import Snapshot

MOST_TAKEN = 100_000
"""Most triples that are taken away; they are held in memory."""

_COST = 2
"""Taking a triple away costs what copying so many costs."""


def fill_view(
    store: StoreFolder,
    snapshot: Snapshot,
    graphs: Collection[str],
    folder: Path,
    most_taken: int | None = None,
) -> None:
    """Make a dataset of some graphs of a version in a new folder.

    As in the store, their triples make the default graph, but for the content of claims
    and suspended graphs. Up to *most_taken* triples are taken away; without it as many as
    cost less than to copy the others.
    """
    view = store.view(snapshot)
    others = [graph for graph in snapshot.graphs() if graph not in graphs]
    hidden = {graph for graph in snapshot.graphs() if view.is_hidden(graph)}
    most = MOST_TAKEN if most_taken is None else most_taken
    taken = list(islice(_quads(snapshot, others), most + 1))
    few = len(taken) <= most
    if few and most_taken is None:
        few = next(islice(_quads(snapshot, graphs), _COST * len(taken), None), None) is not None
    if few:
        _take_away(store, snapshot, taken, others, hidden, folder)
    else:
        _copy(snapshot, graphs, hidden, folder)


def _quads(snapshot: Snapshot, graphs: Collection[str]) -> Iterator[ox.Quad]:
    return chain.from_iterable(snapshot.quads(graph) for graph in graphs)


def _copy(
    snapshot: Snapshot, graphs: Collection[str], hidden: Collection[str], folder: Path
) -> None:
    made = ox.Store(str(folder))
    made.bulk_extend(_with_default_graph(snapshot, graphs, hidden))
    for graph in graphs:
        made.add_graph(ox.NamedNode(graph))  # it may be empty
    made.flush()


def _with_default_graph(
    snapshot: Snapshot, graphs: Collection[str], hidden: Collection[str]
) -> Iterator[ox.Quad]:
    for graph in graphs:
        shown = graph not in hidden
        for quad in snapshot.quads(graph):
            yield quad
            if shown:
                yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _take_away(
    store: StoreFolder,
    snapshot: Snapshot,
    taken: list[ox.Quad],
    others: list[str],
    hidden: Collection[str],
    folder: Path,
) -> None:
    """The files of the version are linked, not copied, so that its size does not count."""
    ox.Store.read_only(str(store.versions.path(snapshot.version))).backup(str(folder))
    made = ox.Store(str(folder))
    for graph in others:
        made.remove_graph(ox.NamedNode(graph))
    for quad in taken:
        if quad.graph_name.value not in hidden and not _is_held(made, quad, hidden):  # type: ignore[union-attr]
            made.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
    made.flush()


def _is_held(store: ox.Store, quad: ox.Quad, hidden: Collection[str]) -> bool:
    """Whether a graph that is no hidden one has the triple of a quad.

    The engine gives others too for a number whose last byte is 255, so each is compared.
    """
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(
        isinstance(other.graph_name, ox.NamedNode)
        and other.graph_name.value not in hidden
        and other.object == quad.object
        for other in found
    )
