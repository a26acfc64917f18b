"""Walks the property paths of SHACL (§2.3.1) over a graph, as SPARQL 1.1 §18.4 defines them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

_REPEATS: dict[Node, tuple[bool, bool]] = {
    SH.zeroOrMorePath: (True, True),
    SH.oneOrMorePath: (False, True),
    SH.zeroOrOnePath: (True, False),
}
"""Whether a path may stay where it is, and whether it goes on."""


def walk(path: Node, starts: Iterable[Node], shapes: Graph, data: Graph) -> set[Node]:
    """Find where a path of *shapes* leads to in *data*."""
    return _walk(path, set(starts), shapes, data, backwards=False)


def _walk(
    path: Node, starts: set[Node], shapes: Graph, data: Graph, *, backwards: bool
) -> set[Node]:
    if isinstance(path, URIRef):
        ends = data.subjects if backwards else data.objects
        return {end for start in starts for end in _neighbours(ends, path, start, backwards)}

    def along(inner: Node, nodes: set[Node], turned: bool = False) -> set[Node]:
        return _walk(inner, nodes, shapes, data, backwards=backwards != turned)

    if (path, RDF.first, None) in shapes:
        steps = list(shapes.items(path))
        for step in reversed(steps) if backwards else steps:
            starts = along(step, starts)
        return starts
    for term, inner in shapes.predicate_objects(path):
        if term == SH.inversePath:
            return along(inner, starts, turned=True)
        if term == SH.alternativePath:
            return set().union(*(along(member, starts) for member in shapes.items(inner)))
        if term in _REPEATS:
            stays, goes_on = _REPEATS[term]
            found = along(inner, starts)
            front = found
            while goes_on and front:
                front = along(inner, front) - found
                found = found | front
            return found | starts if stays else found
    raise AssertionError(f"{path} is no path")


def _neighbours(
    ends: Callable[..., Iterable[Node]], predicate: URIRef, start: Node, backwards: bool
) -> Iterable[Node]:
    return ends(predicate, start) if backwards else ends(start, predicate)
