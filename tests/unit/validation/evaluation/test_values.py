"""Checks of one value alone."""

from __future__ import annotations

import pytest

from tests.unit.validation.evaluation.conftest import Evaluate, Find

DATA = """
ex:C rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A . ex:c a ex:C . ex:n a ex:N .
ex:x ex:p ex:c, ex:n, [], "text", "Text"@en, "texte"@fr-be, 01, 5, 5.0, "5"^^xsd:int,
    "x"^^xsd:integer, "2021-02-30"^^xsd:date, "2021-02-28"^^xsd:date, "1"^^ex:own .
"""
ALL = [
    "1", "01", "2021-02-28", "2021-02-30", "5", "5", "5.0", "Text@en", "_", "c", "n", "text",
    "texte@fr-be", "x",
]  # fmt: skip

KEPT = {
    "sh:class ex:A": ["c"],
    "sh:class ex:N": ["n"],
    "sh:class ex:N, ex:A": [],
    "sh:datatype xsd:integer": ["01", "5"],
    "sh:datatype xsd:int": ["5"],
    "sh:datatype xsd:decimal": ["5.0"],
    "sh:datatype xsd:date": ["2021-02-28"],
    "sh:datatype xsd:string": ["text"],
    "sh:datatype rdf:langString": ["Text@en", "texte@fr-be"],
    "sh:datatype ex:own": ["1"],
    "sh:nodeKind sh:IRI": ["c", "n"],
    "sh:nodeKind sh:BlankNode": ["_"],
    "sh:nodeKind sh:BlankNodeOrIRI": ["_", "c", "n"],
    "sh:nodeKind sh:Literal": [v for v in ALL if v not in {"_", "c", "n"}],
    "sh:minInclusive 5": ["5", "5", "5.0"],
    "sh:minExclusive 1": ["5", "5", "5.0"],
    "sh:maxInclusive 1": ["01"],
    "sh:maxExclusive 5.0": ["01"],
    'sh:minInclusive "2021-01-01"^^xsd:date': ["2021-02-28"],
    "sh:minLength 10": ["2021-02-28", "2021-02-30", "c", "n", "texte@fr-be"],
    "sh:maxLength 2": ["1", "01", "5", "5", "x"],
    "sh:pattern '^te'": ["text", "texte@fr-be"],
    "sh:pattern '^T E' ; sh:flags 'ix'": ["Text@en", "text", "texte@fr-be"],
    "sh:languageIn ( 'en' 'fr' )": ["Text@en", "texte@fr-be"],
    "sh:languageIn ( 'fr-FR' )": [],
    "sh:in ( ex:c 01 'text' 'Text' )": ["01", "c", "text"],
    "sh:in ()": [],
}  # fmt: skip


@pytest.mark.parametrize(("constraint", "kept"), KEPT.items())
def test_values_that_break_a_check_are_found(constraint: str, kept: list[str], find: Find) -> None:
    """All others are kept: the strings of IRIs have a length, a blank node has none."""
    kept = [value for value in kept if not (value == "texte@fr-be" and "10" in constraint)]
    found = find(DATA, f"ex:S sh:targetNode ex:x ; sh:path ex:p ; {constraint} .")
    broken = list(ALL)
    for value in kept:
        broken.remove(value)
    if constraint == "sh:class ex:N, ex:A":
        broken = sorted([*ALL, *(value for value in ALL if value not in {"c", "n"})])
    assert found == sorted(f"x {value}" for value in broken)


@pytest.mark.parametrize(
    ("value", "constraint"),
    [
        ("'300'^^xsd:byte", "sh:minInclusive 0"),
        ("'-1'^^xsd:nonNegativeInteger", "sh:maxInclusive 0"),
        ("1", "sh:maxInclusive '300'^^xsd:byte"),
        ("'x'^^xsd:integer", "sh:minInclusive 0"),
    ],
)
def test_what_is_ill_formed_is_in_no_range(value: str, constraint: str, find: Find) -> None:
    """Though the engine has a number for some (SHACL §4.3)."""
    shape = f"ex:S sh:targetNode ex:x ; sh:path ex:p ; {constraint} ."
    assert len(find(f"ex:x ex:p {value} .", shape)) == 1


