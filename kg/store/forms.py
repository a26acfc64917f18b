"""Forms of literals: the engine rewrites numbers, `01` to `1`, and gives them back so."""

from __future__ import annotations

import pyoxigraph as ox

from kg.terms import in_graph

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KEPT = frozenset((f"{_XSD}string",))


def as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """What a store would hold of triples: with this a graph is compared."""
    rewritten = {
        triple
        for triple in triples
        if isinstance(triple.object, ox.Literal)
        and triple.object.datatype.value.startswith(_XSD)
        and triple.object.datatype.value not in _KEPT
    }
    store = ox.Store()
    store.extend(in_graph(triple) for triple in rewritten)
    return (triples - rewritten) | {quad.triple for quad in store}
