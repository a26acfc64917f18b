"""Results and reports that the tests of reports share."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.report import Severity, ValidationResult

GS = "https://w3id.org/geoactors/shapes#"
SHACL = "http://www.w3.org/ns/shacl#"


def result(**changes: Any) -> ValidationResult:
    """Build a result of a packaged rule, with some fields changed."""
    fields: dict[str, Any] = {
        "focus_node": ox.NamedNode("https://w3id.org/geoactors/id/tenure/t1"),
        "message": "A tenure has exactly one holder.",
        "severity": Severity.VIOLATION,
        "shape": f"{GS}TenureShape-holder",
        "component": f"{SHACL}MaxCountConstraintComponent",
        "path": "ga:holder",
        "location": "data/d.trig:12:3",
        "label": "Minister of Defence",
    }
    return ValidationResult(**fields | changes)


def nested(*depths: int) -> ValidationResult:
    """Build a result with so many reasons, each with so many reasons, and so on."""
    if not depths:
        return result(message="No reason is given.", details=())
    return result(
        message=f"None of {depths[0]} alternatives holds.",
        details=(nested(*depths[1:]),) * depths[0],
    )
