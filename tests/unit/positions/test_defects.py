"""Tests of kg.positions.defects: shapes that cannot be used, with their file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ShapesError
from kg.positions import locating_defects
from kg.validation import PlainValidator
from tests.unit.positions.asking import written

HEAD = """@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:S a sh:NodeShape ; sh:targetClass ex:A ; sh:property [
"""
QUERY = 'sh:sparql [ sh:prefixes ex: ;\n sh:select """SELECT $this {\n %s }""" ]'
BRACKETS = f"FILTER({'(' * 100}true{')' * 100})"

DEFECTS = [
    ("sh:path ex:p ;\n sh:minCout 1 ] .", "7:2", "no term sh:minCout"),
    ("sh:path ex:p ;\n sh:nodeKind sh:Iri ] .", "7:14", "no term sh:Iri"),
    ("sh:path ex:p ;\n sh:js [] ] .", "7:2", "uses? sh:js"),
    ("sh:path ex:p ;\n sh:minCount '1' ] .", "7:14", "1 place. A property shape of .*S> sh:min"),
    ("sh:path ex:p ;\n sh:in ex:l ] .", "7:8", "sh:in of a property shape of .*S> is no"),
    ("sh:path ex:p ;\n sh:node ex:T ] .\nex:T\n sh:node ex:T .", "9:10", "recursive"),
    ("sh:path ex:p ;\n sh:pattern '(' ] .", "7:13", "Nothing can match"),
    ("sh:path ex:p ;\n" + QUERY % "$this b" + " ] .", "8:2", "shape of .*S> .*in line 2 of it"),
    ("sh:path ex:p ;\n" + QUERY % BRACKETS + " ] .", "8:2", "brackets .* line 2 of the query"),
    ("sh:path ex:p ;\n" + QUERY % "MINUS {}" + " ] .", "8:2", "MINUS"),
    ("sh:path ex:p ;\n" + QUERY % "SERVICE <urn:x> {}" + " ] .", "8:2", "SERVICE"),
    ("sh:path\n [ sh:inversePath 1 ] ] .", "7:2", "1 is not a property path"),
    ("sh:path\n _:l ] .\n_:l rdf:first ex:p ; rdf:rest _:l .", "7:2", "never ends"),
    ("sh:path ex:p ] ;\n sh:target [\n a ex:Own ] .", "7:12", "The target is of a kind"),
    (
        "sh:path ex:p ] ; sh:target [\n sh:select 'SELECT ?this { ?this b }' ] .",
        "7:2",
        "a target .*in line 1 of it",
    ),
]


@pytest.mark.parametrize(("text", "place", "reason"), DEFECTS)
def test_a_defect_has_its_line_and_reason(
    text: str, place: str, reason: str, tmp_path: Path
) -> None:
    """The statement, or the node; nobody has to look for a blank node by a label it never had."""
    document = written(tmp_path, f"{HEAD} {text}\n", "shapes.ttl")
    with pytest.raises(ShapesError, match=reason) as caught, locating_defects([document]):
        PlainValidator(document.quads)
    assert caught.value.message.startswith(f"{document.name}:{place}: ")
    assert "_:" not in caught.value.message


def test_what_no_statement_is_to_blame_for_names_the_file(tmp_path: Path) -> None:
    """When there is but one."""
    text = HEAD.replace("sh:targetClass ex:A ; ", "") + "sh:path ex:p ] ."
    document = written(tmp_path, text, "shapes.ttl")
    with pytest.raises(ShapesError) as caught, locating_defects([document]):
        PlainValidator(document.quads)
    assert caught.value.message.startswith(f"{document.name}: No shape")


def test_a_place_that_is_not_exact_is_near(tmp_path: Path) -> None:
    """In JSON-LD, statements of nodes without a name are told apart by their form alone."""
    text = """{"@context": {"sh": "http://www.w3.org/ns/shacl#"}, "@graph": [
{"@id": "urn:S", "@type": "sh:NodeShape", "sh:targetNode": {"@id": "urn:x"},
 "sh:property": [{"sh:path": {"@id": "urn:p"}, "sh:minCout": 1},
  {"sh:path": {"@id": "urn:q"}, "sh:minCount": 1}]}]}"""
    document = written(tmp_path, text, "shapes.jsonld")
    with pytest.raises(ShapesError) as caught, locating_defects([document]):
        PlainValidator(document.quads)
    assert caught.value.message.startswith(f"near {document.name}:3:")


def test_another_error_passes_as_it_is(tmp_path: Path) -> None:
    """Only shapes have a place in the file of the shapes."""
    document = written(tmp_path, HEAD + "sh:path ex:p ] .", "shapes.ttl")
    with pytest.raises(ValueError, match=r"^other$"), locating_defects([document]):
        raise ValueError("other")
