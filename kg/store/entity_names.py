"""Finds a name of each thing that a description speaks of, and the graph that gives it."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.store.entity_reading import CountingStatements, Graph, Value
from kg.store.entity_relations import NAMED_BY, NAMELESS
from kg.store.graphs import TYPE
from kg.store.snapshot import Snapshot
from kg.terms import LABELS
from kg.vocabulary import BASE_IRI

_WITHOUT_NAMES = tuple(f"{BASE_IRI}{place}" for place in ("ns#", "code/", "shapes#"))
_IN_ORDER = {kind: tuple(dict.fromkeys((by, *LABELS))) for kind, by in NAMED_BY.items()}
_REMEMBERED = 1 << 14

_NAMES: WeakKeyDictionary[Snapshot, dict[ox.NamedNode, ox.Quad | None]] = WeakKeyDictionary()
"""The names that a version gives: it never changes, and many things refer to the same few."""


def spoken_of(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, Graph]:
    """The things that quads speak of and that may have a name; of the graphs that do, the first."""
    graphs: dict[ox.NamedNode, set[Graph]] = {}
    for quad in quads:
        graph, subject, value = quad.graph_name, quad.subject, quad.object
        if isinstance(subject, ox.NamedNode):
            graphs.setdefault(subject, set()).add(graph)
        if isinstance(value, ox.NamedNode) and quad.predicate != TYPE:
            graphs.setdefault(value, set()).add(graph)
    return {
        node: found.pop() if len(found) == 1 else min(found, key=str)
        for node, found in graphs.items()
        if not node.value.startswith(_WITHOUT_NAMES)
    }


class NameFinder:
    """Looks names up in a version."""

    def __init__(self, statements: CountingStatements) -> None:
        self._statements = statements
        self._names = _NAMES.setdefault(statements.snapshot, {})

    def name(self, node: ox.NamedNode, spoken_in: Graph) -> ox.Quad | None:
        """The English name of a thing in the graph that speaks of it; else that in any graph.

        Without an English one it is any, the first of them; of several graphs that give it
        the first by its IRI.
        """
        if self._names.get(node, node) is None:
            return None
        own = self._statements.within(spoken_in, node, self._predicates(node)[0])
        return next(filter(_is_english, own), None) or self._anywhere(node)

    def _anywhere(self, node: ox.NamedNode) -> ox.Quad | None:
        known = self._names
        if node not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[node] = self._look(node)
        return known[node]

    def _look(self, node: ox.NamedNode) -> ox.Quad | None:
        for predicate in self._predicates(node):
            if text := _best(self._statements.facts(node, predicate)):
                given = self._statements.each(node, predicate, text)
                return min(given, key=lambda quad: str(quad.graph_name), default=None)
        return None

    def _predicates(self, node: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The properties that may name a thing, the likeliest first: each costs a look-up."""
        base = f"{self._statements.names.base_iri}id/"
        kind = node.value.removeprefix(base).partition("/")[0]
        if kind in NAMELESS or not node.value.startswith(self._statements.names.base_iri):
            return LABELS[:1]
        return _IN_ORDER.get(kind, LABELS)


def _best(quads: Iterable[ox.Quad]) -> Value | None:
    """The first English text, so that no others have to be read; else the first by its form."""
    texts = []
    for quad in quads:
        if _is_english(quad):
            return quad.object
        if isinstance(quad.object, ox.Literal):
            texts.append(quad.object)
    return min(texts, key=str, default=None)


def _is_english(quad: ox.Quad) -> bool:
    return isinstance(quad.object, ox.Literal) and quad.object.language == "en"
