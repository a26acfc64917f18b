"""What the report formats share: escaping, names, counts and places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import groupby

import pyoxigraph as ox

from kg.report import Severity, Term, ValidationReport, ValidationResult
from kg.terms import shorten

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}\ud800-\udfff]")
_UNSAFE_INSIDE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}]")
_PLACE = re.compile(r"^(?P<file>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?$", re.DOTALL)


def plain(text: str) -> str:
    """Write control, line-breaking and direction-changing characters as escapes.

    Labels and messages come from strangers: they may hold terminal sequences,
    line breaks that forge another result, or marks that turn the text around.
    """
    return _UNSAFE.sub(_escape, text)


def safe_syntax(text: str) -> str:
    """Do the same in a finished JSON or Turtle text, whose own line breaks stay."""
    return _UNSAFE_INSIDE.sub(_escape, text)


def json_text(document: object) -> str:
    """Write *document* as JSON for readers of every script."""
    return safe_syntax(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _escape(match: re.Match[str]) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(match[0])
    return short or f"\\u{ord(match[0]):04x}"


def term_text(term: Term) -> str:
    """Write a term for a reader: prefixed names, and literals with their datatype."""
    if isinstance(term, ox.NamedNode):
        return plain(shorten(term.value))
    if isinstance(term, ox.Literal):
        return plain(_literal_text(term))
    return plain(str(term))


def term_key(term: Term) -> str:
    """Write a term for a program: an IRI bare, anything else as in N-Triples."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _literal_text(literal: ox.Literal) -> str:
    if literal.language:
        return f'"{literal.value}"@{literal.language}'
    datatype = shorten(literal.datatype.value)
    return f'"{literal.value}"' + ("" if datatype == "xsd:string" else f"^^{datatype}")


def counts_of(report: ValidationReport) -> dict[Severity, int]:
    """Count the results of each severity."""
    return {s: len(report.at_least(s, only=True)) for s in Severity}


def summary_of(report: ValidationReport) -> str:
    """Say in one sentence what came out."""
    counts = counts_of(report)
    parts = ", ".join(
        counted(counts[severity], name)
        for severity, name in (
            (Severity.VIOLATION, "violation"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "info"),
        )
        if counts[severity]
    )
    verdict = "Conforms" if report.conforms else "Does not conform"
    looked = counted(report.focus_nodes, "node")
    return f"{verdict}: {parts or 'no results'}; looked at {looked}."


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def rules_of(results: Iterable[ValidationResult]) -> list[list[ValidationResult]]:
    """Group results by the rule that they break, worst rules first."""
    ordered = sorted(results, key=lambda r: (r.severity.rank, r.shape, r.component, r.path))
    groups = groupby(ordered, key=lambda r: (r.severity.rank, r.shape, r.component, r.path))
    return [list(group) for _, group in groups]


def place_of(location: str) -> tuple[str, int, int]:
    """Split `file:line:column` into its parts; 0 for a number that is not there."""
    match = _PLACE.match(location)
    if match is None:
        return "", 0, 0
    return match["file"], int(match["line"] or 0), int(match["column"] or 0)
