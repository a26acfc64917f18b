"""Checks that ask whether values conform to other shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.finding import Finding
from kg.validation.evaluation.focus import Focus, ValuesFocus, pairs
from kg.validation.model import Conforms, Qualified, Shape, ShapeCheck

Failures = Mapping[Term, Sequence[ValidationResult]]
Failing = Callable[[Shape, Focus], Failures]
"""Finds the nodes of a focus that do not conform to a shape, each with the reasons."""


class ShapeChecks:
    """Finds what breaks them; each shape asked about is evaluated once for all values."""

    def __init__(self, data: MemoryDataset, failing: Failing) -> None:
        self._data = data
        self._failing = failing

    def findings(self, shape: Shape, check: ShapeCheck, focus: Focus) -> Iterator[Finding]:
        """Find the values, or the focus nodes, that break *check*."""
        inner = focus if shape.path is None else ValuesFocus(self._data, focus, shape.path)
        if isinstance(check, Conforms):
            return self._conforms(shape, check, focus, inner)
        return self._qualified(shape, check, focus, inner)

    def _conforms(
        self, shape: Shape, check: Conforms, focus: Focus, inner: Focus
    ) -> Iterator[Finding]:
        failures = [self._failing(part, inner) for part in check.shapes]
        failing: Set[Term] = set().union(*failures)
        total = len(check.shapes)
        if not failing and check.least <= total <= check.most:
            return
        for node, value in pairs(self._data, focus, shape.path):
            reasons = [failure[value] for failure in failures if value in failure]
            if not check.least <= total - len(reasons) <= check.most:
                details = tuple(result for found in reasons for result in found)
                yield Finding(node, value, details=details)

    def _qualified(
        self, shape: Shape, check: Qualified, focus: Focus, inner: Focus
    ) -> Iterator[Finding]:
        failing = self._failing(check.shape, inner)
        others = [self._failing(sibling, inner) for sibling in check.siblings]
        counts: Counter[Term] = Counter()
        for node, value in pairs(self._data, focus, shape.path):
            if value not in failing and all(value in other for other in others):
                counts[node] += 1
        if check.operator == ">=":
            few = (node for node in focus.nodes() if counts[node] < check.number)
            yield from map(Finding, few)
        else:
            yield from (Finding(n) for n, count in counts.items() if count > check.number)
