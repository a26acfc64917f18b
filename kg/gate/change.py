"""Judges a change by what it affects, in each source graph and in the merged dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

import pyoxigraph as ox

from kg.gate.proposal import Change
from kg.gate.standing import without_standing
from kg.report import Scope, Term, ValidationReport, ValidationResult
from kg.validation import NOTHING, ChangeValidator, Validator
from kg.validation.incremental import DataGraph, InContext, Merged

# Measured: a node costs some 0.2 ms, and everything some 10 µs a triple.
_MOST_NODES = 5_000


def judge_change(change: Change, facts: Validator, claims: Validator) -> ValidationReport | None:
    """Judge every source graph that a change affects and, when they are sound, the dataset."""
    reference = change.after.reference_graphs()
    if reference != change.before.reference_graphs():
        return None
    reports = []
    for graph, changed in _by_graph(change, reference).items():
        if not change.after.has(graph):
            continue
        validator = claims if change.after.is_claim(graph) else facts
        report = _judge(
            validator.changes[Scope.GRAPH],
            changed,
            InContext(change.after, graph, validator.context, reference),
            InContext(change.before, graph, validator.context, reference),
            Scope.GRAPH,
            graph,
        )
        if report is None:
            return None
        reports.append(report)
    if all(report.conforms for report in reports):
        merged = judge_merged(change, facts.changes[Scope.DATASET], facts)
        if merged is None:
            return None
        reports.append(merged)
    return _joined(reports)


def judge_merged(
    change: Change, validator: ChangeValidator, known: Validator | None = None
) -> ValidationReport | None:
    """Judge the merged dataset by *validator*, in the context of *known*."""
    changed = {
        triple
        for graph, triples in change.changed.items()
        if not (change.after.is_claim(graph) and change.before.is_claim(graph))
        for triple in triples
    }
    context = NOTHING if known is None else known.context
    after, before = (Merged(view, context) for view in (change.after, change.before))
    scope = None if known is None else Scope.DATASET
    return _judge(validator, changed, after, before, scope)


def _judge(
    validator: ChangeValidator,
    changed: Iterable[ox.Triple],
    after: DataGraph,
    before: DataGraph,
    scope: Scope | None,
    graph: str = "",
) -> ValidationReport | None:
    affected = validator.affected(changed, after)
    if affected.whole or affected.count() > _MOST_NODES:
        return None
    nodes = {shape: _looked_at(found, after, scope) for shape, found in affected.nodes.items()}
    results = validator.results(nodes, after)
    standing = validator.results(nodes, before) if results else []
    looked_at = len(set().union(*nodes.values()))
    report = ValidationReport.of(_placed(results, scope, graph), focus_nodes=looked_at)
    return without_standing(report, _placed(standing, scope, graph))


def _looked_at(nodes: Set[Term], facts: DataGraph, scope: Scope | None) -> Set[Term]:
    """What the data describes; shapes without a scope look at other nodes too."""
    if scope is None:
        return nodes
    return {node for node in nodes if facts.describes(node)}


def _by_graph(change: Change, reference: Set[str]) -> Mapping[str, Set[ox.Triple]]:
    """The changed triples by the graph whose validation they can affect."""
    found: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for graph, triples in change.changed.items():
        if graph:
            found[graph] |= triples
        if graph in reference:
            for triple in triples:
                for name in change.after.graphs_leading_to(triple.subject):
                    found[name].add(triple)
    return found


def _placed(
    results: Iterable[ValidationResult], scope: Scope | None, graph: str
) -> list[ValidationResult]:
    return [replace(result, scope=scope, graph=graph) for result in results]


def _joined(reports: Iterable[ValidationReport]) -> ValidationReport:
    parts = list(reports)
    accepted = tuple(entry for part in parts for entry in part.accepted)
    nodes = max((part.focus_nodes for part in parts), default=0)
    return replace(ValidationReport.merge(parts), accepted=accepted, focus_nodes=nodes)
