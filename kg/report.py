"""What a validation found: the SHACL validation report as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Severity(StrEnum):
    """The three severities of SHACL, ordered from worst to mildest by `rank`."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    @classmethod
    def from_iri(cls, iri: str) -> Severity:
        """Read `sh:Violation` and its siblings; any other severity counts as a violation."""
        name = iri.rpartition("#")[2].lower()
        return cls(name) if name in set(cls) else cls.VIOLATION


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Scope(StrEnum):
    """What a shape looks at: one source graph, or the merged default graph."""

    GRAPH = "graph"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result of a validation.

    *shape* is the IRI of the shape (its stable id), *component* that of the
    constraint component; *path* is the path as SPARQL text, empty when the
    node itself was constrained. *graph* is the IRI of the source graph that was
    validated, empty for the merged dataset; *location* says in which file, when known.
    With *near*, the place is that of the node, and that of the triple is not known.
    *details* are the reasons inside a constraint that asks about other shapes.

    For programs that read SHACL: *source* is the shape itself, which may have no IRI,
    *constraint* the SPARQL constraint, *severity_iri* the severity when it is one of the
    caller's own, and *messages* all that the shape says, in every language.
    """

    focus_node: Term
    message: str
    severity: Severity
    shape: str
    component: str
    path: str = ""
    value: Term | None = None
    scope: Scope | None = None
    graph: str = ""
    location: str = ""
    label: str = ""
    details: tuple[ValidationResult, ...] = ()
    near: bool = False
    source: Term | None = None
    constraint: Term | None = None
    severity_iri: str = ""
    messages: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read: at `file:line:column`, as far as that is known."""

    location: str
    message: str


STANDING = "It stood there before this change."
"""Why a result is accepted that a write did not bring about."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A result that a baseline lets pass, and the reason that it gives."""

    result: ValidationResult
    reason: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All results of one validation, worst first, then by graph, focus node and shape.

    *focus_nodes* counts the nodes that were looked at; *idle_shapes* names the
    shapes whose targets matched nothing; *notes* holds sentences for the reader
    (normalisations made, parts skipped with the reason). *left_out* counts results
    that were found and not kept; none of them is worse than those that were.
    *unreadable* documents were not validated; *accepted* results count no more.
    """

    results: tuple[ValidationResult, ...] = ()
    focus_nodes: int = 0
    idle_shapes: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    left_out: int = 0
    unreadable: tuple[Unreadable, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @classmethod
    def of(
        cls,
        results: Iterable[ValidationResult],
        *,
        focus_nodes: int = 0,
        idle_shapes: Iterable[str] = (),
        notes: Iterable[str] = (),
        left_out: int = 0,
        every: bool = False,
    ) -> ValidationReport:
        """Build a report with its results in the documented order.

        What is found twice counts once, except with *every*: SHACL §4 has a result for
        each way in which it is found.
        """
        ordered = sorted(results if every else set(results), key=_order)
        idle = tuple(sorted(idle_shapes))
        return cls(tuple(ordered), focus_nodes, idle, tuple(notes), left_out)

    @classmethod
    def merge(
        cls, reports: Iterable[ValidationReport], *, idle_shapes: Iterable[str] = ()
    ) -> ValidationReport:
        """Join reports; which shapes are idle over all of them is for the caller to say."""
        parts = list(reports)
        joined = cls.of(
            (result for part in parts for result in part.results),
            focus_nodes=sum(part.focus_nodes for part in parts),
            idle_shapes=idle_shapes,
            notes=dict.fromkeys(note for part in parts for note in part.notes),
            left_out=sum(part.left_out for part in parts),
        )
        return replace(joined, accepted=tuple(entry for part in parts for entry in part.accepted))

    @property
    def conforms(self) -> bool:
        """Everything was read, and no result is a violation.

        SHACL's own `sh:conforms` also counts milder results.
        """
        return not self.violations and not self.unreadable

    @property
    def violations(self) -> tuple[ValidationResult, ...]:
        """The results that refuse the data."""
        return self.at_least(Severity.VIOLATION, only=True)

    def at_least(self, severity: Severity, *, only: bool = False) -> tuple[ValidationResult, ...]:
        """The results as severe as *severity* or worse (*only*: exactly as severe)."""
        if only:
            return tuple(result for result in self.results if result.severity is severity)
        return tuple(result for result in self.results if result.severity.rank <= severity.rank)


def _order(result: ValidationResult) -> tuple[int, str, str, str, str, str, str]:
    return (
        result.severity.rank,
        result.graph,
        str(result.focus_node),
        result.shape,
        result.path,
        str(result.value),
        result.message,
    )
