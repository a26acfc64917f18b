"""Parse, normalise, stage, gate, commit: the only way in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import InputError, NonConformingDataError, ParameterError
from kg.gate import Gate, Proposal
from kg.normalise import normalise
from kg.parsing import ParsedDocument
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.embedded import DatasetStore
from kg.store.staging import Change, Staging, claim_graphs, reference_graphs
from kg.terms import check_graph_name, in_graph
from kg.validation import validate_plain

Graphs = dict[str, set[ox.Triple]]
"""Triples by the IRI of their graph; the empty IRI stands for the default graph."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an ingest did: the version now published, the report, the change of each graph."""

    version: int
    report: ValidationReport
    changes: Mapping[str, Change] = field(default_factory=dict)


def graphs_of(documents: Iterable[ParsedDocument], graph: str | None = None) -> Graphs:
    """Sort the triples of documents by graph; those outside a graph go into *graph*.

    Raises:
        ParameterError: triples stand outside a graph and *graph* is not given.
        InputError: a graph has no IRI, or a document holds no triple: nothing would be stored.
    """
    graphs: Graphs = {}
    for document in documents:
        _require_triples(document)
        for quad in document.quads:
            name = quad.graph_name
            if isinstance(name, ox.BlankNode):
                raise InputError(
                    f"{document.name}: a graph is named by a blank node.",
                    hint="Name every graph by an IRI.",
                )
            if isinstance(name, ox.DefaultGraph) and graph is None:
                raise ParameterError(
                    f"{document.name}: {quad.subject} stands outside a named graph.",
                    hint="Say with --graph IRI which source graph its triples belong to.",
                )
            iri = name.value if isinstance(name, ox.NamedNode) else str(graph)
            graphs.setdefault(iri, set()).add(quad.triple)
    return graphs


def _require_triples(document: ParsedDocument) -> None:
    if not document.quads:
        raise InputError(f"{document.name}: the document holds no triple.")


def ingest(store: DatasetStore, graphs: Graphs, gate: Gate | None, *, add: bool = False) -> Outcome:
    """Bring source graphs into a store in one transaction: all of them, or none.

    Each graph replaces the one of its name, or extends it with *add*. Without a
    *gate* the store takes the data as it is.

    Raises:
        NonConformingDataError: the data breaks the shapes; nothing was stored.
        UnavailableError: another process writes, or the disk is full; nothing was stored.
    """
    union = store.settings.default_graph == "union"
    with store.write() as staging:
        proposed: Graphs = {}
        problems: list[ValidationResult] = []
        for graph, triples in graphs.items():
            new = triples | _held(staging, graph) if add else triples
            if union:
                check_graph_name(graph, store.settings.base_iri)
                new, unreadable = normalise(graph, new)
                problems.extend(unreadable)
            proposed[graph] = new
        claims = staging.claim_graphs()
        changes = {graph: staging.put(graph, triples) for graph, triples in proposed.items()}
        for graph in (claims ^ staging.claim_graphs()) & staging.graphs():
            proposed.setdefault(graph, _held(staging, graph))  # other shapes hold for it now
        report = _judge(staging, proposed, gate, problems)
        if not report.conforms:
            raise NonConformingDataError(report)
    return Outcome(store.version, report, changes)


def _held(staging: Staging, graph: str) -> set[ox.Triple]:
    return {quad.triple for quad in staging.quads(graph)}


def _judge(
    staging: Staging,
    proposed: Graphs,
    gate: Gate | None,
    problems: Iterable[ValidationResult],
) -> ValidationReport:
    if gate is None:
        return ValidationReport.of(replace(p, severity=Severity.WARNING) for p in problems)
    reference = [
        quad.triple for graph in staging.reference_graphs() for quad in staging.quads(graph)
    ]
    proposal = Proposal(
        graphs=proposed,
        claims=frozenset(staging.claim_graphs()),
        reference=reference,
        merged=[quad.triple for quad in staging.quads()],
    )
    report = gate(proposal)
    unreadable = ValidationReport.of(problems)
    return ValidationReport.merge([unreadable, report], idle_shapes=report.idle_shapes)


def validate_documents(
    documents: Iterable[ParsedDocument],
    gate: Gate,
    *,
    base_iri: str,
    context: Iterable[ParsedDocument] = (),
) -> ValidationReport:
    """Validate documents as one dataset, as the gate of a store would, and store nothing.

    Triples outside a named graph count as one source graph per document. Only
    nodes of *documents* are looked at; *context* joins the reference.
    """
    named = [_with_graph(document) for document in documents]
    graphs, problems = _normalised(graphs_of(named), base_iri)
    known, _ = _normalised(graphs_of(_with_graph(document) for document in context), base_iri)
    report = gate(_standalone(graphs, {**known, **graphs}, base_iri))
    joined = ValidationReport.merge(
        [ValidationReport.of(problems), report], idle_shapes=report.idle_shapes
    )
    return _located(joined, named)


def _normalised(graphs: Graphs, base_iri: str) -> tuple[Graphs, list[ValidationResult]]:
    completed: Graphs = {}
    problems: list[ValidationResult] = []
    for graph, triples in graphs.items():
        check_graph_name(graph, base_iri)
        completed[graph], unreadable = normalise(graph, triples)
        problems.extend(unreadable)
    return completed, problems


def _standalone(graphs: Graphs, dataset: Graphs, base_iri: str) -> Proposal:
    """Propose *graphs* as part of a *dataset*, all of which may be referred to."""
    claims = claim_graphs(dataset, base_iri)
    references = dataset.keys() - graphs.keys() | reference_graphs(dataset, base_iri)
    return Proposal(
        graphs=graphs,
        claims=frozenset(claims),
        reference=[t for name in references - claims for t in dataset.get(name, ())],
        merged={t for name, held in dataset.items() if name not in claims for t in held},
        focus={t.subject for name, held in graphs.items() if name not in claims for t in held},
    )


def validate_with_shapes(
    documents: Iterable[ParsedDocument], shapes: Iterable[ParsedDocument]
) -> ValidationReport:
    """Validate documents by the caller's own shapes: plain SHACL on all triples together.

    Raises:
        ShapesError: the shapes cannot be used.
        InputError: a document holds no triple: nothing would be validated.
    """
    data = list(documents)
    for document in data:
        _require_triples(document)
    report = validate_plain(
        (in_graph(quad.triple) for document in data for quad in document.quads),
        (quad for document in shapes for quad in document.quads),
    )
    return _located(report, data)


def _with_graph(document: ParsedDocument) -> ParsedDocument:
    name = ox.NamedNode(f"urn:geoactors:document:{quote(document.name, safe='')}")
    quads = tuple(
        in_graph(quad.triple, name) if isinstance(quad.graph_name, ox.DefaultGraph) else quad
        for quad in document.quads
    )
    return replace(document, quads=quads)


def _located(report: ValidationReport, documents: Iterable[ParsedDocument]) -> ValidationReport:
    """Say in which document each result arose, by its graph or where its node stands first."""
    places: dict[tuple[str, str], str] = {}
    for document in documents:
        for quad in document.quads:
            subject, graph = str(quad.subject), str(getattr(quad.graph_name, "value", ""))
            places.setdefault((subject, graph), document.name)
            places.setdefault((subject, ""), document.name)
    return ValidationReport.of(
        (
            replace(result, location=places.get((str(result.focus_node), result.graph), ""))
            for result in report.results
        ),
        focus_nodes=report.focus_nodes,
        idle_shapes=report.idle_shapes,
        notes=report.notes,
    )
