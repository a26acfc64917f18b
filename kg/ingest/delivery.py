"""The triples of sources into their graphs, written by what was decided on identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.ingest.consequences import Node, around, nodes_of, watched
from kg.normalise import derived
from kg.store.delivered import Delivered, record_of
from kg.store.forms import as_stored
from kg.store.identity import FOLLOWING, Identities, Images, Triples, is_label
from kg.store.staging import Staging


class Delivery:
    """Writes what sources deliver into a copy of the dataset.

    Triples that name one of several IRIs of a thing are stored with its canonical one; what
    was delivered is recorded beside them. Without decisions it is the copy that is written.
    """

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self.identities = Identities.read(staging)

    @property
    def _delivered(self) -> Delivered:
        return Delivered(self._staging, self.identities)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph."""
        given = set(triples)
        self._staging.stated[graph] = given
        if not self._is_rewritten(graph):
            self._staging.put(graph, given)
            return
        concerned, others = self._sorted(given)
        images = self.identities.images(concerned - self._following(graph, given, concerned))
        stored = others | set(images.values())
        self._staging.stated[graph] = stored
        self._staging.put(graph, stored)
        self._record(graph, images, self._delivered.recorded(graph))

    def change(self, graph: str, added: Triples, removed: Triples) -> None:
        """Remove triples from a graph, then add some.

        A triple with a canonical IRI stands for all that are stored as it; one with another
        IRI, for what the source delivered so.
        """
        if not self._is_rewritten(graph):
            self._staging.change(graph, added, removed)
            return
        new, others = self._sorted(added)
        gone, others_gone = self._sorted(removed)
        self._staging.change(graph, others, others_gone)
        if not (new or gone):
            return
        stored = self._held(graph, new | gone)
        before = self.identities.images(self._delivered.of(graph, stored))
        left = {t for t, image in before.items() if t not in gone and image not in gone}
        new -= self._following(graph, added, new)
        self._write(graph, stored, before, self.identities.images(left | new))

    def drop(self, graph: str) -> None:
        """Remove a graph with all its triples."""
        self._staging.drop(graph)
        if self._is_rewritten(graph):
            self._record(graph, {}, self._delivered.recorded(graph))

    def delivered(self, graph: str, stored: Iterable[ox.Triple]) -> Triples:
        """What a source delivered where its graph holds some triples; see `Delivered.of`."""
        return self._delivered.of(graph, stored)

    def switch(self, identities: Identities) -> None:
        """Write everything by other decisions: what was delivered stays as it is."""
        nodes = self.identities.differing(identities)
        stored: defaultdict[str, Triples] = defaultdict(set)
        for node in {self.identities.members(node)[0] for node in nodes}:
            for quad in (*self._staging.about(node), *self._staging.naming(node)):
                assert isinstance(quad.graph_name, ox.NamedNode)
                stored[quad.graph_name.value].add(quad.triple)
        old, self.identities = self.identities, identities
        for graph in sorted(stored.keys() - set(self._staging.names.kept_by_the_store)):
            held = stored[graph]
            given = Delivered(self._staging, old).of(graph, held)
            given -= self._following_in_store(graph, {t for t in held if not old.concern(t)})
            images = identities.images(given)
            self._staging.stated[graph] = set(images.values())
            self._write(graph, held, old.images(given), images)

    def settle(self, lost: Iterable[tuple[str, ox.Triple]]) -> None:
        """Put back what followed from others and does not any more, and was delivered as well."""
        for graph, triple in lost:
            recorded = self._is_rewritten(graph) and self.identities.concern(triple)
            if triple in self._staging.stated.get(graph, ()) or (
                recorded and self._delivered.of(graph, [triple])
            ):
                self._staging.change(graph, {triple}, set())

    def _is_rewritten(self, graph: str) -> bool:
        return bool(self.identities) and graph not in self._staging.names.kept_by_the_store

    def _sorted(self, triples: Triples) -> tuple[Triples, Triples]:
        """The triples that decisions concern, and the others."""
        concerned = set(filter(self.identities.concern, triples))
        return as_stored(concerned), (triples - concerned)

    def _held(self, graph: str, triples: Triples) -> Triples:
        """The stored triples that some are stored as; of a thing that is named, all names."""
        found: Triples = set()
        for triple in map(self.identities.written, triples):
            if is_label(triple):
                assert not isinstance(triple.subject, ox.Triple)
                names = self._staging.matching(graph, triple.subject, None, None)
                found.update(filter(is_label, names))
            elif self._staging.holds(graph, triple):
                found.add(triple)
        return found

    def _write(self, graph: str, stored: Triples, before: Images, after: Images) -> None:
        images = set(after.values())
        self._staging.change(graph, images - stored, stored - images)
        self._record(graph, after, set(before))

    def _record(self, graph: str, images: Images, so_far: Triples) -> None:
        """Record the delivered triples of *images*; those of *so_far* were on record, or not."""
        keeper = self._staging.names.delivered
        wanted = self.identities.to_record(images)
        added, removed = (
            {record_of(graph, triple) for triple in triples}
            for triples in (wanted, so_far - wanted)
        )
        if added or self._staging.has(keeper):
            self._staging.change(keeper, added, removed)
            if next(self._staging.matching(keeper, None, None, None), None) is None:
                self._staging.drop(keeper)

    def _following(
        self, graph: str, given: Collection[ox.Triple], concerned: Collection[ox.Triple]
    ) -> Triples:
        """What follows from given triples, of those that may be among the *concerned*."""
        nodes = {node for t in concerned if t.predicate in FOLLOWING for node in nodes_of(t)}
        if not nodes:
            return set()
        relevant = [triple for triple in given if triple.predicate in watched()]
        near: Triples = set()
        for _ in range(2):
            step = {t for t in relevant if not nodes.isdisjoint(nodes_of(t))}
            nodes = nodes.union(*map(nodes_of, step - near))
            near |= step
        return derived(graph, near)[0]

    def _following_in_store(self, graph: str, triples: Collection[ox.Triple]) -> Triples:
        nodes: set[Node] = set()
        for triple in triples:
            if triple.predicate in FOLLOWING:
                nodes.update(nodes_of(triple))
        return derived(graph, around(self._staging, graph, nodes))[0] if nodes else set()
