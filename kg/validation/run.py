"""One validation: one set of shapes over one data graph."""

from __future__ import annotations

from collections.abc import Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyoxigraph as ox
from rdflib.term import Node

from kg.report import Scope, Term, ValidationReport, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.evaluation import Evaluator
from kg.validation.evaluation.focus import TargetFocus, all_nodes
from kg.validation.evaluation.forms import Forms
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.text import select
from kg.validation.labels import label_of
from kg.validation.shapes import ShapeSet

LARGE = 50_000
"""Triples from which nodes are counted and not collected, and two shapes run at a time."""

_THREADS = 2


class Run:
    """Validates *data* by *shapes*, looking at the *wanted* nodes only (None: at all).

    *encoded* says whether some of its literals are (`forms.encode`). *size* is the number of
    its triples, if that is known.
    """

    def __init__(
        self,
        shapes: ShapeSet,
        data: MemoryDataset,
        wanted: Set[Term] | None = None,
        *,
        encoded: bool = False,
        size: int = 0,
    ) -> None:
        self._shapes = shapes
        self._data = data
        self._large = size >= LARGE
        forms = Forms(encoded=encoded)
        hierarchy = Hierarchy(data)
        self._evaluator = Evaluator(data, hierarchy, forms)
        self._focus: dict[Node, TargetFocus] = {
            node: TargetFocus(data, hierarchy, forms, [targets], wanted)
            for node, targets in shapes.targets.items()
        }

    def report(self, *, scope: Scope | None = None, graph: str = "") -> ValidationReport:
        """Run everything and report; *scope* and *graph* are noted in each result."""
        nodes = self._count() if self._large else len(self._collected())
        idle = {node for node, focus in self._focus.items() if focus.is_empty()}
        return ValidationReport.of(
            (
                replace(r, scope=scope, graph=graph, label=label_of(r.focus_node, self._data))
                for r in self._results(idle)
            ),
            every=scope is None,
            focus_nodes=nodes,
            idle_shapes={self._shapes.shapes[node].name for node in idle},
        )

    def _results(self, idle: Set[Node]) -> Iterator[ValidationResult]:
        busy = [node for node in self._focus if node not in idle]
        if not self._large:
            for node in busy:
                yield from self._of_shape(node)
            return
        with ThreadPoolExecutor(_THREADS) as pool:
            for results in pool.map(self._of_shape, busy):
                yield from results

    def _of_shape(self, node: Node) -> list[ValidationResult]:
        return list(self._evaluator.results(self._shapes.shapes[node], self._focus[node]))

    def _collected(self) -> Set[Term]:
        return set().union(*(focus.nodes() for focus in self._focus.values()))

    def _count(self) -> int:
        """How many nodes there are to look at."""
        pattern = all_nodes(self._focus.values())
        if pattern is None:
            return len(self._collected())
        (row,) = self._data.rows(select("(COUNT(DISTINCT ?this) AS ?number)", pattern))
        number = row["number"]
        assert isinstance(number, ox.Literal)
        return int(number.value)
