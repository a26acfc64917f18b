"""Versions of triples that are at hand, to build indexes of names from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rdflib import SKOS

from kg.parsing import parse_path
from kg.resources import data_files
from kg.terms import LABELS, term
from kg.vocabulary import BASE_IRI

NAMES = (*LABELS, term(SKOS.altLabel), term(SKOS.hiddenLabel))


class Triples:
    """A version of triples that are at hand."""

    version = 1

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self._by_predicate: dict[str, list[ox.Triple]] = {}
        for triple in triples:
            self._by_predicate.setdefault(triple.predicate.value, []).append(triple)

    def matching(
        self, subject: ox.NamedNode | ox.BlankNode | None, predicate: ox.NamedNode | None
    ) -> Iterator[ox.Triple]:
        """The triples of a predicate."""
        assert subject is None
        assert predicate is not None
        return iter(self._by_predicate.get(predicate.value, ()))

    def named(self) -> Iterator[tuple[str, str]]:
        """IRIs with their names, each as a pair."""
        for predicate in NAMES:
            for triple in self._by_predicate.get(predicate.value, ()):
                if isinstance(triple.subject, ox.NamedNode) and isinstance(
                    triple.object, ox.Literal
                ):
                    yield triple.subject.value, triple.object.value

    def turned(self) -> Triples:
        """The same in another order."""
        found = [triple for triples in self._by_predicate.values() for triple in triples]
        return Triples(found[::-1])

    def without_names(self, iri: str, but: str) -> Triples:
        """The same, where a thing has but one name."""
        held_out = {(iri, name) for one, name in self.named() if one == iri and name != but}
        return Triples(
            [
                triple
                for triples in self._by_predicate.values()
                for triple in triples
                if (getattr(triple.subject, "value", ""), getattr(triple.object, "value", ""))
                not in held_out
            ]
        )


def packaged() -> Triples:
    """The packaged data, but for the content of claims."""
    claims = f"{BASE_IRI}id/claim/"
    quads = (quad for path in data_files() for quad in parse_path(path).quads)
    found = {q.triple for q in quads if not getattr(q.graph_name, "value", "").startswith(claims)}
    return Triples(sorted(found, key=str))
