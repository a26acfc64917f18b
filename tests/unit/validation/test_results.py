"""From a report graph to validation results."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from kg.report import Severity
from kg.validation.oracle import run_pyshacl
from kg.validation.paths import PathWriter
from kg.validation.results import name_of, read_results


def test_a_result_is_read_in_full(build: Callable[[str], Graph]) -> None:
    """Node, path, value, shape, component, severity and the English message."""
    shapes = build("""
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:S-p .
        ex:S-p a sh:PropertyShape ; sh:path [ sh:inversePath ga:holder ] ; sh:datatype xsd:string ;
            sh:severity sh:Info ; sh:message "no text"@en, "kein Text"@de .""")
    report = run_pyshacl(build("ex:b ga:holder ex:a ."), shapes)
    (result,) = read_results(report, shapes, PathWriter(shapes))
    assert result.focus_node == ox.NamedNode("http://example.org/a")
    assert result.value == ox.NamedNode("http://example.org/b")
    assert (result.path, result.message) == ("^ga:holder", "no text")
    assert result.shape == "http://example.org/S-p"
    assert result.component == "http://www.w3.org/ns/shacl#DatatypeConstraintComponent"
    assert result.severity is Severity.INFO


def test_a_nameless_shape_is_called_by_the_shape_around_it(build: Callable[[str], Graph]) -> None:
    """However deep it lies; a shape with no named one around it has no name."""
    shapes = build("""
        ex:S a sh:NodeShape ; sh:or ( [ sh:property [ sh:path ex:deep ] ] [ sh:nodeKind sh:IRI ] ) .
        [] sh:path ex:lone .""")
    (deep,) = shapes.subjects(SH.path, URIRef("http://example.org/deep"))
    (lone,) = shapes.subjects(SH.path, URIRef("http://example.org/lone"))
    assert name_of(deep, shapes) == "http://example.org/S"
    assert name_of(lone, shapes) == ""


def test_the_message_of_the_constraint_goes_before_that_of_the_shape(
    build: Callable[[str], Graph],
) -> None:
    """pySHACL reports both."""
    shapes = build("""
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:message "outer"@en ; sh:sparql [
            sh:message "inner"@en ; sh:select "SELECT $this WHERE { $this ?p ?o }" ] .""")
    report = run_pyshacl(build("ex:a ex:p 1 ."), shapes)
    assert [r.message for r in read_results(report, shapes, PathWriter(shapes))] == ["inner"]
