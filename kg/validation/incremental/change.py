"""Validates the nodes that a change affects, in a small dataset of what can be seen from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox
from rdflib import RDFS
from rdflib.term import Node

from kg.report import Term, ValidationResult
from kg.terms import in_graph
from kg.validation.context import Context
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Facts, Hierarchy
from kg.validation.evaluation.lookup import walk
from kg.validation.evaluation.passing import Passing
from kg.validation.evaluation.selected import Nodes, Selected
from kg.validation.evaluation.targeting import Targeting, queries_of
from kg.validation.incremental.dependencies import dependencies_of
from kg.validation.incremental.footprint import Affected, Footprint
from kg.validation.incremental.graphs import DataGraph, InContext, noting
from kg.validation.property_paths import Path
from kg.validation.shapes import ShapeSet

_BELOW = ox.NamedNode(str(RDFS.subClassOf))

_FORMS = Forms(stored=True)


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
        self._vocabulary = any(d.vocabulary for d in self._dependencies.values())

    def affected(self, changed: Iterable[ox.Triple], facts: Facts) -> Affected:
        """Find which nodes *changed* triples can affect; see `Footprint.affected`."""
        return self._footprint.affected(changed, facts)

    def all_about(self, nodes: Set[Term]) -> Affected:
        """All shapes may look at all *nodes*: those of data that are new."""
        return self._footprint.all_about(nodes)

    def notes(self, nodes: Nodes) -> list[str]:
        """What a report has to say of the shapes that look at some of *nodes*."""
        return self._shapes.notes_about({shape for shape, found in nodes.items() if found})

    def results(self, nodes: Nodes, facts: DataGraph) -> list[ValidationResult]:
        """What the *nodes* break of each shape, where they are its targets."""
        hierarchy = Hierarchy(facts)
        targeting = Targeting(facts, hierarchy, _FORMS)
        doubtful = dict(self._doubtful(nodes, targeting, Passing(facts, hierarchy, _FORMS)))
        if not doubtful:
            return []
        own = self._seen_from(doubtful, facts)
        described = facts.described if isinstance(facts, InContext) else ()
        with self._context.beneath(own, described) as dataset:
            selected = Selected(self._shapes, dataset, hierarchy, _FORMS)
            return list(selected.results(self._targeted(doubtful, targeting, selected)))

    def _doubtful(
        self, nodes: Nodes, targeting: Targeting, passing: Passing
    ) -> Iterator[tuple[Node, Set[Term]]]:
        """The nodes that are targets, or may be one by a query, and do not surely pass."""
        for shape, found in nodes.items():
            if shape not in self._shapes.targets:
                continue  # it leaves claims alone
            targets, compiled = self._shapes.targets[shape], self._shapes.shapes[shape]
            likely = targeting.among(found, targets) | passing.possible(found, targets)
            kept = {node for node in likely if not passing.passes(compiled, node)}
            if kept:
                yield shape, kept

    def _targeted(self, nodes: Nodes, targeting: Targeting, selected: Selected) -> Nodes:
        targets = self._shapes.targets
        queried = selected.targets(
            {s: found for s, found in nodes.items() if queries_of(targets[s])}
        )
        return {
            shape: targeting.among(found, targets[shape]) | queried[shape]
            if shape in queried
            else found
            for shape, found in nodes.items()
        }

    def _seen_from(self, nodes: Nodes, facts: DataGraph) -> list[ox.Quad]:
        """All triples on the paths from *nodes* that are not in the context."""
        starts: defaultdict[Path, set[Term]] = defaultdict(set)
        for shape, found in nodes.items():
            for path in self._dependencies[shape].paths:
                starts[path] |= found
        with noting(facts) as seen:
            for path, found in starts.items():
                walk(path, found, facts)
            # a path of no step begins at nodes that a triple names
            for node in set().union(*nodes.values()):
                if not any(True for _ in facts.matching(node, None, None)):
                    facts.matching(None, None, node)
            if self._vocabulary:
                for predicate in seen.predicates():
                    facts.matching(predicate, None, None)
            facts.matching(None, _BELOW, None)
        return [in_graph(triple) for triple in seen.triples]
