"""The cases of `cases/`, and how a case is validated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kg.report import Scope, ValidationReport, ValidationResult
from kg.resources import ontology_files, shape_files
from kg.validation import Validator
from tests.oracle import Oracle

SH = "http://www.w3.org/ns/shacl#"
GS = "https://w3id.org/geoactors/shapes#"
FOLDER = Path(__file__).parent / "cases"
UNNAMED_GRAPH = "https://w3id.org/geoactors/graph/doc/news-2"


@dataclass(frozen=True, slots=True)
class Case:
    """One file of `cases/SHAPE/{valid,invalid}/`; its first lines give *breaks* and *scopes*."""

    path: Path
    shape: str
    breaks: frozenset[str]
    scopes: tuple[Scope, ...]

    @property
    def valid(self) -> bool:
        """Whether the file lies among the valid ones."""
        return self.path.parent.name == "valid"


def read_case(path: Path) -> Case:
    """Read the comments that open a case file."""
    first, second, *_ = path.read_text(encoding="utf-8").splitlines()
    label, _, names = first.partition(":")
    assert label == "# breaks", f"{path} does not say what it breaks"
    declared = frozenset() if names.strip() == "nothing" else frozenset(names.split())
    label, _, scope = second.partition(":")
    scopes = (Scope(scope.strip()),) if label == "# scope" else tuple(Scope)
    shapes = frozenset(name.strip(",").removeprefix("gs:") for name in declared)
    return Case(path, path.parent.parent.name, shapes, scopes)


CASES = tuple(read_case(path) for path in sorted(FOLDER.glob("*/*/*.*")))


def case_id(case: Case) -> str:
    """Name a case by its folder and file."""
    return str(case.path.relative_to(FOLDER))


@cache
def shape_quads() -> tuple[ox.Quad, ...]:
    """All packaged shapes."""
    return tuple(quad for path in shape_files() for quad in ox.parse(path=path))


@cache
def _by_subject() -> dict[object, list[ox.Quad]]:
    index: dict[object, list[ox.Quad]] = {}
    for quad in shape_quads():
        index.setdefault(quad.subject, []).append(quad)
    return index


def node_shapes() -> list[str]:
    """List the node shapes by local name."""
    kind = ox.NamedNode(f"{SH}NodeShape")
    return sorted(
        quad.subject.value.removeprefix(GS)
        for quad in shape_quads()
        if quad.object == kind and isinstance(quad.subject, ox.NamedNode)
    )


def closure(shape: str) -> list[ox.Quad]:
    """Take a node shape out of the shapes graph with everything that it refers to there."""
    index, found = _by_subject(), {}
    front: list[object] = [ox.NamedNode(GS + shape)]
    while front:
        node = front.pop()
        if node not in found:
            found[node] = index.get(node, [])
            front += [quad.object for quad in found[node]]
    return [quad for quads in found.values() for quad in quads]


@cache
def shapes_graph() -> Graph:
    """All packaged shapes for rdflib; not to be changed."""
    graph = Graph()
    for path in shape_files():
        graph.parse(path)
    return graph


@cache
def context_quads() -> tuple[ox.Quad, ...]:
    """The ontology, the codes, and what the cases refer to."""
    paths = (*ontology_files(), FOLDER / "context.ttl")
    return tuple(quad for path in paths for quad in ox.parse(path=path))


@cache
def validator() -> Validator:
    """All packaged shapes in the context of the cases."""
    return Validator.from_quads(shape_quads(), context_quads())


def source_graphs(path: Path) -> dict[str, list[ox.Quad]]:
    """Read a file as source graphs by name; a Turtle file is one of them."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=path):
        name = quad.graph_name
        graph = name.value if isinstance(name, ox.NamedNode) else UNNAMED_GRAPH
        graphs.setdefault(graph, []).append(quad)
    return graphs


def validate_graphs(
    graphs: dict[str, list[ox.Quad]],
    checker: Validator | Oracle,
    scopes: Iterable[Scope] = tuple(Scope),
) -> list[ValidationResult]:
    """Validate each source graph, then all of them together, as the gate does."""
    reports: list[ValidationReport] = []
    if Scope.GRAPH in scopes:
        reports += [checker.validate_graph(name, quads) for name, quads in graphs.items()]
    if Scope.DATASET in scopes:
        reports.append(checker.validate_dataset(q for quads in graphs.values() for q in quads))
    return [result for report in reports for result in report.results]


def validate_case(case: Case, checker: Validator | Oracle) -> list[ValidationResult]:
    """Validate a case in its scopes."""
    return validate_graphs(source_graphs(case.path), checker, case.scopes)


def verdict(results: Iterable[ValidationResult]) -> Counter[tuple[str, str]]:
    """Count the results by shape and constraint component, by their local names."""
    return Counter(
        (result.shape.removeprefix(GS), result.component.rpartition("#")[2]) for result in results
    )
