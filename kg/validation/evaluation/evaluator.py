"""Evaluates shapes: what of their focus nodes breaks which check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.terms import shorten
from kg.validation.evaluation.conformance import Failures, ShapeChecks
from kg.validation.evaluation.elsewhere import Elsewhere
from kg.validation.evaluation.expressions import Expressions
from kg.validation.evaluation.finding import Finder, Finding
from kg.validation.evaluation.focus import Focus, ValuesFocus, pairs
from kg.validation.evaluation.focus_checks import FocusChecks
from kg.validation.evaluation.forms import Forms, decode
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.queries import QueryChecks
from kg.validation.evaluation.sentences import component_of, messages_of
from kg.validation.evaluation.values import value_findings
from kg.validation.model import (
    Check,
    Class,
    Conforms,
    Datatype,
    In,
    LanguageIn,
    Length,
    NodeKind,
    Pattern,
    Qualified,
    Query,
    Range,
    Shape,
)

_VALUE_CHECKS = Class | Datatype | NodeKind | Range | Length | Pattern | LanguageIn | In


class Evaluator:
    """Evaluates shapes over one data graph, the default graph of *data*."""

    def __init__(self, data: MemoryDataset, hierarchy: Hierarchy, forms: Forms) -> None:
        self._data = data
        finder, expressions = Finder(data), Expressions(forms, hierarchy)
        self._finder = finder
        self._expressions = expressions
        self._focus_checks = FocusChecks(finder, forms, expressions)
        self._shape_checks = ShapeChecks(data, self._failing)
        self._query_checks = QueryChecks(data, forms)
        self._elsewhere = Elsewhere(data, forms)

    def results(self, shape: Shape, focus: Focus) -> Iterator[ValidationResult]:
        """What breaks *shape* or, of the values of *focus*, the property shapes in it.

        A value that several nodes lead to is reported for each of them.
        """
        for _, result in self._rooted(shape, focus):
            yield result

    def _failing(self, shape: Shape, focus: Focus) -> Failures:
        failing: defaultdict[Term, list[ValidationResult]] = defaultdict(list)
        for node, result in self._rooted(shape, focus):
            failing[node].append(result)
        return failing

    def _rooted(self, shape: Shape, focus: Focus) -> Iterator[tuple[Term, ValidationResult]]:
        """Each result with the node of *focus* that it comes from."""
        for check, finding in self._findings(shape, focus):
            yield finding.node, self._result(shape, check, finding)
        inner = focus if shape.path is None else ValuesFocus(self._data, focus, shape.path)
        for part in shape.properties:
            found = self._rooted(part, inner)
            if shape.path is None:
                yield from found
                continue
            by_value: defaultdict[Term, list[ValidationResult]] = defaultdict(list)
            for value, result in found:
                by_value[value].append(result)
            if by_value:
                for node, value in pairs(self._data, focus, shape.path):
                    yield from ((node, result) for result in by_value.get(value, ()))

    def _findings(self, shape: Shape, focus: Focus) -> Iterator[tuple[Check, Finding]]:
        values = [
            check
            for check in shape.checks
            if isinstance(check, _VALUE_CHECKS)
            and not (isinstance(check, Pattern) and not check.compiled)
        ]
        if values:
            yield from value_findings(shape, values, focus, self._finder, self._expressions)
        for check in shape.checks:
            if isinstance(check, Pattern | Query) and not check.compiled:
                found = self._elsewhere.findings(shape, check, focus)
            elif isinstance(check, _VALUE_CHECKS):
                continue
            elif isinstance(check, Query):
                found = self._query_checks.findings(shape, check, focus)
            elif isinstance(check, Conforms | Qualified):
                found = self._shape_checks.findings(shape, check, focus)
            else:
                found = self._focus_checks.findings(shape, check, focus)
            for finding in found:
                yield check, finding

    @staticmethod
    def _result(shape: Shape, check: Check, finding: Finding) -> ValidationResult:
        messages = messages_of(shape, check, finding)
        return ValidationResult(
            focus_node=decode(finding.node),
            message=messages[0].value,
            severity=shape.severity,
            shape=shape.name,
            component=component_of(check),
            path=shorten(finding.path) if finding.path else shape.path_text,
            value=None if finding.value is None else decode(finding.value),
            details=finding.details,
            source=shape.node,
            constraint=check.source if isinstance(check, Query) else None,
            severity_iri=shape.severity_iri,
            messages=messages,
        )
