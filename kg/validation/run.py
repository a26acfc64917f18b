"""One validation: one set of shapes over one data graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from rdflib.term import Node

from kg.report import Scope, Term, ValidationReport, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.labels import label_of
from kg.validation.oracle import run_pyshacl
from kg.validation.overlay import Overlay
from kg.validation.paths import PathWriter
from kg.validation.prebinding import runs_at_once
from kg.validation.queries import QUERIES, every_prefix
from kg.validation.results import name_of, read_results
from kg.validation.shapes import CompiledShapes
from kg.validation.solutions import solutions_for
from kg.validation.split import ShapeSet
from kg.validation.targets import FocusFinder
from kg.validation.terms import to_oxigraph, to_rdflib
from kg.validation.written import WrittenForms


class Run:
    """Validates *data* against *shapes*, looking at the *wanted* nodes only (None: at all).

    *dataset* gives the same data graph for SPARQL; it is asked for when a query has to run.
    """

    def __init__(
        self,
        compiled: CompiledShapes,
        shapes: ShapeSet,
        data: Overlay,
        dataset: Callable[[], MemoryDataset],
        wanted: Collection[Node] | None = None,
    ) -> None:
        self._compiled = compiled
        self._shapes = shapes
        self._data = data
        self._make_dataset = dataset
        self._wanted = wanted
        self._selected: dict[str, set[Node]] = {}

    def report(self, *, scope: Scope | None = None, graph: str = "") -> ValidationReport:
        """Run everything and report; *scope* and *graph* are noted in each result."""
        results = [*self._run_core(), *self._run_constraints()]
        return ValidationReport.of(
            (
                replace(r, scope=scope, graph=graph, label=label_of(r.focus_node, self._data))
                for r in results
            ),
            focus_nodes=len(set().union(*self._focus.values())),
            idle_shapes={
                name_of(shape, self._compiled.graph)
                for shape, nodes in self._focus.items()
                if not nodes
            },
        )

    @cached_property
    def _dataset(self) -> MemoryDataset:
        return self._make_dataset()

    @cached_property
    def _focus(self) -> dict[Node, set[Node]]:
        finder = FocusFinder(self._data, self._wanted, self._select_this)
        return {shape: finder.find(targets) for shape, targets in self._shapes.targets.items()}

    def _select_this(self, query: str) -> set[Node]:
        if query not in self._selected:
            rows = self._rows(query)
            self._selected[query] = {to_rdflib(row["this"]) for row in rows if "this" in row}
        return self._selected[query]

    def _rows(self, query: str) -> list[dict[str, Term]]:
        """Ask a target for the wanted nodes only, where that gives the same."""
        if self._wanted is None or not runs_at_once(query):
            return self._dataset.select(query)
        nodes = [to_oxigraph(node) for node in self._wanted]
        return solutions_for(self._dataset, query, nodes)

    def _run_core(self) -> Iterator[ValidationResult]:
        """Give pySHACL the focus nodes by name, so that it looks at nothing else."""
        aimed = self._shapes.aimed(
            {shape: self._focus_of(owners) for shape, owners in self._shapes.aims.items()}
        )
        if aimed is None:
            return
        if any((None, term, None) in aimed for term in QUERIES):
            for prefix, namespace in every_prefix(self._compiled.graph).items():
                self._data.bind(prefix, namespace)
        report = run_pyshacl(self._data, aimed, error=self._compiled.error)
        paths = PathWriter(self._compiled.graph, self._compiled.error)
        yield from read_results(report, self._compiled.graph, paths)

    def _run_constraints(self) -> Iterator[ValidationResult]:
        written = WrittenForms(self._data)
        for constraint, owners in self._shapes.constraints:
            focus = {to_oxigraph(node) for node in self._focus_of(owners)}
            if focus:
                yield from constraint.run(self._dataset, focus, written)

    def _focus_of(self, owners: Iterable[Node]) -> set[Node]:
        return set().union(*(self._focus.get(owner, set()) for owner in owners))
