"""Turns a SHACL report graph into validation results."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.report import Severity, ValidationResult
from kg.validation.messages import choose_message
from kg.validation.paths import PathWriter
from kg.validation.terms import to_oxigraph


def read_results(report: Graph, shapes: Graph, paths: PathWriter) -> Iterator[ValidationResult]:
    """Read the results of *report*, which pySHACL wrote about *shapes*."""
    for result in set(report.objects(None, SH.result)):
        yield _read_result(result, report, shapes, paths)


def _read_result(result: Node, report: Graph, shapes: Graph, paths: PathWriter) -> ValidationResult:
    shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
    assert shape is not None
    value, path = report.value(result, SH.value), report.value(result, SH.resultPath)
    if isinstance(path, BNode):
        # The report holds a copy of the path; the shape holds the path itself.
        path = shapes.value(shape, SH.path)
    return ValidationResult(
        focus_node=to_oxigraph(focus),
        message=_message(result, shape, report, shapes),
        severity=Severity.from_iri(str(report.value(result, SH.resultSeverity))),
        shape=name_of(shape, shapes),
        component=str(report.value(result, SH.sourceConstraintComponent)),
        path="" if path is None else paths.write(path),
        value=None if value is None else to_oxigraph(value),
    )


def name_of(shape: Node, shapes: Graph) -> str:
    """Find the IRI of *shape*, or of the nearest named shape that it is part of."""
    seen: set[Node] = set()
    front = [shape]
    while front:
        node = front.pop(0)
        if isinstance(node, URIRef):
            return str(node)
        if node not in seen:
            seen.add(node)
            front += sorted(shapes.subjects(None, node), key=lambda n: (isinstance(n, BNode), n))
    return ""


def _message(result: Node, shape: Node, report: Graph, shapes: Graph) -> str:
    """Choose the message; one of the constraint goes before one of the shape."""
    messages = {m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)}
    if (result, SH.sourceConstraint, None) in report:
        # pySHACL gives both, and strips the language; SHACL has the nearer one win.
        outer = {str(message) for message in shapes.objects(shape, SH.message)}
        messages = {m for m in messages if str(m) not in outer} or messages
    return choose_message(messages)
