"""What a gate says of a write, by what the write changed."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

import pyoxigraph as ox

from kg.gate import Change, Gate, Proposal
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.staging import Staging
from kg.store.view import DatasetView

_MOST = 200_000
"""Changed triples from which everything is judged."""
_SOME = 20_000
_SHARE = 8
"""Everything is judged, too, when it is no more than so many times what changed, and that is not
little. Measured: a changed triple costs 270 µs, and any triple 28 µs where all are judged."""


class Judgement:
    """Watches the changes of a write, and has them judged at its end."""

    def __init__(self, staging: Staging, gate: Gate | None) -> None:
        self._staging = staging
        self._gate = gate
        self._changed: dict[str, set[ox.Triple]] = {}
        self._many = False
        if gate is not None:
            staging.observers.append(self._note)

    def _note(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        if not self._many:
            self._changed.setdefault(graph, set()).update(triples)
            self._many = sum(map(len, self._changed.values())) > _MOST

    def pronounce(self, named: Set[str], problems: Iterable[ValidationResult]) -> ValidationReport:
        """Judge what was written and, whether or not they changed, the graphs *named*.

        *problems* are what was found before. Only what the write breaks refuses it: what
        was broken before stands in the report as accepted.
        """
        if self._gate is None:
            return ValidationReport.of(replace(p, severity=Severity.WARNING) for p in problems)
        found = ValidationReport.of(problems)
        graphs = {*named, *self._staging.switched, *self._staging.changes}
        if not graphs:
            return found  # at most an empty graph came or went
        report = None
        if not self._is_most():
            report = self._gate.judge(self._change(self._staging.switched))
        if report is None:
            report = self._whole(self._gate, graphs)
        return ValidationReport.merge([found, report], idle_shapes=report.idle_shapes)

    def _is_most(self) -> bool:
        """Whether so much changed that it costs less to judge everything."""
        number = sum(map(len, self._changed.values()))
        return self._many or (number > _SOME and not self._staging.exceeds(number * _SHARE))

    def _change(self, switched: Set[str]) -> Change:
        staging = self._staging
        changed = dict(self._changed)
        for graph in switched:
            changed[graph] = staging.triples(graph) | staging.before.triples(graph)
        return Change(staging.before, staging, changed)

    def _whole(self, gate: Gate, graphs: Set[str]) -> ValidationReport:
        if self._reference_changed(graphs):
            graphs = {*graphs, *self._staging.graphs()}
        before = self._staging.before
        earlier = None if before.is_empty() else lambda: _proposal(before, graphs)
        return gate(_proposal(self._staging, graphs), earlier)

    def _reference_changed(self, graphs: Set[str]) -> bool:
        """Whether other graphs may refer to something that is not there any more."""
        before, after = (v.reference_graphs() for v in (self._staging.before, self._staging))
        return before != after or not after.isdisjoint(graphs)


def _proposal(view: DatasetView, graphs: Set[str]) -> Proposal:
    return Proposal(
        graphs={graph: view.unnamed(graph) for graph in graphs if graph and view.has(graph)},
        claims=frozenset(graph for graph in graphs if view.is_claim(graph)),
        reference=[t for graph in view.reference_graphs() for t in view.triples(graph)],
        merged=view.unnamed(),
        stored=True,
    )
