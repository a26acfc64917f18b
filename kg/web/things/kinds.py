"""Which classes a thing has, by the packaged ontology: those stated and those above them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
from rdflib import RDFS

from kg.parsing import parse_path
from kg.report import Term
from kg.resources import ontology_files
from kg.terms import term
from kg.vocabulary import GA


def kinds_of(types: Iterable[Term]) -> frozenset[str]:
    """The names of the classes in the ontology, without its namespace."""
    above = _above()
    found: set[str] = set()
    waiting = [one.value for one in types if isinstance(one, ox.NamedNode)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += above.get(name, ())
    start = str(GA)
    return frozenset(name.removeprefix(start) for name in found if name.startswith(start))


@cache
def _above() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in ontology_files():
        for quad in parse_path(path).quads:
            if quad.predicate == term(RDFS.subClassOf) and isinstance(quad.object, ox.NamedNode):
                name = str(getattr(quad.subject, "value", ""))
                found[name] = (*found.get(name, ()), quad.object.value)
    return found
