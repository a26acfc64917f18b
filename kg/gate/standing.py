"""What was broken before a change, which is not the fault of the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.report import STANDING, Accepted, ValidationReport, ValidationResult


def without_standing(
    report: ValidationReport, standing: Iterable[ValidationResult]
) -> ValidationReport:
    """Take the results that were *standing* before out of a report; they become accepted."""
    known = {_key(result) for result in standing}
    old = tuple(Accepted(r, STANDING) for r in report.results if _key(r) in known)
    new = tuple(result for result in report.results if _key(result) not in known)
    return replace(report, results=new, accepted=(*report.accepted, *old))


def _key(result: ValidationResult) -> ValidationResult:
    return replace(result, label="", location="", details=())
