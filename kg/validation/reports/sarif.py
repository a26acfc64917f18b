"""The report as SARIF 2.1.0, which code hosts show beside the lines of a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.report import Severity, ValidationReport, ValidationResult
from kg.validation.reports.common import json_text, place_of, plain, term_key, term_text

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_UNNAMED = "shape"


def write_sarif(report: ValidationReport) -> str:
    """Write one run; its rules are the shapes that have results."""
    shapes = sorted({result.shape or _UNNAMED for result in report.results})
    driver = {
        "name": "geoactors",
        "version": __version__,
        "rules": [_rule(shape, report) for shape in shapes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, shapes) for result in report.results],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document)


def _rule(shape: str, report: ValidationReport) -> dict[str, Any]:
    results = [result for result in report.results if (result.shape or _UNNAMED) == shape]
    return {
        "id": shape,
        "shortDescription": {"text": plain(results[0].message) or shape},
        "defaultConfiguration": {"level": _LEVELS[results[0].severity]},
    }


def _result(result: ValidationResult, shapes: list[str]) -> dict[str, Any]:
    shape = result.shape or _UNNAMED
    node = f"{result.label} {term_text(result.focus_node)}".strip()
    return {
        "ruleId": shape,
        "ruleIndex": shapes.index(shape),
        "level": _LEVELS[result.severity],
        "message": {"text": plain(f"{node}: {result.message}")},
        "locations": [_location(result)],
    }


def _location(result: ValidationResult) -> dict[str, Any]:
    logical = {
        "name": plain(result.label) or term_text(result.focus_node),
        "fullyQualifiedName": term_key(result.focus_node),
        "kind": "resource",
    }
    location: dict[str, Any] = {"logicalLocations": [logical]}
    file, line, column = place_of(result.location)
    if file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
        if line:
            physical["region"] = {"startLine": line} | ({"startColumn": column} if column else {})
        location["physicalLocation"] = physical
    return location
