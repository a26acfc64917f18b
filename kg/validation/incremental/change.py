"""Validates the nodes that a change affects, in a small dataset of what can be seen from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

import pyoxigraph as ox
from rdflib import RDFS
from rdflib.term import Node

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from kg.validation.context import Context
from kg.validation.evaluation import Evaluator
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Facts, Hierarchy
from kg.validation.evaluation.marked import MarkedFocus
from kg.validation.evaluation.targeting import Targeting, queries_of
from kg.validation.incremental.dependencies import dependencies_of
from kg.validation.incremental.footprint import Affected, Footprint, reachable
from kg.validation.incremental.graphs import InContext
from kg.validation.property_paths import Path
from kg.validation.queries import beginning_with
from kg.validation.shapes import ShapeSet

_BELOW = ox.NamedNode(str(RDFS.subClassOf))

Nodes = Mapping[Node, Set[Term]]


class ChangeValidator:
    """The shapes of one scope, made ready for changes of data in one context.

    It is made once for a process; each change costs what lies near it.
    """

    def __init__(self, shapes: ShapeSet, context: Context) -> None:
        self._shapes = shapes
        self._context = context
        self._dependencies = {
            node: dependencies_of(shape, shapes.targets[node])
            for node, shape in shapes.shapes.items()
        }
        self._footprint = Footprint(self._dependencies)
        self._numbers = {node: number for number, node in enumerate(shapes.shapes)}
        self._vocabulary = any(d.vocabulary for d in self._dependencies.values())

    def affected(self, changed: Iterable[ox.Triple], facts: Facts) -> Affected:
        """Find which nodes *changed* triples can affect; see `Footprint.affected`."""
        return self._footprint.affected(changed, facts)

    def results(self, nodes: Nodes, facts: Facts) -> list[ValidationResult]:
        """What the *nodes* break of each shape, where they are its targets."""
        hierarchy = Hierarchy(facts)
        candidates = dict(self._targeted(nodes, Targeting(facts, hierarchy)))
        own = self._seen_from(candidates, facts)
        described = facts.described if isinstance(facts, InContext) else ()
        focus = [MarkedFocus(self._numbers[shape], found) for shape, found in candidates.items()]
        quads = [*own, *(mark for one in focus for mark in one.marks())]
        with self._context.beneath(quads, described) as dataset:
            return list(self._evaluated(candidates, focus, dataset, hierarchy))

    def _evaluated(
        self,
        candidates: Nodes,
        focus: Iterable[MarkedFocus],
        dataset: MemoryDataset,
        hierarchy: Hierarchy,
    ) -> Iterator[ValidationResult]:
        evaluator = Evaluator(dataset, hierarchy, Forms(stored=True))
        for shape, marked in zip(candidates, focus, strict=True):
            queries = queries_of(self._shapes.targets[shape])
            if not queries:
                yield from evaluator.results(self._shapes.shapes[shape], marked)
                continue
            found = self._plain_targets(shape, marked.nodes(), Targeting(dataset, hierarchy))
            for query in queries:
                text = beginning_with(marked.pattern("?this"), query)
                found |= {row["this"] for row in dataset.rows(text) if "this" in row}
            marked = MarkedFocus(self._numbers[shape], found)
            yield from evaluator.results(self._shapes.shapes[shape], marked)

    def _targeted(self, nodes: Nodes, targeting: Targeting) -> Iterator[tuple[Node, Set[Term]]]:
        """The nodes that are targets, or may be one by a query."""
        for shape, found in nodes.items():
            kept = found
            if not queries_of(self._shapes.targets[shape]):
                kept = self._plain_targets(shape, found, targeting)
            if kept:
                yield shape, kept

    def _plain_targets(self, shape: Node, nodes: Iterable[Term], targeting: Targeting) -> set[Term]:
        targets = self._shapes.targets[shape]
        return {node for node in nodes if targeting.is_target(node, targets)}

    def _seen_from(self, candidates: Nodes, facts: Facts) -> Collection[ox.Quad]:
        starts: defaultdict[Path, set[Term]] = defaultdict(set)
        for shape, nodes in candidates.items():
            for path in self._dependencies[shape].paths:
                starts[path] |= nodes
        seen = reachable(starts, facts)
        if self._vocabulary:
            for predicate in {triple.predicate for triple in seen}:
                seen.update(facts.matching(predicate, None, None))
        seen.update(facts.matching(None, _BELOW, None))
        return [in_graph(triple) for triple in seen]
