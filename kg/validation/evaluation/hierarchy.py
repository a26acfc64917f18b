"""The classes of the data and which lie below which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

import pyoxigraph as ox
from rdflib import RDF, RDFS

from kg.report import Term

_TYPE = ox.NamedNode(str(RDF.type))
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
        self._children: dict[Term, set[Term]] = defaultdict(set)
        for triple in data.matching(None, _BELOW, None):
            self._children[triple.object].add(triple.subject)
        self._closures: dict[str, frozenset[Term]] = {}

    def below(self, iri: str) -> frozenset[Term]:
        """A class with all below it, those without a name among them."""
        if iri not in self._closures:
            kind: Term = ox.NamedNode(iri)
            found, front = {kind}, [kind]
            while front:
                for child in self._children.get(front.pop(), set()) - found:
                    found.add(child)
                    front.append(child)
            self._closures[iri] = frozenset(found)
        return self._closures[iri]

    def patterns(self, variable: str, iri: str) -> list[str]:
        """Triple patterns of which any matches when *variable* is an instance of a class.

        There is one for each class below it, which is the fast way; but no query can name a
        class that is a blank node.
        """
        classes = self.below(iri)
        if any(isinstance(kind, ox.BlankNode) for kind in classes):
            return [f"{variable} {_TYPE}/{_BELOW}* <{iri}>"]
        return [f"{variable} {_TYPE} {kind}" for kind in sorted(map(str, classes))]
