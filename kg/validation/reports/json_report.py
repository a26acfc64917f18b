"""The report for programs, in a schema of ours that stays as it is."""

from __future__ import annotations

from typing import Any

from kg.report import Accepted, ValidationReport, ValidationResult
from kg.validation.reports.common import counts_of, json_text, term_key
from kg.validation.reports.extent import MOST_RESULTS, chosen, missing_from, reasons_of

_MOST = MOST_RESULTS["json"]


def write_json(report: ValidationReport) -> str:
    """Write an object with `conforms`, `counts`, `focusNodes`, `results` and what is about them.

    That is `leftOut`, the number of results that do not stand there; `accepted`, results with
    the `reason` of the baseline; `unreadable`, files with `location` and `message`;
    `idleShapes` and `notes`. A result has `focusNode`, `label`, `path`, `value`, `message`,
    `severity`, `shape`, `component`, `scope`, `graph`, `location`, `near` and `details`,
    which are results. Terms are written as in N-Triples, but IRIs bare; `value` and `scope` may
    be null, texts may be empty. `counts` counts all results, except those left out by the engine.
    """
    kept = chosen(report.results, _MOST)
    document = {
        "conforms": report.conforms,
        "counts": {str(severity): number for severity, number in counts_of(report).items()},
        "focusNodes": report.focus_nodes,
        "results": [_result(result) for result in kept],
        "leftOut": missing_from(report, len(kept)),
        "accepted": [_accepted(accepted) for accepted in report.accepted[:_MOST]],
        "unreadable": [
            {"location": document.location, "message": document.message}
            for document in report.unreadable
        ],
        "idleShapes": list(report.idle_shapes),
        "notes": list(report.notes),
    }
    return json_text(document)


def _accepted(accepted: Accepted) -> dict[str, Any]:
    return _result(accepted.result) | {"reason": accepted.reason}


def _result(result: ValidationResult, depth: int = 0) -> dict[str, Any]:
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
        "near": result.near,
        "details": [_result(reason, depth + 1) for reason in reasons_of(result, depth)[0]],
    }
