"""pySHACL as an oracle: what the engine must find, found by another program."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache, partial

import pyoxigraph as ox
from rdflib import RDF, SH, Graph
from rdflib.query import ResultRow
from rdflib.term import Node

from kg.report import Scope, Term, ValidationReport
from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from kg.validation.labels import label_of
from kg.validation.oracle import run_pyshacl
from kg.validation.paths import PathWriter
from kg.validation.prefixes import every_prefix
from kg.validation.results import read_results
from kg.validation.shapes import CompiledShapes, copy_of
from kg.validation.targets import DECLARATIONS, read_targets
from kg.validation.terms import graph_of, quiet, to_rdflib
from tests.oracle.focus import FocusFinder
from tests.oracle.mending import mended
from tests.oracle.overlay import Overlay


class Oracle:
    """The validator of the gate, with pySHACL in the place of the engine."""

    def __init__(self, shapes: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> None:
        self._shapes = CompiledShapes(graph_of(shapes))
        self._context = tuple(context)
        self._layers = [_layer(self._context)]

    def validate_graph(self, graph: str, triples: Iterable[ox.Quad]) -> ValidationReport:
        """Validate one source graph, as `Validator.validate_graph` does."""
        own = [in_graph(quad.triple) for quad in triples]
        nodes = {to_rdflib(quad.subject) for quad in own}
        seen = [quad for quad in self._context if to_rdflib(quad.subject) not in nodes]
        data = Overlay(graph_of(own), self._layers, nodes)
        return self._run(Scope.GRAPH, data, MemoryDataset([*own, *seen]), nodes, graph)

    def validate_dataset(
        self, triples: Iterable[ox.Quad], focus: Collection[Term] | None = None
    ) -> ValidationReport:
        """Validate the merged default graph, as `Validator.validate_dataset` does."""
        own = [in_graph(quad.triple) for quad in triples]
        nodes = {to_rdflib(n) for n in (focus if focus is not None else (q.subject for q in own))}
        data = Overlay(graph_of(own), self._layers)
        return self._run(Scope.DATASET, data, MemoryDataset([*own, *self._context]), nodes)

    def _run(
        self,
        scope: Scope,
        data: Overlay,
        dataset: MemoryDataset,
        wanted: Collection[Node],
        graph: str = "",
    ) -> ValidationReport:
        shapes = self._shapes.scoped(scope)
        results = read_results(_report(data, shapes, wanted), shapes, PathWriter(shapes))
        return ValidationReport.of(
            replace(r, scope=scope, graph=graph, label=label_of(r.focus_node, dataset))
            for r in results
        )


@cache
def _layer(context: tuple[ox.Quad, ...]) -> Graph:
    return graph_of(context)


def validate(data: Iterable[ox.Quad], shapes: Iterable[ox.Quad]) -> ValidationReport:
    """Validate as plain SHACL, as `validate_plain` does."""
    own, graph = [in_graph(quad.triple) for quad in data], graph_of(shapes)
    report = _report(Overlay(graph_of(own), []), graph, None)
    return ValidationReport.of(read_results(report, graph, PathWriter(graph)), every=True)


def _report(data: Overlay, shapes: Graph, wanted: Collection[Node] | None) -> Graph:
    """Give pySHACL the focus nodes by name: its own way to find them is wrong."""

    finder = FocusFinder(data, wanted, partial(_select_this, data))
    aimed = copy_of(shapes)
    targets = read_targets(shapes)
    strip_targets(aimed, targets)
    with mended():
        found = {shape: finder.find(declared) for shape, declared in targets.items()}
    for shape, nodes in found.items():
        for node in nodes:
            aimed.add((shape, SH.targetNode, node))
    if not any(found.values()):
        return Graph()
    for prefix, namespace in every_prefix(shapes).items():
        data.bind(prefix, namespace)
    with mended():
        return run_pyshacl(data, aimed)


def _select_this(data: Graph, query: str) -> set[Node]:
    """Run the query of a target, in an engine that keeps literals as they are written."""
    with quiet("rdflib.term"):
        rows = [row.asdict() for row in data.query(query) if isinstance(row, ResultRow)]
    return {row["this"] for row in rows if "this" in row}


def strip_targets(shapes: Graph, targets: Collection[Node]) -> None:
    """Remove every target declaration; a class that is a shape stays a shape only."""
    for term in DECLARATIONS:
        shapes.remove((None, term, None))
    for shape in targets:
        for kind in list(shapes.objects(shape, RDF.type)):
            if kind not in (SH.NodeShape, SH.PropertyShape):
                shapes.remove((shape, RDF.type, kind))
