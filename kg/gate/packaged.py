"""The packaged shapes: each source graph for itself, then the merged dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH

from kg.errors import KgError, ResourceError
from kg.gate.change import judge_change
from kg.gate.proposal import Change, Proposal
from kg.parsing import parse_path
from kg.report import ValidationReport
from kg.resources import ontology_files, reference_files, shape_files
from kg.terms import in_graph
from kg.validation import Validator
from kg.vocabulary import GA, GS

_EXEMPTS = ox.NamedNode(f"{GS}exempts")
_CLAIM_GRAPH = ox.NamedNode(str(GA.ClaimGraph))
_DEACTIVATED = ox.NamedNode(str(SH.deactivated))


@dataclass(frozen=True, slots=True)
class Validators:
    """The packaged shapes for source graphs, and what of them holds in the content of a claim.

    What a party merely claims has no evidence of its own: shapes marked
    `gs:exempts ga:ClaimGraph` leave it alone.
    """

    facts: Validator
    claims: Validator


@dataclass(frozen=True, slots=True)
class PackagedGate:
    """The packaged shapes, each in its scope."""

    validators: Validators

    def __call__(self, proposal: Proposal) -> ValidationReport:
        """Validate the changed graphs one by one, and the merged dataset when they are sound.

        A graph that breaks a shape is refused on its own account: what its broken
        parts would do to the dataset says nothing more.
        """
        facts = self.validators.facts.with_context(_quads(proposal.reference))
        contents = self.validators.claims.in_context_of(facts)
        reports = [
            (contents if graph in proposal.claims else facts).validate_graph(graph, _quads(triples))
            for graph, triples in proposal.graphs.items()
        ]
        idle = set.intersection(*(set(r.idle_shapes) for r in reports)) if reports else set()
        nodes = sum(report.focus_nodes for report in reports)
        if all(report.conforms for report in reports):
            known = self.validators.facts
            merged = known.validate_dataset(_quads(proposal.merged), proposal.focus)
            reports.append(merged)
            idle |= set(merged.idle_shapes)
            nodes = max(nodes, merged.focus_nodes)  # mostly the same nodes, seen in both scopes
        return replace(ValidationReport.merge(reports, idle_shapes=idle), focus_nodes=nodes)

    def judge(self, change: Change) -> ValidationReport | None:
        """Judge what a change affects; see `Gate.judge`."""
        return judge_change(change, self.validators.facts, self.validators.claims)


def packaged_gate(*, states: bool = False) -> PackagedGate:
    """The packaged shapes, each in its scope.

    With *states* the packaged states count as known. A store knows what it holds:
    a reference to a state that is not in it would lead nowhere.
    """
    return PackagedGate(packaged_validators(states))


@cache
def packaged_validators(states: bool = False) -> Validators:
    """The packaged shapes with the ontology and the code lists as context, and the *states*."""
    if states:
        parts = packaged_validators(False)
        facts = parts.facts.with_context(_read(reference_files()))
        return Validators(facts, parts.claims.in_context_of(facts))
    shapes = _read(shape_files())
    facts = Validator.from_quads(shapes, _read(ontology_files()))
    off = [
        ox.Quad(quad.subject, _DEACTIVATED, ox.Literal(True))
        for quad in shapes
        if quad.predicate == _EXEMPTS and quad.object == _CLAIM_GRAPH
    ]
    return Validators(facts, facts.with_shapes([*shapes, *off]))


def _read(paths: Iterable[Path]) -> list[ox.Quad]:
    try:
        return [quad for path in paths for quad in parse_path(path).quads]
    except KgError as error:
        raise ResourceError(f"The installation is broken: {error}") from error


def _quads(triples: Iterable[ox.Triple]) -> Iterable[ox.Quad]:
    return (in_graph(triple) for triple in triples)
