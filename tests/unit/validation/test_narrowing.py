"""Which queries may begin with the nodes that they are asked about."""

from __future__ import annotations

import pytest

from kg.validation.narrowing import can_begin_with_nodes

CAN = [
    "{ ?this <p> ?x }",
    "{ ?x <p> ?this }",
    "{ ?x <p> ?y ; <q> ?this }",
    "{ ?this <p>|<q> ?x }",
    "{ FILTER(?x > 1) ?this <p> ?x }",
    "{ FILTER NOT EXISTS { ?this <q> ?y } ?this <p> ?x }",
    "{ ?this <p> ?x OPTIONAL { ?this <q> ?y } FILTER(!BOUND(?y)) }",
    "{ { ?this <p> ?x } UNION { ?y <q> ?this } MINUS { ?this <r> ?z } }",
    "{ { { ?this <p> ?x } } }",
    "{ BIND(1 AS ?x) ?this <p> ?x }",
]
CANNOT = [
    "{ ?x <p> ?y }",
    "{ OPTIONAL { ?this <p> ?x } }",
    "{ FILTER NOT EXISTS { ?this <p> ?x } }",
    "{ FILTER(BOUND(?this)) }",
    "{ ?x <p> ?y MINUS { ?this <p> ?x } }",
    "{ { ?this <p> ?x } UNION { ?y <q> ?z } }",
    "{ { ?y <q> ?z } UNION { ?this <p> ?x } }",
    "{ BIND(<a> AS ?this) }",
    "{ ?this <p> ?x } LIMIT 1",
    "{ ?this <p> ?x } GROUP BY ?this",
    "{ { SELECT ?this { ?this <p> ?x } } }",
    "{ GRAPH <g> { ?this <p> ?x } }",
    "{ VALUES ?this { <a> } }",
]


@pytest.mark.parametrize("pattern", CAN)
def test_a_query_that_surely_binds_this_can(pattern: str) -> None:
    """By a triple pattern, in each branch."""
    assert can_begin_with_nodes(f"SELECT ?this WHERE {pattern}")


@pytest.mark.parametrize("pattern", CANNOT)
def test_any_other_cannot(pattern: str) -> None:
    """Beginning with nodes it would give others, or be no query."""
    assert not can_begin_with_nodes(f"SELECT ?this WHERE {pattern}")


@pytest.mark.parametrize(
    "head", ["(?x AS ?this)", "(COUNT(?this) AS ?n)", "?this (EXISTS { ?this <p> ?y } AS ?z)"]
)
def test_what_the_head_computes_cannot(head: str) -> None:
    """It looks at all solutions, or names `?this` itself."""
    assert not can_begin_with_nodes(f"SELECT {head} WHERE {{ ?this <p> ?x }}")