@pytest.mark.parametrize(("operator", "broken"), [("minInclusive", 0), ("maxExclusive", 1)])
def test_booleans_are_in_an_order(operator: str, broken: int, find: Find) -> None:
    """SPARQL §17.3 has false before true; the engine has no order of them, nor with numbers."""
    shape = f"ex:S sh:targetNode ex:x ; sh:path ex:p ; sh:{operator} '0'^^xsd:boolean ."
    assert len(find("ex:x ex:p true .", shape)) == broken
    assert len(find("ex:x ex:p 1 .", shape)) == 1


def test_a_literal_that_shapes_alone_name_has_its_value(find: Find) -> None:
    """No literal of the data has to be rewritten for that."""
    shape = "ex:S sh:targetNode 01, '7'^^xsd:long ; sh:maxInclusive 5 ; sh:datatype xsd:integer ."
    assert find("ex:x ex:p 1 .", shape) == ["7 7", "7 7"]


def test_a_node_shape_looks_at_the_node(find: Find) -> None:
    """Focus nodes that the data do not know, and literals, among them."""
    shape = "ex:S sh:targetNode ex:x, 1, 'a' ; sh:nodeKind sh:IRI ; sh:minLength 2 ."
    assert find("ex:x ex:p 1 .", shape) == ["1 1", "1 1", "a a", "a a"]


@pytest.mark.parametrize("kind", ["Class", "Datatype"])
def test_each_check_has_results_of_its_own(kind: str, evaluate: Evaluate) -> None:
    """They share one query."""
    shape = "ex:S sh:targetNode ex:x ; sh:path ex:p ; sh:class ex:A ; sh:datatype xsd:decimal ."
    results = evaluate(DATA, shape)
    named = [r for r in results if r.component.endswith(f"#{kind}ConstraintComponent")]
    assert len(named) == len(ALL) - 1
    assert len(results) == 2 * len(named)


def test_a_path_that_leads_twice_to_a_value_leads_there_once(find: Find) -> None:
    """Value nodes are a set (SHACL §2.3)."""
    data = "ex:x ex:p ex:a, ex:b . ex:a ex:q 1 . ex:b ex:q 1 ."
    shape = "ex:S sh:targetNode ex:x ; sh:path ( ex:p ex:q ) ; sh:nodeKind sh:IRI ."
    assert find(data, shape) == ["x 1"]


@pytest.mark.parametrize("data", ["", "ex:x ex:q 1 .", "ex:x ex:p ex:x .", "ex:x ex:q ex:x ."])
def test_a_path_that_may_stay_leads_to_the_node_itself(data: str, find: Find) -> None:
    """Though no triple names it, or a triple leads back to it (SPARQL §18.5)."""
    for path in ("[ sh:zeroOrMorePath ex:p ]", "[ sh:inversePath [ sh:zeroOrOnePath ex:p ] ]"):
        shape = f"ex:S sh:targetNode ex:x ; sh:path {path} ; CHECK ."
        for check in ("sh:nodeKind sh:Literal", "sh:not [ sh:nodeKind sh:IRI ]"):
            assert find(data, shape.replace("CHECK", check)) == ["x x"]
        inner = "sh:property [ sh:path ex:none ; sh:minCount 1 ]"
        assert find(data, shape.replace("CHECK", inner)) == ["x"]


def test_nodes_that_are_no_focus_are_left_alone(find: Find) -> None:
    """The query may find what breaks the check anywhere."""
    data = "ex:x ex:p 1 . ex:y ex:p 1 . ex:z ex:p ex:x ."
    shape = "ex:S sh:targetNode ex:x, ex:z ; sh:path ex:p ; sh:nodeKind sh:IRI ."
    assert find(data, shape) == ["x 1"]
