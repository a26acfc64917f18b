"""How much of a report a format shows, and which part: a report stays readable however long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.report import ValidationReport, ValidationResult

MOST_RULES = 50
"""Rules in the formats that are grouped by rule."""

MOST_NODES = {"text": 20, "html": 100}
"""Results of one rule in those formats."""

MOST_RESULTS = {"sarif": 5_000, "junit": 1_000, "json": 10_000, "turtle": 10_000, "jsonld": 10_000}
"""Results in the others. GitHub keeps 5,000 of a SARIF file and refuses one of more than 25,000."""

MOST_ANNOTATIONS = 10
"""Annotations of each severity: GitHub shows no more of one step."""

MOST_LINES = 20
"""Idle shapes, notes, files that cannot be read."""

MOST_REASONS = (10, 3, 3, 3)
"""Reasons of one result, of one of those, and so on: how deep they are unfolded."""

LONGEST_MESSAGE = 1_000
LONGEST_VALUE = 300
"""Characters of a text in the formats for people."""


def rule_of(result: ValidationResult) -> tuple[int, str, str, str]:
    """What makes results stand together: severity, shape, component and path."""
    return result.severity.rank, result.shape, result.component, result.path


def chosen(results: Sequence[ValidationResult], most: int) -> list[ValidationResult]:
    """Choose *most* results in their order: one of every rule, then the worst of each in turn."""
    if len(results) <= most:
        return list(results)
    seen: Counter[tuple[int, str, str, str]] = Counter()
    ranked: list[tuple[bool, int, int, int]] = []
    for place, result in enumerate(results):
        rule = rule_of(result)
        ranked.append((seen[rule] > 0, result.severity.rank, seen[rule], place))
        seen[rule] += 1
    return [results[place] for place in sorted(place for *_, place in sorted(ranked)[:most])]


def missing_from(report: ValidationReport, shown: int) -> int:
    """Count the results that a format does not show, those that were never kept included."""
    return len(report.results) - shown + report.left_out


def clipped(text: str, most: int = LONGEST_VALUE) -> str:
    """Cut a text for a reader, and say how long it is."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text):,} characters)"


def and_more(number: int, noun: str = "") -> str:
    """Say how many are not shown; nothing when all are."""
    return f"… and {number:,} more {noun}".rstrip() if number > 0 else ""


def reasons_of(result: ValidationResult, depth: int) -> tuple[list[ValidationResult], int]:
    """The reasons to show of a result that stands *depth* reasons deep, and how many are not."""
    most = MOST_REASONS[depth] if depth < len(MOST_REASONS) else 0
    return list(result.details[:most]), max(len(result.details) - most, 0)
