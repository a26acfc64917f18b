"""Judges a change by what it affects, in each source graph and in the merged dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

import pyoxigraph as ox

from kg.gate.proposal import Change
from kg.gate.standing import without_standing
from kg.report import Scope, Term, ValidationReport
from kg.store.view import DatasetView
from kg.validation import NOTHING, ChangeValidator, Validator
from kg.validation.evaluation.selected import Nodes
from kg.validation.incremental import Affected, DataGraph, InContext, Merged

# Measured: a node that a shape may look at costs 20 µs, and judging everything 33 µs a triple.
_TRIPLES_FOR_A_NODE = 0.6
# Less is not worth the counting.
_FEW = 2_000


def judge_change(change: Change, facts: Validator, claims: Validator) -> ValidationReport | None:
    """Judge every source graph that a change affects and, when they are sound, the dataset."""
    reference = change.after.reference_graphs()
    if reference != change.before.reference_graphs() or not reference.isdisjoint(change.changed):
        return None  # whatever any graph sees of the reference may have changed
    reports = []
    for graph, changed in change.changed.items():
        if not graph or not change.after.has(graph):
            continue
        validator, old = (
            (claims if view.is_claim(graph) else facts).changes[Scope.GRAPH]
            for view in (change.after, change.before)
        )
        after, before = (
            InContext(view, graph, facts.context, reference)
            for view in (change.after, change.before)
        )
        if change.before.has(graph) and old is validator:
            affected = validator.affected({*changed, *_uncovered(changed, after, before)}, after)
            affected.add(validator.all_about(_newly_described(changed, after, before)))
        else:
            triples = change.after.triples(graph) if change.before.has(graph) else changed
            affected = validator.all_about({triple.subject for triple in triples})
        if not _is_worthwhile(affected, change.after):
            return None
        now = _judged(validator, affected, after, Scope.GRAPH, graph)
        earlier = partial(_judged, old, affected, before, Scope.GRAPH, graph)
        reports.append(_added(now, earlier))
    if all(report.conforms for report in reports):
        merged = judge_merged(change, facts.changes[Scope.DATASET], facts)
        if merged is None:
            return None
        reports.append(merged)
    nodes = max((report.focus_nodes for report in reports), default=0)  # seen in both scopes
    return replace(ValidationReport.merge(reports), focus_nodes=nodes)


def _uncovered(
    changed: Iterable[ox.Triple], after: InContext, before: InContext
) -> Iterator[ox.Triple]:
    """What others say of nodes that a graph began to describe, or describes no more."""
    for node in {triple.subject for triple in changed}:
        if after.describes(node) != before.describes(node):
            yield from after.said_by_others(node)


def judge_merged(
    change: Change, validator: ChangeValidator, known: Validator | None = None
) -> ValidationReport | None:
    """Judge the merged dataset by *validator*, in the context of *known*."""
    changed = {
        triple
        for graph, triples in change.changed.items()
        if not (change.after.is_claim(graph) and change.before.is_claim(graph))
        for triple in triples
        if change.after.holds("", triple) != change.before.holds("", triple)
    }
    context = NOTHING if known is None else known.context
    after, before = (Merged(view, context) for view in (change.after, change.before))
    scope = None if known is None else Scope.DATASET
    affected = validator.affected(changed, after)
    if known is not None:
        affected.add(validator.all_about(_newly_described(changed, after, before)))
    if not _is_worthwhile(affected, change.after):
        return None
    now = _judged(validator, affected, after, scope)
    return _added(now, partial(_judged, validator, affected, before, scope))


def _newly_described(
    changed: Iterable[ox.Triple], after: DataGraph, before: DataGraph
) -> set[Term]:
    """The nodes that were nothing to look at before."""
    subjects = {triple.subject for triple in changed}
    return {n for n in subjects if after.describes(n) and not before.describes(n)}


def _is_worthwhile(affected: Affected, view: DatasetView) -> bool:
    """Whether it costs less to look at what is affected than at everything."""
    number = affected.count()
    return not affected.whole and (
        number <= _FEW or view.exceeds(int(number * _TRIPLES_FOR_A_NODE))
    )


def _judged(
    validator: ChangeValidator,
    affected: Affected,
    facts: DataGraph,
    scope: Scope | None,
    graph: str = "",
) -> ValidationReport:
    nodes = _looked_at(affected.nodes, facts, scope)
    results = validator.results(nodes, facts)
    return ValidationReport.of(
        (replace(result, scope=scope, graph=graph) for result in results),
        focus_nodes=len(set().union(*nodes.values())),
        notes=validator.notes(nodes),
    )


def _added(report: ValidationReport, before: Callable[[], ValidationReport]) -> ValidationReport:
    """What of a report is new; most report nothing, and what was there *before* is not asked."""
    return without_standing(report, before().results) if report.results else report


def _looked_at(nodes: Nodes, facts: DataGraph, scope: Scope | None) -> Nodes:
    """What the data describes; shapes without a scope look at other nodes too."""
    if scope is None:
        return nodes
    known = {node for node in set().union(*nodes.values()) if facts.describes(node)}
    return {shape: found & known for shape, found in nodes.items()}
