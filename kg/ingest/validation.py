"""Validation of documents as one dataset: what the gate of a store would say, storing nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

import pyoxigraph as ox

from kg.gate import Gate, Proposal
from kg.ingest.documents import Graphs, graphs_of, require_triples
from kg.normalise import normalise
from kg.parsing import ParsedDocument
from kg.positions import locate, locating_defects
from kg.report import ValidationReport, ValidationResult
from kg.store.graphs import claim_graphs, reference_graphs
from kg.terms import check_graph_name, in_graph
from kg.validation import PlainValidator


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
        ShapesError: the shapes cannot be used; it says where, and why.
        InputError: a document holds no triple: nothing would be validated.
    """
    data = list(documents)
    for document in data:
        require_triples(document)
    given = list(shapes)
    with locating_defects(given):
        validator = PlainValidator(quad for document in given for quad in document.quads)
    report = validator.validate(in_graph(q.triple) for document in data for q in document.quads)
    return _located(report, data)


def _with_graph(document: ParsedDocument) -> ParsedDocument:
    slug = quote(document.name, safe="", errors="surrogateescape")
    name = ox.NamedNode(f"urn:geoactors:document:{slug}")
    quads = tuple(
        in_graph(quad.triple, name) if isinstance(quad.graph_name, ox.DefaultGraph) else quad
        for quad in document.quads
    )
    return replace(document, quads=quads)


def _located(report: ValidationReport, documents: Sequence[ParsedDocument]) -> ValidationReport:
    return replace(report, results=tuple(locate(report.results, documents)))
