"""The report as a SHACL validation report, in Turtle and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TypeAlias

import pyoxigraph as ox

from kg.report import Term, ValidationReport, ValidationResult
from kg.validation.reports.common import left_text, plain, safe_syntax
from kg.validation.reports.extent import MOST_RESULTS, chosen, reasons_of
from kg.validation.reports.path_terms import read_path
from kg.vocabulary import PREFIXES

Names: TypeAlias = dict[ox.BlankNode, ox.BlankNode]

_SH = PREFIXES["sh"]
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_COMMENT = ox.NamedNode(f"{PREFIXES['rdfs']}comment")
_SERIALISED = ("rdf", "rdfs", "sh", "xsd", "ga", "gc", "gs")


def write_turtle(report: ValidationReport) -> str:
    """Write the report as SHACL §3.6 has it: `sh:conforms` is false when there is any result."""
    prefixes = {name: PREFIXES[name] for name in _SERIALISED}
    data = ox.serialize(report_triples(report), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    lines = (data or b"").decode().split("\n")
    # The serialiser writes prefixes first, in an order that changes from run to run.
    header = sorted(takewhile(lambda line: line.startswith("@prefix "), lines))
    return safe_syntax("\n".join([*header, *lines[len(header) :]]))


def write_jsonld(report: ValidationReport) -> str:
    """Write the same graph as JSON-LD."""
    data = ox.serialize(report_triples(report), format=ox.RdfFormat.JSON_LD)
    return safe_syntax((data or b"").decode()) + "\n"


def report_triples(report: ValidationReport) -> Iterator[ox.Triple]:
    """Build the report graph, in the order of the results and with the same labels every time.

    SHACL knows no baseline: accepted results stand in it like others.
    """
    top = ox.BlankNode("report")
    found = [*report.results, *(entry.result for entry in report.accepted)]
    results = chosen(found, MOST_RESULTS["turtle"])
    nodes = [ox.BlankNode(f"result{number + 1}") for number in range(len(results))]
    yield ox.Triple(top, _TYPE, _sh("ValidationReport"))
    conforms = not (found or report.left_out or report.unreadable)
    yield ox.Triple(top, _sh("conforms"), ox.Literal(conforms))
    if left := left_text(report, len(results) - len(report.accepted)):
        yield ox.Triple(top, _COMMENT, ox.Literal(left, language="en"))
    for document in report.unreadable:
        text = plain(f"{document.location} cannot be read: {document.message}")
        yield ox.Triple(top, _COMMENT, ox.Literal(text, language="en"))
    for node in nodes:
        yield ox.Triple(top, _sh("result"), node)
    names: Names = {}
    for node, result in zip(nodes, results, strict=True):
        yield from _result_triples(node, result, 0, names)


def _result_triples(
    node: ox.BlankNode, result: ValidationResult, depth: int, names: Names
) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _TYPE, _sh("ValidationResult"))
    yield ox.Triple(node, _sh("focusNode"), result.focus_node)
    if result.path:
        path, triples = read_path(result.path, f"{node.value}path")
        yield ox.Triple(node, _sh("resultPath"), path)
        yield from triples
    if result.value is not None:
        yield ox.Triple(node, _sh("value"), result.value)
    if result.source or result.shape:
        shape = result.source or ox.NamedNode(result.shape)
        yield ox.Triple(node, _sh("sourceShape"), _named(shape, names))
    if result.constraint:
        yield ox.Triple(node, _sh("sourceConstraint"), _named(result.constraint, names))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(result.component))
    own = ox.NamedNode(result.severity_iri) if result.severity_iri else None
    yield ox.Triple(node, _sh("resultSeverity"), own or _sh(result.severity.capitalize()))
    for message in result.messages or filter(None, [ox.Literal(result.message)]):
        yield ox.Triple(node, _sh("resultMessage"), message)
    for number, reason in enumerate(reasons_of(result, depth)[0]):
        inner = ox.BlankNode(f"{node.value}detail{number + 1}")
        yield ox.Triple(node, _sh("detail"), inner)
        yield from _result_triples(inner, reason, depth + 1, names)


def _named(term: Term, names: Names) -> Term:
    """A shape or constraint; one without an IRI gets the same label every time."""
    if not isinstance(term, ox.BlankNode):
        return term
    return names.setdefault(term, ox.BlankNode(f"shape{len(names) + 1}"))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
