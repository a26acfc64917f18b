"""The packaged shapes: each source graph for itself, then the merged dataset."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH

from kg.errors import KgError, ResourceError
from kg.gate.change import judge_change
from kg.gate.digests import digests_of, narrowed
from kg.gate.proposal import Before, Change, Proposal, as_quads
from kg.gate.standing import without_standing
from kg.parsing import parse_path
from kg.report import ValidationReport
from kg.resources import ontology_files, reference_files, shape_files
from kg.store.passed import ShapeDigests
from kg.validation import Validator
from kg.vocabulary import GA, GS

_EXEMPTS = ox.NamedNode(f"{GS}exempts")
_CLAIM_GRAPH = ox.NamedNode(str(GA.ClaimGraph))
_DEACTIVATED = ox.NamedNode(str(SH.deactivated))


@dataclass(frozen=True)
class Validators:
    """The packaged shapes for source graphs, and what of them holds in the content of a claim.

    What a party merely claims has no evidence of its own: shapes marked
    `gs:exempts ga:ClaimGraph` leave it alone. *shapes* are what they were made from, in
    the *context* of this digest.
    """

    facts: Validator
    claims: Validator
    shapes: tuple[ox.Quad, ...]
    context: str

    @cached_property
    def digests(self) -> ShapeDigests:
        """The digest of each shape, and of the ontology and its code lists."""
        return digests_of(self.shapes, self.context)


@dataclass(frozen=True, slots=True)
class PackagedGate:
    """The packaged shapes, each in its scope."""

    validators: Validators

    @property
    def digests(self) -> ShapeDigests:
        """See `Gate.digests`."""
        return self.validators.digests

    def __call__(self, proposal: Proposal, before: Before | None = None) -> ValidationReport:
        """Validate the changed graphs one by one, and the merged dataset when they are sound.

        A graph that breaks a shape is refused on its own account: what its broken
        parts would do to the dataset says nothing more.
        """
        reports = list(self._graphs(proposal).values())
        idle = set.intersection(*(set(r.idle_shapes) for r in reports)) if reports else set()
        nodes = sum(report.focus_nodes for report in reports)
        if before is not None and not all(report.conforms for report in reports):
            standing = [r for report in self._graphs(before()).values() for r in report.results]
            reports = [without_standing(report, standing) for report in reports]
        if all(report.conforms for report in reports):
            merged = self._merged(proposal)
            if before is not None and not merged.conforms:
                merged = without_standing(merged, self._merged(before()).results)
            reports.append(merged)
            idle |= set(merged.idle_shapes)
            nodes = max(nodes, merged.focus_nodes)  # mostly the same nodes, seen in both scopes
        return replace(ValidationReport.merge(reports, idle_shapes=idle), focus_nodes=nodes)

    def _graphs(self, proposal: Proposal) -> Mapping[str, ValidationReport]:
        facts = self.validators.facts.with_context(as_quads(proposal.reference))
        contents = self.validators.claims.in_context_of(facts)
        return {
            graph: (contents if graph in proposal.claims else facts).validate_graph(
                graph, as_quads(triples), stored=proposal.stored
            )
            for graph, triples in proposal.graphs.items()
        }

    def _merged(self, proposal: Proposal) -> ValidationReport:
        return self.validators.facts.validate_dataset(
            as_quads(proposal.merged), proposal.focus, stored=proposal.stored
        )

    def judge(self, change: Change) -> ValidationReport | None:
        """Judge what a change affects; see `Gate.judge`."""
        return judge_change(change, self.validators.facts, self.validators.claims)


def packaged_gate(*, states: bool = False, only: Collection[str] | None = None) -> PackagedGate:
    """The packaged shapes, each in its scope, or *only* those of some names.

    With *states* the packaged states count as known. A store knows what it holds:
    a reference to a state that is not in it would lead nowhere.
    """
    if only is None:
        return PackagedGate(packaged_validators(states))
    return PackagedGate(_validators(narrowed(_read(shape_files()), only)))


def packaged_digests() -> ShapeDigests:
    """The digest of each packaged shape, and of the ontology and its code lists.

    Reads the shapes, and compiles nothing.
    """
    return digests_of(_read(shape_files()), _context_digest())


@cache
def packaged_validators(states: bool = False) -> Validators:
    """The packaged shapes with the ontology and the code lists as context, and the *states*."""
    if states:
        parts = packaged_validators(False)
        facts = parts.facts.with_context(_read(reference_files()))
        return replace(parts, facts=facts, claims=parts.claims.in_context_of(facts))
    return _validators(_read(shape_files()))


def _validators(shapes: list[ox.Quad]) -> Validators:
    context = _context_digest()
    facts = Validator.from_quads(shapes, _read(ontology_files()))
    off = [
        ox.Quad(quad.subject, _DEACTIVATED, ox.Literal(True))
        for quad in shapes
        if quad.predicate == _EXEMPTS and quad.object == _CLAIM_GRAPH
    ]
    return Validators(facts, facts.with_shapes([*shapes, *off]), tuple(shapes), context)


def _context_digest() -> str:
    """The digest of the files; to parse them costs more than all shapes do."""
    try:
        found = [sha256(path.read_bytes()).digest() for path in ontology_files()]
    except OSError as error:
        raise ResourceError(f"The installation is broken: {error}.") from error
    return sha256(b"".join(found)).hexdigest()


def _read(paths: Iterable[Path]) -> list[ox.Quad]:
    try:
        return [quad for path in paths for quad in parse_path(path).quads]
    except KgError as error:
        raise ResourceError(f"The installation is broken: {error}") from error
