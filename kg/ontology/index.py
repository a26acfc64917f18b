"""Triples by subject and by object, in the order of their IRIs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDF

from kg.terms import term

Subject = ox.NamedNode | ox.BlankNode


class Index:
    """Finds what is said of a thing, and what points to it."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = tuple(triples)
        self._of: dict[object, list[ox.Triple]] = defaultdict(list)
        self._to: dict[object, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            self._of[triple.subject].append(triple)
            self._to[triple.object].append(triple)

    def about(self, subject: object) -> list[ox.Triple]:
        """What is said of a thing, in the order of the file."""
        return self._of.get(_node(subject), [])

    def values(self, subject: object, predicate: object) -> list[ox.NamedNode | ox.Literal]:
        """The values of a property that are IRIs or texts, sorted."""
        asked = term(predicate)
        found = [t.object for t in self.about(subject) if t.predicate == asked]
        return sorted(
            (value for value in found if isinstance(value, ox.NamedNode | ox.Literal)), key=str
        )

    def iris(self, subject: object, predicate: object) -> tuple[str, ...]:
        """The values of a property that are IRIs."""
        found = self.values(subject, predicate)
        return tuple(value.value for value in found if isinstance(value, ox.NamedNode))

    def texts(self, subject: object, predicate: object) -> tuple[ox.Literal, ...]:
        """The values of a property that are texts, English ones first."""
        found = [v for v in self.values(subject, predicate) if isinstance(v, ox.Literal)]
        return tuple(sorted(found, key=lambda v: (v.language != "en", v.language or "", v.value)))

    def text(self, subject: object, predicate: object) -> str:
        """The first text of a property, English where there is one; or ""."""
        return next((text.value for text in self.texts(subject, predicate)), "")

    def pointing(self, predicate: object, to: object) -> tuple[str, ...]:
        """The IRIs that have a thing as value of a property, sorted."""
        asked = term(predicate)
        found = {
            t.subject.value
            for t in self._to.get(_node(to), [])
            if t.predicate == asked and isinstance(t.subject, ox.NamedNode)
        }
        return tuple(sorted(found))

    def of_type(self, *types: object) -> tuple[str, ...]:
        """The IRIs of the things of some types, sorted."""
        return tuple(sorted({iri for kind in types for iri in self.pointing(RDF.type, kind)}))

    def members(self, head: object) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """The members of an RDF list, in its order."""
        while isinstance(head, ox.BlankNode):
            said = {triple.predicate.value: triple.object for triple in self.about(head)}
            first = said.get(str(RDF.first))
            if isinstance(first, ox.NamedNode | ox.BlankNode | ox.Literal):
                yield first
            head = said.get(str(RDF.rest))


def _node(subject: object) -> object:
    return ox.NamedNode(str(subject)) if isinstance(subject, str) else subject
