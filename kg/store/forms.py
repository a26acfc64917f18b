"""Forms of literals: the engine rewrites numbers, `01` to `1`, and gives them back so."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.terms import in_graph

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEPT = frozenset((f"{_XSD}string",))


def as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """What a store would hold of triples: with this a graph is compared."""
    rewritten = [triple for triple in triples if may_be_rewritten(triple.object)]
    if not rewritten:
        return triples
    stored = {quad.triple for quad in quads_as_stored(map(in_graph, rewritten))}
    return triples.difference(rewritten) | stored


def quads_as_stored(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What a store would hold of quads, in whatever order."""
    kept: list[ox.Quad] = []
    rewritten: list[ox.Quad] = []
    for quad in quads:
        (rewritten if may_be_rewritten(quad.object) else kept).append(quad)
    store = ox.Store()
    store.extend(rewritten)
    return [*kept, *store]


def may_be_rewritten(term: object) -> bool:
    """Whether a term is of a kind that the engine may give back in another form."""
    if not isinstance(term, ox.Literal):
        return False
    datatype = term.datatype.value
    return datatype.startswith(_XSD) and datatype not in _KEPT
