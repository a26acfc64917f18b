"""What the report formats share: escaping, names, counts and places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import groupby

import pyoxigraph as ox

from kg.report import STANDING, Severity, Term, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.extent import (
    LONGEST_MESSAGE,
    and_more,
    clipped,
    missing_from,
    reasons_of,
    rule_of,
)

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}\ud800-\udfff]")
_UNSAFE_INSIDE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}\ud800-\udfff]")
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


def value_text(term: Term | None) -> str:
    """Write a value for a reader, cut when it is long; nothing for none."""
    return "" if term is None else clipped(term_text(term))


def message_text(result: ValidationResult) -> str:
    """Write the message of a result, cut when it is long."""
    return clipped(plain(result.message), LONGEST_MESSAGE)


def node_text(result: ValidationResult) -> str:
    """Name the focus node: its label, when it has one, and the term."""
    return f"{clipped(plain(result.label))} {value_text(result.focus_node)}".strip()


def shape_text(shape: str) -> str:
    """Name a shape as short as it goes."""
    return plain(shorten(shape)) if shape else "(a shape without a name)"


def place_text(result: ValidationResult) -> str:
    """Say where a result stands: in which file or graph, or near which place; or nothing."""
    if result.location:
        return f"{'near' if result.near else 'in'} {plain(result.location)}"
    return f"in {plain(shorten(result.graph))}" if result.graph else ""


def reason_text(result: ValidationResult, depth: int = 0) -> str:
    """Write the reasons inside a result as a part of a sentence; nothing for none."""
    kept, more = reasons_of(result, depth)
    parts = []
    for reason in kept:
        inner = reason_text(reason, depth + 1)
        parts.append(f"{what_broke(reason)}{f' ({inner})' if inner else ''}")
    return "; ".join(filter(None, [*parts, and_more(more)]))


def what_broke(reason: ValidationResult) -> str:
    """Write a reason in one line: its message, and the path and value that it is about."""
    about = f"{clipped(plain(reason.path))} {value_text(reason.value)}".strip()
    message = message_text(reason) or shape_text(reason.shape)
    return f"{message} [{about}]" if about else message


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
    if report.left_out:
        parts += f", {report.left_out:,} more that were not kept"
    if report.unreadable:
        parts += f"{', ' if parts else ''}{counted(len(report.unreadable), 'unreadable file')}"
    verdict = "Conforms" if report.conforms else "Does not conform"
    looked = counted(report.focus_nodes, "node")
    return f"{verdict}: {parts or 'no results'}; looked at {looked}."


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rules_of(results: Iterable[ValidationResult]) -> list[list[ValidationResult]]:
    """Group results by the rule that they break, worst rules first."""
    return [list(group) for _, group in groupby(sorted(results, key=rule_of), key=rule_of)]


def left_text(report: ValidationReport, shown: int) -> str:
    """Say that results are not shown, and how many; nothing when all are."""
    missing = missing_from(report, shown)
    return f"And {missing:,} more results, which are not shown here." if missing else ""


def place_of(location: str) -> tuple[str, int, int]:
    """Split `file:line:column` into its parts; 0 for a number that is not there."""
    match = _PLACE.match(location)
    if match is None:
        return "", 0, 0
    return match["file"], int(match["line"] or 0), int(match["column"] or 0)


def accepted_lines(report: ValidationReport) -> list[str]:
    """How many results are accepted, and for which reason."""
    standing = sum(entry.reason == STANDING for entry in report.accepted)
    known = len(report.accepted) - standing
    lines = [f"Accepted by the baseline: {known:,}."] if known else []
    return [*lines, f"Broken before, and not by this change: {standing:,}."] if standing else lines
