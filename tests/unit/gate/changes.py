"""Changes of small datasets."""

from __future__ import annotations

from collections.abc import Set

import pyoxigraph as ox

from kg.gate import Change
from tests.unit.validation.conftest import PREFIXES
from tests.unit.validation.incremental.conftest import view_of

CLAIM = "<http://example.org/id/claim/c>"
SUSPENDED = "ex:graph\\/acceptance { ex:g a ga:SuspendedGraph }"
REFERENCE = "ex:graph\\/catalogue { ex:ref a ga:ReferenceGraph }"


def quads(turtle: str) -> list[ox.Quad]:
    """Read shapes, or a context."""
    return list(ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE))


def changed(before: str, after: str) -> Change:
    """What came or went; all of a graph that was hidden at one of both times."""
    views = view_of(before), view_of(after)
    graphs = views[0].graphs() | views[1].graphs()
    found: dict[str, Set[ox.Triple]] = {}
    for graph in graphs:
        old, new = (view.triples(graph) for view in views)
        hidden = {view.is_hidden(graph) for view in views}
        found[graph] = old | new if len(hidden) == 2 else old ^ new
    return Change(*views, {graph: triples for graph, triples in found.items() if triples})
