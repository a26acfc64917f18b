"""What follows from the changed graphs of a write, brought up to date at its end.

The cost follows the change and not its graph: only triples near those that changed are
looked at, of predicates that something follows from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

import pyoxigraph as ox

from kg.normalise import derived, source_predicates
from kg.report import ValidationResult
from kg.store.staging import Staging
from kg.store.view import DatasetView
from kg.vocabulary import GA

Node = ox.NamedNode | ox.BlankNode
Triples = set[ox.Triple]

_REACH = 2
"""Steps from a change: one to the things that what follows is about, one to all reasons for it.

So far it suffices for rules of two patterns, each about a thing that the rule speaks of; a
test holds them to that.
"""
_MANY = 1000
"""Changed nodes of a graph from which it is cheaper to look at all of it."""


class Consequences:
    """Watches the changes of a write, and completes the graphs that they concern."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._changed: defaultdict[str, set[Node]] = defaultdict(set)
        staging.observers.append(self._note)

    def complete(self) -> list[ValidationResult]:
        """Add what follows now, and take away what followed before and does not any more.

        A triple that follows from others leaves with them; `Delivery.settle` puts back
        what a source is known to have stated as well. Gives the dates that cannot be
        read, of what was looked at.
        """
        self._staging.observers.remove(self._note)
        return [found for graph in self._changed for found in self._complete(graph)]

    def _note(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        relevant = watched()
        nodes = self._changed[graph] if graph in self._changed else set[Node]()
        for triple in triples:
            if len(nodes) > _MANY:
                break
            if triple.predicate in relevant:
                nodes.update(nodes_of(triple))
        if nodes:
            self._changed[graph] = nodes

    def _complete(self, graph: str) -> list[ValidationResult]:
        before = self._staging.before
        nodes = self._changed[graph]
        old = around(before, graph, nodes)
        stale = {triple for triple in derived(graph, old)[0] if before.holds(graph, triple)}
        fresh, unreadable = derived(graph, around(self._staging, graph, nodes) - stale)
        self._staging.change(graph, fresh, stale - fresh)
        return unreadable


def around(view: DatasetView, graph: str, nodes: Collection[Node]) -> Triples:
    """The triples of a graph near some nodes, from which what concerns these can follow."""
    if len(nodes) > _MANY:
        return {t for p in watched() for t in view.matching(graph, None, p, None)}
    found: Triples = set()
    seen: set[Node] = set()
    ends = set(nodes)
    for _ in range(_REACH):
        seen |= ends
        near = {triple for node in ends for triple in view.touching(graph, node, watched())}
        found |= near
        ends = {node for triple in near for node in nodes_of(triple)} - seen
    return found


def nodes_of(triple: ox.Triple) -> list[Node]:
    """The ends of a triple that are no literals."""
    ends = (triple.subject, triple.object)
    return [end for end in ends if isinstance(end, ox.NamedNode | ox.BlankNode)]


@cache
def watched() -> frozenset[ox.NamedNode]:
    """The predicates that something follows from, and of what follows."""
    bounds = (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest)
    return frozenset(map(ox.NamedNode, {*source_predicates(), *map(str, bounds)}))
