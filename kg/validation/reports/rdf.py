"""The report as a SHACL validation report, in Turtle and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import pyoxigraph as ox

from kg.report import ValidationReport, ValidationResult
from kg.validation.reports.common import safe_syntax
from kg.validation.reports.path_terms import read_path
from kg.vocabulary import PREFIXES

_SH = PREFIXES["sh"]
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_SERIALISED = ("rdf", "sh", "xsd", "ga", "gc", "gs")


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
    """Build the report graph, in the order of the results and with the same labels every time."""
    top = ox.BlankNode("report")
    nodes = [ox.BlankNode(f"result{number + 1}") for number in range(len(report.results))]
    yield ox.Triple(top, _TYPE, _sh("ValidationReport"))
    yield ox.Triple(top, _sh("conforms"), ox.Literal(not report.results))
    for node in nodes:
        yield ox.Triple(top, _sh("result"), node)
    for node, result in zip(nodes, report.results, strict=True):
        yield from _result_triples(node, result)


def _result_triples(node: ox.BlankNode, result: ValidationResult) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _TYPE, _sh("ValidationResult"))
    yield ox.Triple(node, _sh("focusNode"), result.focus_node)
    if result.path:
        path, triples = read_path(result.path, f"{node.value}path")
        yield ox.Triple(node, _sh("resultPath"), path)
        yield from triples
    if result.value is not None:
        yield ox.Triple(node, _sh("value"), result.value)
    if result.shape:
        yield ox.Triple(node, _sh("sourceShape"), ox.NamedNode(result.shape))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(result.component))
    yield ox.Triple(node, _sh("resultSeverity"), _sh(result.severity.capitalize()))
    if result.message:
        yield ox.Triple(node, _sh("resultMessage"), ox.Literal(result.message))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
