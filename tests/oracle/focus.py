"""Finds the focus nodes of shapes in an rdflib graph, apart from the engine that is tested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection

from rdflib import RDF, RDFS, Graph
from rdflib.term import Node

from kg.validation.targets import Targets

SelectThis = Callable[[str], Collection[Node]]
"""Runs the SELECT query of a target over the data graph and gives the values of `?this`."""


class FocusFinder:
    """Finds focus nodes in *data* among the *wanted* nodes (None: anywhere)."""

    def __init__(self, data: Graph, wanted: Collection[Node] | None, select: SelectThis) -> None:
        self._data = data
        self._wanted = None if wanted is None else frozenset(wanted)
        self._select = select
        self._superclasses: dict[Node, frozenset[Node]] = {}
        self._subjects: dict[Node, set[Node]] = defaultdict(set)
        self._instances: dict[Node, set[Node]] = defaultdict(set)
        self._index()

    def find(self, targets: Targets) -> set[Node]:
        """Find the focus nodes that *targets* declare."""
        found = set(targets.nodes)
        for kind in targets.classes:
            found |= self._instances.get(kind, set())
        for predicate in targets.subjects_of:
            found |= self._subjects.get(predicate, set())
        for predicate in targets.objects_of:
            found.update(self._data.objects(predicate=predicate))
        for query in targets.queries:
            found.update(self._select(query))
        return found if self._wanted is None else found & self._wanted

    def _index(self) -> None:
        """Note predicates and classes of the nodes in one pass; most targets ask for them."""
        nodes = [None] if self._wanted is None else self._wanted
        for node in nodes:
            for subject, predicate, value in self._data.triples((node, None, None)):
                self._subjects[predicate].add(subject)
                if predicate == RDF.type:
                    for kind in self._closure(value):
                        self._instances[kind].add(subject)

    def _closure(self, kind: Node) -> frozenset[Node]:
        if kind not in self._superclasses:
            above = self._data.transitive_objects(kind, RDFS.subClassOf)
            self._superclasses[kind] = frozenset(node for node in above if node is not None)
        return self._superclasses[kind]
