"""What syntaxes lose of graphs: all of them, or those without triples."""

from __future__ import annotations

from kg.export.losses import Losses
from kg.export.version import ExportedVersion


def note_lost_graphs(version: ExportedVersion, losses: Losses) -> None:
    """Note what a syntax without graphs leaves out, unless merged facts were asked for."""
    if version.selection.merged:
        return
    facts = set(version.facts)
    for graph in filter(None, version.speaking):
        if graph in facts:
            losses.note(
                "Names of graphs", "The syntax has no graphs: it cannot say who says what.", graph
            )
        else:
            losses.note(
                "Contents of claims",
                "They are no facts, and the syntax has no graphs to keep them apart.",
                graph,
            )


def note_empty_graphs(version: ExportedVersion, losses: Losses) -> None:
    """Note the graphs that hold nothing: a graph is written as its triples."""
    if version.selection.merged or not version.selection.takes_all_things:
        return
    for graph in filter(None, version.graphs):
        if next(version.quads(graph), None) is None:
            losses.note("Graphs without triples", "The syntax only has graphs with triples.", graph)
