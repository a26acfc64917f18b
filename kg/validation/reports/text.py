"""The report for a person at a terminal: grouped by rule, bounded, without colour."""

from __future__ import annotations

from collections.abc import Iterator

from kg.report import Severity, ValidationReport, ValidationResult
from kg.validation.reports.catalogue import command_of
from kg.validation.reports.common import (
    accepted_lines,
    left_text,
    message_text,
    node_text,
    place_text,
    plain,
    rules_of,
    shape_text,
    summary_of,
    value_text,
    what_broke,
)
from kg.validation.reports.extent import (
    MOST_LINES,
    MOST_NODES,
    MOST_RULES,
    and_more,
    clipped,
    reasons_of,
)
from kg.vocabulary import GS

_PACKAGED = str(GS)
_ADVICE = {
    Severity.VIOLATION: "What to do: mend each node as its message says, then validate again.",
    Severity.WARNING: "What to do: look at the warnings; they do not refuse the data.",
    Severity.INFO: "Nothing has to be done.",
}


def write_text(report: ValidationReport) -> str:
    """Write the report; of each rule only the first nodes are shown, with the number left out."""
    lines = [summary_of(report), *_unreadable_lines(report)]
    rules = rules_of(report.results)
    for results in rules[:MOST_RULES]:
        lines += ["", *_rule_lines(results)]
    in_rules = sum(len(results) for results in rules[:MOST_RULES])
    if left := left_text(report, in_rules):
        lines += ["", left]
    if report.results:
        lines += ["", _ADVICE[min((r.severity for r in report.results), key=lambda s: s.rank)]]
    if accepted := accepted_lines(report):
        lines += ["", *accepted]
    lines += [*_idle_lines(report), *_note_lines(report)]
    return "\n".join(lines) + "\n"


def _unreadable_lines(report: ValidationReport) -> Iterator[str]:
    if report.unreadable:
        yield from ("", "CANNOT BE READ, and was not validated")
    for document in report.unreadable[:MOST_LINES]:
        yield f"  - {plain(document.location)}: {clipped(plain(document.message))}"
    if more := and_more(len(report.unreadable) - MOST_LINES):
        yield f"  {more}"


def _rule_lines(results: list[ValidationResult]) -> Iterator[str]:
    first = results[0]
    messages = {result.message for result in results}
    shared = message_text(first) if len(messages) == 1 else ""
    component = first.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    yield f"{first.severity.upper()}  {shape_text(first.shape)}  ({plain(component)})"
    if shared:
        yield f"  {shared}"
    if command := command_of(first.shape):
        yield f"  More: {command}"
    for result in results[: MOST_NODES["text"]]:
        yield from _node_lines(result, with_message=not shared)
    if more := and_more(len(results) - MOST_NODES["text"]):
        yield f"  {more}"


def _node_lines(result: ValidationResult, *, with_message: bool) -> Iterator[str]:
    yield f"  - {node_text(result)}"
    if with_message:
        yield f"      {message_text(result)}"
    value = "" if result.value == result.focus_node else value_text(result.value)
    if about := f"{clipped(plain(result.path))} {value}".strip():
        yield f"      {about}"
    if place := place_text(result):
        yield f"      {place}"
    yield from _reason_lines(result, 0)


def _reason_lines(result: ValidationResult, depth: int) -> Iterator[str]:
    """Unfold the reasons inside a constraint such as sh:or, each below the one it explains."""
    indent = " " * (6 + 2 * depth)
    kept, more = reasons_of(result, depth)
    if kept:
        yield f"{indent}because:"
    for reason in kept:
        yield f"{indent}- {what_broke(reason)}"
        yield from _reason_lines(reason, depth + 1)
    if more:
        yield f"{indent}{and_more(more, 'reasons')}"


def _idle_lines(report: ValidationReport) -> Iterator[str]:
    # Of the packaged shapes most are idle on most data; in one's own an idle one is a surprise.
    if idle := [shape for shape in report.idle_shapes if not shape.startswith(_PACKAGED)]:
        names = ", ".join(shape_text(shape) for shape in idle[:MOST_LINES])
        yield ""
        more = and_more(len(idle) - MOST_LINES)
        yield f"Shapes with nothing to look at: {names} {more}".rstrip()


def _note_lines(report: ValidationReport) -> Iterator[str]:
    for note in report.notes[:MOST_LINES]:
        yield f"Note: {plain(note)}"
    if more := and_more(len(report.notes) - MOST_LINES, "notes"):
        yield more
