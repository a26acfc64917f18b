"""What is added to a source graph before it is validated: bounds of dates, derived triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox
from rdflib import XSD

from kg.bounds import Bounds
from kg.edtf import parse_edtf
from kg.errors import DateError
from kg.report import Scope, Severity, ValidationResult
from kg.resources import rule_files
from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from kg.vocabulary import GA, GS

_EDTF_PROPERTY = ox.NamedNode(str(GA.edtf))
_XSD_DATE = ox.NamedNode(str(XSD.date))
_EDTF_SHAPE = f"{GS}EdtfShape-edtf"
_BOUNDS = {
    "start_earliest": ox.NamedNode(str(GA.startEarliest)),
    "start_latest": ox.NamedNode(str(GA.startLatest)),
    "end_earliest": ox.NamedNode(str(GA.endEarliest)),
    "end_latest": ox.NamedNode(str(GA.endLatest)),
}


def normalise(
    graph: str, triples: Iterable[ox.Triple]
) -> tuple[set[ox.Triple], list[ValidationResult]]:
    """Complete the triples of one source graph; nothing is taken away.

    Every EDTF value gives its subject the bounds it stands for, then the rules
    add what follows from this graph alone. Dates that cannot be read come back
    as violations, since they stand in data and not in a parameter.
    """
    completed = set(triples)
    problems: list[ValidationResult] = []
    for triple in list(completed):
        if triple.predicate == _EDTF_PROPERTY and isinstance(triple.object, ox.Literal):
            try:
                bounds = parse_edtf(triple.object.value)
            except DateError as error:
                problems.append(_unreadable(graph, triple, error))
            else:
                completed.update(_bound_triples(triple.subject, bounds))
    completed.update(_derived(completed))
    return completed, problems


def _bound_triples(
    subject: ox.NamedNode | ox.BlankNode | ox.Triple, bounds: Bounds
) -> Iterator[ox.Triple]:
    for name, predicate in _BOUNDS.items():
        day = getattr(bounds, name)
        if day is not None:
            yield ox.Triple(subject, predicate, ox.Literal(str(day), datatype=_XSD_DATE))


def _unreadable(graph: str, triple: ox.Triple, error: DateError) -> ValidationResult:
    return ValidationResult(
        focus_node=triple.subject,
        message=f"The date cannot be read: {error}",
        severity=Severity.VIOLATION,
        shape=_EDTF_SHAPE,
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        path="ga:edtf",
        value=triple.object,
        scope=Scope.GRAPH,
        graph=graph,
    )


def _derived(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    dataset = MemoryDataset(in_graph(triple) for triple in triples)
    for rule in _rules():
        yield from dataset.construct(rule)


@cache
def _rules() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in rule_files())
