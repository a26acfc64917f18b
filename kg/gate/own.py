"""A caller's shapes: plain SHACL on the merged dataset."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.gate.change import judge_merged
from kg.gate.proposal import Change, Proposal
from kg.report import ValidationReport
from kg.terms import in_graph
from kg.validation import PlainValidator


class OwnGate:
    """Shapes that know nothing of scopes.

    Raises:
        ShapesError: the shapes cannot be used.
    """

    def __init__(self, shapes: Iterable[ox.Quad]) -> None:
        self._validator = PlainValidator(shapes)

    def __call__(self, proposal: Proposal) -> ValidationReport:
        """Validate the merged dataset."""
        return self._validator.validate(in_graph(triple) for triple in proposal.merged)

    def judge(self, change: Change) -> ValidationReport | None:
        """Judge what a change affects; see `Gate.judge`."""
        return judge_merged(change, self._validator.changes)
