"""The results of a validation as a page lists them: what is wrong, where, and what to try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pyoxigraph as ox
from flask import request

from kg.report import Severity, ValidationReport, ValidationResult
from kg.terms import expand
from kg.validation.reports.catalogue import is_packaged
from kg.validation.reports.common import (
    counted,
    counts_of,
    message_text,
    place_of,
    plain,
    reason_text,
    shape_text,
    value_text,
)
from kg.validation.reports.extent import chosen, clipped, missing_from
from kg.vocabulary import GS
from kg.web.addresses import link
from kg.web.program.links import rule_page
from kg.web.validating.text import Mark

MOST_FINDINGS = 100
"""Results on one page."""

_BYTES = 85_000  # of all results in the page, about
_MARKUP = 1000
_SENTENCE = re.compile(r'(?:"[^"]*"|[^".]|\.(?!\s+[A-Z]))*\.(?=\s+[A-Z])')
_TERM = re.compile(r"[\w-]+:[\w-]+")
_WORDS = {
    Severity.VIOLATION: "violation",
    Severity.WARNING: "warning",
    Severity.INFO: "remark",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A result on the page: *number* counts from 1, and *line* is 0 where none is known.

    *wrong* is the first sentence of its message and *remedy* the rest. With *near*, the line
    is that of the thing and not of the statement.
    """

    number: int
    severity: str
    word: str
    wrong: str
    remedy: str
    node: str
    label: str
    path: str
    path_link: str
    value: str
    line: int
    column: int
    near: bool
    rule: str
    why: str
    shape: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The results on the page, how many others there are, and all of them counted in words."""

    shown: tuple[Finding, ...]
    missing: int
    counts: tuple[tuple[str, str], ...]
    conforms: bool

    @property
    def summary(self) -> str:
        """The counts as a part of a sentence."""
        return ", ".join(text for _, text in self.counts) or "no results"

    @property
    def marks(self) -> dict[int, list[Mark]]:
        """The marks of each line that a result stands at."""
        marks: dict[int, list[Mark]] = {}
        for finding in self.shown:
            if finding.line:
                marks.setdefault(finding.line, []).append(Mark(finding.number, finding.severity))
        return marks


def findings_of(report: ValidationReport) -> Findings:
    """The results of a report for a page: some of every rule, in the order of the text."""
    kept = sorted(chosen(report.results, MOST_FINDINGS), key=_order)
    shown = tuple(_within(_finding(n, result) for n, result in enumerate(kept, start=1)))
    counts = tuple(
        (str(severity), counted(number, _WORDS[severity]))
        for severity, number in counts_of(report).items()
        if number
    )
    return Findings(shown, missing_from(report, len(shown)), counts, report.conforms)


def _order(result: ValidationResult) -> tuple[int, int]:
    _, line, _ = place_of(result.location)
    return result.severity.rank, line or 1 << 60


def _finding(number: int, result: ValidationResult) -> Finding:
    _, line, column = place_of(result.location)
    wrong, remedy = _sentences(message_text(result))
    named = result.shape.removeprefix(str(GS))
    known = is_packaged(result.shape)
    return Finding(
        number=number,
        severity=str(result.severity),
        word=_WORDS[result.severity],
        wrong=wrong or "A rule is broken.",
        remedy=remedy,
        node="" if isinstance(result.focus_node, ox.BlankNode) else value_text(result.focus_node),
        label=clipped(plain(result.label)),
        path=clipped(plain(result.path)),
        path_link=_term_page(result.path),
        value=value_text(result.value),
        line=line,
        column=column,
        near=result.near,
        rule=shape_text(result.shape),
        why=rule_page(named) if known else "",
        shape=f"{request.script_root}/shapes#{named}" if known else "",
        reasons=clipped(reason_text(result), 600),
    )


def _sentences(message: str) -> tuple[str, str]:
    """What is wrong, and what to try: messages of the rules say it in this order."""
    first = _SENTENCE.match(message)
    return (first[0], message[first.end() :].strip()) if first else (message, "")


def _term_page(path: str) -> str:
    """Where a path of one term is explained; "" for any other."""
    return link(expand(path)) if _TERM.fullmatch(path) and path.startswith("ga:") else ""


def _within(findings: Iterator[Finding]) -> Iterator[Finding]:
    total = 0
    for finding in findings:
        texts = (finding.wrong, finding.remedy, finding.node, finding.label, finding.path)
        long = (*texts, finding.value, finding.reasons)
        total += sum(len(escape(text).encode("utf-8")) for text in long) + _MARKUP
        if total > _BYTES:
            return
        yield finding
