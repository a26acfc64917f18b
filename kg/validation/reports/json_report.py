"""The report for programs, in a schema of ours that stays as it is."""

from __future__ import annotations

from typing import Any

from kg.report import ValidationReport, ValidationResult
from kg.validation.reports.common import counts_of, json_text, term_key


def write_json(report: ValidationReport) -> str:
    """Write an object with `conforms`, `counts`, `focusNodes`, `results`, `idleShapes`, `notes`.

    A result has `focusNode`, `label`, `path`, `value`, `message`, `severity`,
    `shape`, `component`, `scope`, `graph` and `location`. Terms are written as in
    N-Triples, but IRIs bare; `value` and `scope` may be null, texts may be empty.
    """
    document = {
        "conforms": report.conforms,
        "counts": {str(severity): number for severity, number in counts_of(report).items()},
        "focusNodes": report.focus_nodes,
        "results": [_result(result) for result in report.results],
        "idleShapes": list(report.idle_shapes),
        "notes": list(report.notes),
    }
    return json_text(document)


def _result(result: ValidationResult) -> dict[str, Any]:
    return {
        "focusNode": term_key(result.focus_node),
        "label": result.label,
        "path": result.path,
        "value": None if result.value is None else term_key(result.value),
        "message": result.message,
        "severity": str(result.severity),
        "shape": result.shape,
        "component": result.component,
        "scope": None if result.scope is None else str(result.scope),
        "graph": result.graph,
        "location": result.location,
    }
