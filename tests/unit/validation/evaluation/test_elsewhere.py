"""Checks with a pattern that pySHACL matches."""

from __future__ import annotations

import pytest

from tests.unit.validation.evaluation.conftest import Evaluate, Find

DATA = """ex:x ex:p "abc", "xyz"@en, 01, ex:abc, _:b . ex:y ex:p "b" . ex:z ex:q "abc" .
ex:x ex:r ex:y . ex:y ex:r ex:z ."""
PATTERN = "sh:pattern '^(?!x|http)' "
SHAPES = {
    f"ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; {PATTERN}.": [
        "x _",
        "x abc",
        "x xyz@en",
    ],
    f"""ex:S sh:targetNode ex:x ;
        sh:property [ sh:path ex:p ; {PATTERN}; sh:nodeKind sh:Literal ] .""": [
        "x _",
        "x _",
        "x abc",
        "x abc",
        "x xyz@en",
    ],
    f"ex:S sh:targetObjectsOf ex:p ; {PATTERN}.": ["_ _", "abc abc", "xyz@en xyz@en"],
    f"ex:S sh:targetSubjectsOf ex:p ; sh:not [ sh:path ex:p ; {PATTERN}] .": ["y y"],
    f"ex:S sh:targetSubjectsOf ex:p ; sh:or ( [ sh:path ex:p ; {PATTERN}] [ sh:in ( ex:z ) ] ) .": [
        "x x"
    ],
    f"""ex:S sh:targetSubjectsOf ex:p ; sh:path ex:p ; sh:qualifiedMinCount 2 ;
        sh:qualifiedValueShape [ {PATTERN}] .""": ["y"],
    "ex:S sh:targetNode 'b', 'a' ; sh:pattern '(?=a)A' ; sh:flags 'i' .": ["b b"],
    f"ex:S sh:targetNode ex:nobody ; sh:path ex:p ; {PATTERN}.": [],
}


@pytest.mark.parametrize(("shape", "expected"), SHAPES.items())
def test_a_pattern_breaks_what_it_would_break(shape: str, expected: list[str], find: Find) -> None:
    """Wherever it stands; blank nodes break any, and literals are matched as they are written."""
    assert find(DATA, shape) == expected


QUERIES = {
    "at once": ("SELECT $this ?value { $this ex:p ?value FILTER REGEX(?value, '^(?!x)') }", 1),
    "for each": (
        "SELECT $this ?value { FILTER(BOUND($this)) OPTIONAL { $this ex:p ?value }"
        " FILTER REGEX(?value, '^(?!x)') }",
        1,
    ),
    "nested": (
        "SELECT $this ?value { $this ex:p ?value"
        " FILTER(IF(REGEX(?value, '(?=a)'), REGEX(?value, '(?=abc)', 'i'), false)) }",
        1,
    ),
    "counted": (
        "SELECT $this (COUNT(?v) AS ?value) { $this ex:p ?v FILTER(!REGEX(STR(?v), '(?=q)')) }"
        " GROUP BY $this HAVING (COUNT(?v) = 4)",
        1,
    ),
    "none": ("SELECT $this ?value { $this ex:p ?value FILTER REGEX(?value, '(?=q)') }", 0),
}


@pytest.mark.parametrize(("query", "number"), QUERIES.values(), ids=QUERIES)
def test_a_query_runs_until_it_knows_what_matches(
    query: str, number: int, evaluate: Evaluate
) -> None:
    """Texts alone can be matched, as by the engine; what a number matches is an error."""
    results = evaluate(
        DATA,
        f"""ex:S sh:targetNode ex:x ; sh:sparql [ sh:prefixes ex: ; sh:message "{{?value}}" ;
            sh:select "{query}" ] .
        ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .""",
    )
    assert [result.message for result in results] == (["4"] if "COUNT" in query else ["abc"])[
        :number
    ]


def test_a_validator_that_asks_is_run_too(find: Find) -> None:
    """A pattern may be a parameter of a component."""
    shape = """ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:regex ] ;
        sh:validator [ sh:ask "ASK { FILTER REGEX(STR($value), $regex) }" ] .
    ex:S sh:targetNode ex:y ; sh:path ex:p ; ex:regex "(?=a)" ."""
    assert find(DATA, shape) == ["y b"]
