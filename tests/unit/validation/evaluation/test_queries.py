"""Checks that are queries, for each node and for all at once."""

from __future__ import annotations

import pytest

from kg.errors import ShapesError
from kg.validation.prebinding import runs_at_once
from tests.unit.validation.evaluation.conftest import Evaluate, Find, local

SHAPE = '''ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:sparql [ {} sh:select """{}""" ] .'''
AT_ONCE = "SELECT $this ?value WHERE { $this $PATH ?value FILTER(?value > 1) }"
EACH = "SELECT $this ?value WHERE { FILTER(BOUND($this)) OPTIONAL { $this $PATH ?value }" + (
    " FILTER(?value > 1) }"
)
DATA = "ex:x ex:p 1, 02, 3 . ex:y ex:p 0 . [] ex:p 5 . ex:z ex:q 7 ."


@pytest.mark.parametrize(("query", "at_once"), [(AT_ONCE, True), (EACH, False)])
def test_the_rows_of_a_query_are_results(query: str, at_once: bool, find: Find) -> None:
    """Blank nodes among them, and literals as they were written."""
    assert runs_at_once(query.replace("$PATH", "<urn:p>")) is at_once
    assert find(DATA, SHAPE.format("", query)) == ["_ 5", "x 02", "x 3"]


def test_a_query_for_each_node_sees_that_node_alone(find: Find) -> None:
    """Counting all solutions would count those of other nodes."""
    query = "SELECT $this WHERE { $this $PATH ?x } GROUP BY $this HAVING(COUNT(?x) > 2)"
    assert find(DATA, SHAPE.format("", query)) == ["x"]


def test_a_node_shape_reports_the_node_when_the_query_gives_no_value(find: Find) -> None:
    """SHACL §5.3.2."""
    shape = "ex:S sh:targetNode ex:x ; sh:sparql [ sh:select 'SELECT $this { $this ?p 3 }' ] ."
    assert find(DATA, shape) == ["x x"]


def test_a_query_is_asked_once_of_a_value_that_two_nodes_lead_to(evaluate: Evaluate) -> None:
    """Its results stand inside that of each of them."""
    shape = """ex:S sh:targetSubjectsOf ex:r ; sh:path ex:r ; sh:node [ sh:sparql [
        sh:select "SELECT $this WHERE { $this ?p ?value }" ] ] ."""
    results = evaluate("ex:a ex:r ex:z . ex:b ex:r ex:z . ex:z ex:p 1, 2 .", shape)
    found = sorted((local(r.focus_node), len(r.details)) for r in results)
    assert found == [("a", 2), ("b", 2)]


def test_literals_that_the_engine_would_take_for_one_are_two(find: Find) -> None:
    """A query counts terms, and compares values."""
    query = "SELECT $this WHERE { $this $PATH ?x } GROUP BY $this HAVING(COUNT(DISTINCT ?x) > 1)"
    assert find("ex:x ex:p 1, 01 . ex:y ex:p 1 .", SHAPE.format("", query)) == ["x"]
    query = "SELECT $this ?value WHERE { $this $PATH ?value FILTER(?value = 1) }"
    assert find("ex:x ex:p 1, 01, 2 .", SHAPE.format("", query)) == ["x 01", "x 1"]


def test_each_row_is_a_result(evaluate: Evaluate) -> None:
    """With the path and the message of the row, and of the constraint when it has none."""
    query = (
        "SELECT $this ?path ?value ?message { $this ?path ?value BIND('{?value}!' AS ?message) }"
    )
    results = evaluate("ex:x ex:p 1 ; ex:q 2 .", SHAPE.format("sh:message 'own' ;", query))
    assert sorted((r.path, local(r.value), r.message) for r in results) == [
        ("<http://example.org/p>", "1", "1!"),
        ("<http://example.org/q>", "2", "2!"),
    ]
    results = evaluate(DATA, SHAPE.format("sh:message 'own {?value}'@en ;", AT_ONCE))
    assert {r.message for r in results} == {"own 02", "own 3", "own 5"}


def test_a_component_that_asks_refuses_the_values_without_an_answer(find: Find) -> None:
    """Each value once for each node that leads to it (SHACL §6.3)."""
    component = """ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; ex:most 2, 4 .
        ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value <= $most) }" ] ."""
    assert find(DATA + "ex:y ex:p 3 .", component) == ["_ 5", "_ 5", "x 3", "y 3"]


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        ("ASK { $this ex:likes $value }", ["a w", "b 01", "b v"]),
        ("ASK { ?this ex:likes ?one FILTER(?one = $value) }", ["a w", "b v"]),
        ("ASK { $this ex:kind 2 }", ["a v", "a w"]),
        ("ASK { BIND($this AS ?x) FILTER(BOUND($this) && ?x = ex:a) }", ["b 01", "b v", "b w"]),
        ("ASK { { SELECT $this $value $par { $this ex:likes $value } } }", ["a w", "b 01", "b v"]),
        ("ASK { ?anyone ex:likes $value }", ["b 01"]),
    ],
)
def test_a_component_that_asks_knows_the_focus_node(ask: str, found: list[str], find: Find) -> None:
    """`$this` is pre-bound in validators as in constraints (SHACL §6.3)."""
    component = f"""ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; ex:par 1 .
        ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:par ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes ex: ; sh:ask "{ask}" ] .
        ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] ."""
    data = "ex:a ex:p ex:v, ex:w ; ex:likes ex:v . ex:b ex:p ex:v, ex:w, 01 ; ex:likes ex:w, 1 ."
    assert find(f"{data} ex:b ex:kind 2 .", component) == found


def test_a_node_is_its_own_value_where_there_is_no_path(find: Find) -> None:
    """A component of a node shape asks about `$this` twice."""
    component = """ex:S sh:targetSubjectsOf ex:p ; ex:par 1 .
        ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:par ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($this != $value) }" ] ."""
    assert find("ex:a ex:p ex:b .", component) == ["a a"]


def test_a_query_that_the_engine_does_not_take_is_a_defect_of_the_shape(find: Find) -> None:
    """Also where it shows late: the engine reads more than SPARQL allows, of numbers as well."""
    query = "SELECT $this WHERE { $this $PATH - 05 }"
    with pytest.raises(ShapesError, match="cannot be run"):
        find("ex:x ex:p 01 .", SHAPE.format("", query))


def test_a_query_can_say_that_it_failed(evaluate: Evaluate) -> None:
    """Then nothing is known, and nothing passes for sound (SHACL §5.3.2)."""
    query = "SELECT $this ?failure { $this $PATH ?value BIND(?value = 3 AS ?failure) }"
    with pytest.raises(ShapesError, match=r"as it says itself"):
        evaluate(DATA, SHAPE.format("", query))
    assert evaluate(DATA, SHAPE.format("", query.replace("3", "'no'")))
