"""The triples of a source as it delivered them, where they are stored with other IRIs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.identity import FOLLOWING, Identities, Triples, is_label
from kg.store.view import DatasetView
from kg.vocabulary import GA

DELIVERED = ox.NamedNode(str(GA.delivered))


class Delivered:
    """What the sources of a dataset delivered, by the decisions that it was stored by.

    A graph that the store keeps has, for each source graph, the delivered triples
    that cannot be told from the stored ones, each as a text: no query of the default graph
    meets them, one of all named graphs does, as texts. Whatever keeps, copies or replays the
    dataset does so with them.
    """

    def __init__(self, view: DatasetView, identities: Identities) -> None:
        self._view = view
        self._identities = identities

    def recorded(self, graph: str) -> Triples:
        """All triples of a graph that stand on record."""
        node, keeper = ox.NamedNode(graph), self._view.names.delivered
        return {
            triple_of(record.object)
            for record in self._view.matching(keeper, node, DELIVERED, None)
        }

    def of(self, graph: str, stored: Iterable[ox.Triple]) -> Triples:
        """The delivered triples that some of a graph stand for, without what follows from others.

        Of a thing that is named, *stored* has all names.
        """
        found: Triples = set()
        labels: defaultdict[object, Triples] = defaultdict(set)
        for triple in stored:
            if not self._identities.concern(triple):
                found.add(triple)
            elif is_label(triple):
                labels[triple.subject].add(triple)
            elif triple.predicate in FOLLOWING:
                found |= self._records(graph, triple)
            else:
                found |= self._records(graph, triple) or {triple}
        for names in labels.values():
            records = {record for name in names for record in self._records(graph, name)}
            found |= records or names
        return found

    def _records(self, graph: str, stored: ox.Triple) -> Triples:
        keeper = self._view.names.delivered
        return {
            form
            for form in self._identities.forms(stored)
            if self._view.holds(keeper, record_of(graph, form))
        }


def record_of(graph: str, triple: ox.Triple) -> ox.Triple:
    """How it is kept that a graph was delivered with a triple."""
    return ox.Triple(ox.NamedNode(graph), DELIVERED, ox.Literal(str(triple)))


def triple_of(text: object) -> ox.Triple:
    """The delivered triple of a record."""
    assert isinstance(text, ox.Literal)
    line = f"{text.value} ."
    [quad] = ox.parse(line, ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    triple: ox.Triple = quad.triple
    return triple
