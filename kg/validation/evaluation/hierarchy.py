"""The classes of the data and which lie below which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

import pyoxigraph as ox
from rdflib import RDFS

from kg.report import Term

_BELOW = ox.NamedNode(str(RDFS.subClassOf))


class Facts(Protocol):
    """Triples that are looked up one by one."""

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterable[ox.Triple]:
        """The triples that fit a pattern."""


class Hierarchy:
    """The `rdfs:subClassOf` triples of some data; SHACL infers nothing else (§1.5)."""

    def __init__(self, data: Facts) -> None:
        self._children: dict[str, set[str]] = defaultdict(set)
        for quad in data.matching(None, _BELOW, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                self._children[quad.object.value].add(quad.subject.value)
        self._closures: dict[str, frozenset[str]] = {}

    def below(self, iri: str) -> Collection[str]:
        """A class with all below it."""
        if iri not in self._closures:
            found, front = {iri}, [iri]
            while front:
                for child in self._children.get(front.pop(), set()) - found:
                    found.add(child)
                    front.append(child)
            self._closures[iri] = frozenset(found)
        return self._closures[iri]
