"""The report as workflow commands of GitHub Actions, which mark the lines of a change."""

from __future__ import annotations

from kg.report import Severity, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.common import place_of, plain, summary_of, term_text

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_github(report: ValidationReport) -> str:
    """Write one command per result, then the summary."""
    lines = [*(_command(result) for result in report.results), summary_of(report)]
    return "\n".join(lines) + "\n"


def _command(result: ValidationResult) -> str:
    file, line, column = place_of(result.location)
    properties = {"file": file, "line": line or "", "col": column or ""}
    properties["title"] = plain(shorten(result.shape)) if result.shape else "shape"
    listed = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v)
    node = f"{result.label} {term_text(result.focus_node)}".strip()
    return f"::{_COMMANDS[result.severity]} {listed}::{_data(f'{node}: {result.message}')}"


def _data(text: str) -> str:
    # Percent first: it introduces the escapes of the runner.
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
