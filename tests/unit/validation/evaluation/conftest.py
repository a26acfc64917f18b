"""Evaluates one shape over a few triples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from kg.report import Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.terms import plain
from kg.validation.evaluation import Evaluator
from kg.validation.evaluation.focus import TargetFocus
from kg.validation.evaluation.forms import Forms, encode_quads
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.reading import ShapeReader
from kg.validation.targets import read_targets
from kg.validation.terms import graph_of

EX = "http://example.org/"

Evaluate: TypeAlias = Callable[[str, str], list[ValidationResult]]
Find: TypeAlias = Callable[[str, str], list[str]]


def local(term: Term | None) -> str:
    """A term without what all have in common."""
    if isinstance(term, ox.Literal) and term.language:
        return f"{term.value}@{term.language}"
    if isinstance(term, ox.BlankNode):
        return "_"
    return "" if term is None else plain(term).removeprefix(EX)


@pytest.fixture(scope="session")
def evaluate(quads: Callable[[str], list[ox.Quad]]) -> Evaluate:
    """Evaluate the shape ex:S over some data; literals are kept as they are written."""

    def results(data: str, shape: str) -> list[ValidationResult]:
        own, graph = quads(data), graph_of(quads(shape))
        encoded, differs = encode_quads(own)
        dataset, forms = MemoryDataset(encoded), Forms(encoded=differs)
        hierarchy, node = Hierarchy(dataset), URIRef(EX + "S")
        evaluator = Evaluator(dataset, hierarchy, forms)
        focus = TargetFocus(dataset, hierarchy, forms, [read_targets(graph)[node]])
        return list(evaluator.results(ShapeReader(graph).read(node), focus))

    return results


@pytest.fixture(scope="session")
def find(evaluate: Evaluate) -> Find:
    """List what is found: the focus node and, when there is one, the value."""

    def found(data: str, shape: str) -> list[str]:
        results = evaluate(data, shape)
        return sorted(f"{local(r.focus_node)} {local(r.value)}".strip() for r in results)

    return found
