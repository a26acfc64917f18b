"""Validation reports for people and programs, one module per format."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import UnsupportedFormatError
from kg.report import ValidationReport
from kg.validation.reports.github import write_github
from kg.validation.reports.html import write_html
from kg.validation.reports.json_report import write_json
from kg.validation.reports.junit import write_junit
from kg.validation.reports.rdf import write_jsonld, write_turtle
from kg.validation.reports.sarif import write_sarif
from kg.validation.reports.text import write_text

_WRITERS: dict[str, tuple[Callable[[ValidationReport], str], str]] = {
    "text": (write_text, "text/plain"),
    "json": (write_json, "application/json"),
    "sarif": (write_sarif, "application/sarif+json"),
    "junit": (write_junit, "application/xml"),
    "github": (write_github, "text/plain"),
    "turtle": (write_turtle, "text/turtle"),
    "jsonld": (write_jsonld, "application/ld+json"),
    "html": (write_html, "text/html"),
}

FORMATS: tuple[str, ...] = tuple(_WRITERS)
MEDIA_TYPES: dict[str, str] = {name: media_type for name, (_, media_type) in _WRITERS.items()}


def write_report(report: ValidationReport, format: str) -> str:
    """Write *report* in one of `FORMATS`.

    Raises:
        UnsupportedFormatError: there is no such format.
    """
    if format not in _WRITERS:
        raise UnsupportedFormatError(
            f"There is no report format {format!r}.", hint=f"Choose one of {', '.join(FORMATS)}."
        )
    return _WRITERS[format][0](report)
