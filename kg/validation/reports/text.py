"""The report for a person at a terminal: grouped by rule, bounded, without colour."""

from __future__ import annotations

from collections.abc import Iterator

from kg.report import Severity, ValidationReport, ValidationResult
from kg.terms import shorten
from kg.validation.reports.common import plain, rules_of, summary_of, term_text
from kg.vocabulary import GS

_SHOWN = 20
_PACKAGED = str(GS)
_ADVICE = {
    Severity.VIOLATION: "What to do: mend each node as its message says, then validate again.",
    Severity.WARNING: "What to do: look at the warnings; they do not refuse the data.",
    Severity.INFO: "Nothing has to be done.",
}


def write_text(report: ValidationReport) -> str:
    """Write the report; of each rule only the first nodes are shown, with the number left out."""
    lines = [summary_of(report)]
    for results in rules_of(report.results):
        lines += ["", *_rule_lines(results)]
    if report.results:
        lines += ["", _ADVICE[min((r.severity for r in report.results), key=lambda s: s.rank)]]
    # Of the packaged shapes most are idle on most data; in one's own an idle one is a surprise.
    if idle := [shape for shape in report.idle_shapes if not shape.startswith(_PACKAGED)]:
        names = ", ".join(plain(_short(shape)) for shape in idle[:_SHOWN])
        more = len(idle) - _SHOWN
        lines += ["", f"Shapes with nothing to look at: {names}{_and_more(more)}"]
    lines += [f"Note: {plain(note)}" for note in report.notes]
    return "\n".join(lines) + "\n"


def _rule_lines(results: list[ValidationResult]) -> Iterator[str]:
    first = results[0]
    messages = {result.message for result in results}
    shared = plain(first.message) if len(messages) == 1 else ""
    component = first.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    yield f"{first.severity.upper()}  {_short(first.shape)}  ({plain(component)})"
    if shared:
        yield f"  {shared}"
    for result in results[:_SHOWN]:
        yield from _node_lines(result, with_message=not shared)
    if len(results) > _SHOWN:
        yield f"  … and {len(results) - _SHOWN} more"


def _node_lines(result: ValidationResult, *, with_message: bool) -> Iterator[str]:
    node = term_text(result.focus_node)
    yield f"  - {plain(result.label)} {node}" if result.label else f"  - {node}"
    if with_message:
        yield f"      {plain(result.message)}"
    if result.path or result.value is not None:
        value = "" if result.value in (None, result.focus_node) else _value(result)
        line = f"{plain(result.path)} {value}".strip()
        if line:
            yield f"      {line}"
    if result.location or result.graph:
        yield f"      in {plain(result.location or shorten(result.graph))}"


def _value(result: ValidationResult) -> str:
    assert result.value is not None
    return term_text(result.value)


def _short(iri: str) -> str:
    return plain(shorten(iri)) if iri else "(a shape without a name)"


def _and_more(number: int) -> str:
    return f" … and {number} more" if number > 0 else ""
