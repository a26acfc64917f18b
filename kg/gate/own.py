"""A caller's shapes: plain SHACL on the merged dataset."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from kg.gate.change import judge_merged
from kg.gate.digests import digests_of
from kg.gate.proposal import Before, Change, Proposal, as_quads
from kg.gate.standing import without_standing
from kg.report import ValidationReport
from kg.store.passed import ShapeDigests
from kg.validation import PlainValidator


class OwnGate:
    """Shapes that know nothing of scopes.

    Raises:
        ShapesError: the shapes cannot be used.
    """

    def __init__(self, shapes: Iterable[ox.Quad]) -> None:
        self._shapes = list(shapes)
        self._validator = PlainValidator(self._shapes)

    @cached_property
    def digests(self) -> ShapeDigests:
        """See `Gate.digests`."""
        return digests_of(self._shapes)

    def __call__(self, proposal: Proposal, before: Before | None = None) -> ValidationReport:
        """Validate the merged dataset."""
        report = self._merged(proposal)
        if report.conforms or before is None:
            return report
        return without_standing(report, self._merged(before()).results)

    def _merged(self, proposal: Proposal) -> ValidationReport:
        merged = as_quads(proposal.merged)
        return self._validator.validate(merged, stored=proposal.stored)

    def judge(self, change: Change) -> ValidationReport | None:
        """Judge what a change affects; see `Gate.judge`."""
        return judge_merged(change, self._validator.changes)
