"""Gates and documents that tests of kg.ingest share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pyoxigraph as ox

from kg.gate import Change, Proposal, without_standing
from kg.parsing import ParsedDocument, parse_document
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.passed import ShapeDigests

G = "http://example.org/g"
H = "http://example.org/h"


def document(
    text: str, name: str = "doc", syntax: ox.RdfFormat = ox.RdfFormat.TRIG
) -> ParsedDocument:
    """Parse a TriG text."""
    return parse_document(f"@prefix e: <http://example.org/> .\n{text}".encode(), syntax, name=name)


class Everything:
    """A gate that judges everything each time, by a function."""

    digests: ShapeDigests | None = None

    def __init__(self, function: Callable[[Proposal], ValidationReport]) -> None:
        self._function = function

    def __call__(
        self, proposal: Proposal, before: Callable[[], Proposal] | None = None
    ) -> ValidationReport:
        """Judge all of a proposal; what was broken before is accepted."""
        report = self._function(proposal)
        if report.conforms or before is None:
            return report
        return without_standing(report, self._function(before()).results)

    def judge(self, _: Change) -> None:
        """Leave it to the judgement of everything."""


_numbers = count(1)
"""No refusal is like one before: what was broken before a write does not refuse it."""


def _refuse(proposal: Proposal) -> ValidationReport:
    result = ValidationResult(
        focus_node=ox.NamedNode(G),
        message=f"{sum(map(len, proposal.graphs.values()))} triples too many, {next(_numbers)}",
        severity=Severity.VIOLATION,
        shape=G,
        component=G,
    )
    return ValidationReport.of([result])


refusing = Everything(_refuse)
"""A gate that lets nothing pass."""


class Watching:
    """A gate that lets everything pass, and keeps what it saw."""

    digests: ShapeDigests | None = None

    def __init__(self) -> None:
        self.seen: list[dict[str, set[str]]] = []

    def __call__(
        self, proposal: Proposal, before: Callable[[], Proposal] | None = None
    ) -> ValidationReport:
        """Judge nothing."""
        shown = {g: {str(t.object) for t in triples} for g, triples in proposal.graphs.items()}
        shown["merged"] = {str(triple.object) for triple in proposal.merged}
        shown["claims"] = set(proposal.claims)
        self.seen.append(shown)
        return ValidationReport()

    def judge(self, _: Change) -> None:
        """Leave it to the judgement of everything."""
