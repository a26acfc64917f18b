"""One validation: one set of shapes over one data graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

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
from kg.validation.wanted import Wanted

LARGE = 50_000
"""Triples from which nodes are counted and not collected, and two shapes run at a time."""

_THREADS = 2


class _Counted(NamedTuple):
    """Results, the shapes that looked at no node and, once all is run, how many were looked at."""

    results: Iterator[ValidationResult]
    nodes: Callable[[], int]
    idle: Set[Node]


class Run:
    """Validates *data* by *shapes*, looking at the *wanted* nodes only (None: at all).

    *forms* says how it holds literals, by default as they are. *size* is the number of its
    triples, if that is known.
    """

    def __init__(
        self,
        shapes: ShapeSet,
        data: MemoryDataset,
        wanted: Set[Term] | None = None,
        *,
        forms: Forms | None = None,
        size: int = 0,
    ) -> None:
        self._shapes = shapes
        self._data = data
        self._wanted = wanted
        self._forms = forms or Forms()
        self._large = size >= LARGE

    def report(self, *, scope: Scope | None = None, graph: str = "") -> ValidationReport:
        """Run everything and report; *scope* and *graph* are noted in each result."""
        counted = self._all() if self._wanted is None or self._large else self._few(self._wanted)
        report = ValidationReport.of(
            (
                replace(r, scope=scope, graph=graph, label=label_of(r.focus_node, self._data))
                for r in counted.results
            ),
            every=scope is None,
            notes=self._shapes.notes_about(self._shapes.shapes.keys() - counted.idle),
            idle_shapes={self._shapes.shapes[node].name for node in counted.idle},
        )
        return replace(report, focus_nodes=counted.nodes())

    def _few(self, nodes: Set[Term]) -> _Counted:
        run = Wanted(self._shapes, self._data, nodes, self._forms)
        idle = {shape for shape, found in run.targets.items() if not found}
        return _Counted(run.results(), lambda: len(set().union(*run.targets.values())), idle)

    def _all(self) -> _Counted:
        run = _SetAtATime(self._shapes, self._data, self._wanted, self._forms, large=self._large)
        idle = run.idle()
        return _Counted(run.results(idle), lambda: run.number, idle)


class _SetAtATime:
    """Finds by queries what the targets are, and what breaks the shapes."""

    def __init__(
        self,
        shapes: ShapeSet,
        data: MemoryDataset,
        wanted: Set[Term] | None,
        forms: Forms,
        *,
        large: bool,
    ) -> None:
        self._shapes = shapes
        self._data = data = data.unlocked() if large else data
        self._wanted = wanted
        self._large = large
        self.number = 0
        hierarchy = Hierarchy(data)
        self._evaluator = Evaluator(data, hierarchy, forms)
        self._focus: dict[Node, TargetFocus] = {
            node: TargetFocus(data, hierarchy, forms, [targets], wanted)
            for node, targets in shapes.targets.items()
        }

    def idle(self) -> Set[Node]:
        """The shapes without a target in the data."""
        return {node for node, focus in self._focus.items() if focus.is_empty()}

    def results(self, idle: Set[Node]) -> Iterator[ValidationResult]:
        """What the targets of all shapes but the *idle* ones break; *number* is known then."""
        busy = [node for node in self._focus if node not in idle]
        if not self._large:
            for node in busy:
                yield from self._of_shape(node)
            self.number = self._count()
            return
        with ThreadPoolExecutor(_THREADS) as pool:
            counting = pool.submit(self._count)
            for results in pool.map(self._of_shape, busy):
                yield from results
            self.number = counting.result()

    def _of_shape(self, node: Node) -> list[ValidationResult]:
        return list(self._evaluator.results(self._shapes.shapes[node], self._focus[node]))

    def _count(self) -> int:
        """How many nodes there are to look at."""
        if self._wanted is not None and any(f.has_every_subject for f in self._focus.values()):
            return len(self._wanted)
        pattern = all_nodes(self._focus.values()) if self._large else None
        if pattern is None:
            return len(set().union(*(focus.nodes() for focus in self._focus.values())))
        (row,) = self._data.select(select("(COUNT(DISTINCT ?this) AS ?number)", pattern))
        number = row["number"]
        assert isinstance(number, ox.Literal)
        return int(number.value)
