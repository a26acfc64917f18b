"""Which named graphs an export gives, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.export.losses import Losses
from kg.export.selection import Selection
from kg.export.source_terms import SourceTerms
from kg.store.graphs import SUSPENDED_GRAPH, TYPE, GraphNames
from kg.store.snapshot import Snapshot


def chosen_graphs(
    snapshot: Snapshot,
    names: GraphNames,
    selection: Selection,
    terms: Callable[[str], SourceTerms],
    left_out: Losses,
    *,
    union: bool,
) -> tuple[str, ...]:
    """The graphs of a selection in order; "" is a default graph that is its own.

    Without any named, all that count; what is left out is noted.

    Raises:
        NotFoundError: there is no graph of a name.
    """
    there = snapshot.graphs()
    if selection.since is not None:  # changes tell of all graphs
        return tuple(there if union else ["", *there])
    if selection.graphs:
        _require(selection.graphs, set(there))
        chosen = [graph for graph in there if graph in selection.graphs]
    elif union:
        chosen = [graph for graph in there if _counts(graph, snapshot, names, left_out)]
    else:
        chosen = ["", *there]
    if selection.open_only:
        chosen = [graph for graph in chosen if _may_go_out(terms(graph), left_out)]
    return tuple(chosen)


def says(snapshot: Snapshot, speaker: str, graph: str, kind: ox.NamedNode) -> bool:
    """Whether one graph says of another that it is of a kind."""
    quads = snapshot.quads_of(ox.NamedNode(graph), TYPE, kind, ox.NamedNode(speaker))
    return next(iter(quads), None) is not None


def _require(wanted: tuple[str, ...], there: set[str]) -> None:
    for graph in wanted:
        if graph not in there:
            raise NotFoundError(
                f"There is no graph {graph[:200]}.", hint="`kg graphs --store DIR` lists them."
            )


def _counts(graph: str, snapshot: Snapshot, names: GraphNames, left_out: Losses) -> bool:
    if graph in names.kept_by_the_store:
        if graph != names.acceptance:
            left_out.note(
                "Graphs of the store",
                "The store keeps them for itself, and no other store takes them.",
                graph,
            )
        return False
    if says(snapshot, names.acceptance, graph, SUSPENDED_GRAPH):
        left_out.note("Suspended graphs", "They do not count until they are resumed.", graph)
        return False
    return True


def _may_go_out(terms: SourceTerms, left_out: Losses) -> bool:
    if not terms.is_open:
        left_out.note(
            "Graphs whose terms are not open",
            "Their licence does not let everybody pass them on, or the catalogue names none.",
            terms.graph,
        )
    return terms.is_open
