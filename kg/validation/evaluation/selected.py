"""Evaluates shapes for nodes that are known: those that a change affects, or one graph's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from rdflib.term import Node

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.decoding import decoding
from kg.validation.evaluation.evaluator import Evaluator
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.marked import MarkedFocus
from kg.validation.evaluation.targeting import queries_of
from kg.validation.narrowing import can_begin_with_nodes
from kg.validation.queries import beginning_with
from kg.validation.shapes import ShapeSet

Nodes = Mapping[Node, Set[Term]]
"""Nodes by the shape that looks at them."""


class Selected:
    """Evaluates *shapes* over *data*, which it marks the nodes in for as long as that takes."""

    def __init__(
        self, shapes: ShapeSet, data: MemoryDataset, hierarchy: Hierarchy, forms: Forms
    ) -> None:
        self._shapes = shapes
        self._data = data
        self._forms = forms
        self._evaluator = Evaluator(data, hierarchy, forms)

    def targets(self, nodes: Nodes) -> dict[Node, set[Term]]:
        """Those of *nodes* that the queries of the targets of each shape give."""
        found: dict[Node, set[Term]] = {shape: set() for shape in nodes}
        for number, (shape, among) in enumerate(nodes.items()):
            if not among:
                continue
            focus = MarkedFocus(number, among)
            with self._data.holding(focus.marks()):
                found[shape] = {
                    row["this"]
                    for query in queries_of(self._shapes.targets[shape])
                    for row in self._data.rows(self._about(focus, query))
                    if row.get("this") in among
                }
        return found

    def results(self, nodes: Nodes) -> Iterator[ValidationResult]:
        """What of *nodes*, all of them targets, breaks the shape that looks at it."""
        sets = {frozenset(found) for found in nodes.values()}
        focuses = {found: MarkedFocus(number, found) for number, found in enumerate(sets)}
        with self._data.holding(m for focus in focuses.values() for m in focus.marks()):
            for shape, found in nodes.items():
                if found:
                    focus = focuses[frozenset(found)]
                    yield from self._evaluator.results(self._shapes.shapes[shape], focus)

    def _about(self, focus: MarkedFocus, query: str) -> str:
        text = decoding(query) if self._forms.encoded else query
        if not can_begin_with_nodes(query):
            return text
        return beginning_with(focus.pattern("?this"), text)
