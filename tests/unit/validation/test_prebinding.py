"""Which constraints may run for all focus nodes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.prebinding import runs_at_once
from kg.validation.preparing import prepare

AT_ONCE = [
    "$this ga:holder ?x",
    "?x ga:holder $this",
    "?x a ga:Tenure ; ga:holder $this",
    "$this a ga:Tenure . FILTER NOT EXISTS { $this ga:holder ?x }",
    "FILTER NOT EXISTS { $this ga:holder ?x } $this a ga:Tenure",
    "$this a ga:Tenure . FILTER NOT EXISTS { ?x ga:holder ?y FILTER(?y = $this) }",
    "$this a ga:Tenure . OPTIONAL { $this ga:holder ?x FILTER(?x != $this) }",
    "$this a ga:Tenure . OPTIONAL { ?x ga:holder ?y FILTER(?y = $this) } FILTER(BOUND(?x))",
    "$this a ga:Tenure . BIND(STR($this) AS ?value)",
    "$this a ga:Tenure ; ga:holder/ga:post* ?x",
    "{ $this a ga:Tenure } UNION { $this ga:holder ?x }",
    "{ $this a ga:Tenure } UNION { ?y ga:holder ?x } $this ga:post ?z",
    "{ $this ga:holder ?x } ?x ga:post ?y",
    "?a ga:holder ?b . OPTIONAL { ?a ga:post ?c } $this ga:holder ?b",
    "$this a ga:Tenure. $this ga:holder ?x",
    "$this ga:holder ?x, ex:p1",
    "$this ?p 'SELECT MINUS $this' # OPTIONAL { $this",
]
EACH = [
    "FILTER NOT EXISTS { $this ga:holder ?x }",
    "OPTIONAL { $this ga:holder ?x } $this a ga:Tenure",
    "OPTIONAL { $this ga:holder ?x }",
    "?x a ga:Tenure . FILTER(?x = $this)",
    "BIND($this AS ?value) $this a ga:Tenure",
    "$this ga:post* ?x",
    "?x ga:post* $this",
    "?x ^ga:holder $this",
    "{ $this a ga:Tenure } UNION { ?y ga:holder ?x }",
    "{ $this a ga:Tenure } UNION { ?y ga:holder ?x FILTER(?y = $this) }",
    "{ FILTER(ISIRI($this)) } $this a ga:Tenure",
    "$this a ga:Tenure MINUS { $this ga:holder ?x }",
    "$this a ga:Tenure . { SELECT $this (COUNT(?x) AS ?n) { $this ga:holder ?x } GROUP BY $this }",
    "$this a ga:Tenure . OPTIONAL { ?x ga:holder ?y BIND($this AS ?z) }",
    "?x ga:holder ex:p1, $this",
]

DATA = """
ex:t1 a ga:Tenure ; ga:holder ex:p1 ; ga:post ex:o1 .
ex:t2 a ga:Tenure ; ga:post ex:t1 .
ex:t3 ga:holder ex:p1, ex:t3 .
ex:p1 ga:post ex:o1 .
ex:x ga:holder ex:t1, ex:p1 .
"""


def query_of(pattern: str) -> str:
    """Make a query of a pattern."""
    return (
        "PREFIX ga: <https://w3id.org/geoactors/ns#> PREFIX ex: <http://example.org/>\n"
        f"SELECT $this ?x ?value WHERE {{ {pattern}\n}}"
    )


@pytest.mark.parametrize("pattern", AT_ONCE)
def test_a_pattern_that_binds_this_runs_at_once(pattern: str) -> None:
    """A triple pattern gives `$this` before anything looks at it."""
    assert runs_at_once(query_of(pattern))


@pytest.mark.parametrize("pattern", EACH)
def test_a_pattern_that_may_not_runs_for_each(pattern: str) -> None:
    """Where `$this` could be unbound, or the order of evaluation shows, nothing is assumed."""
    assert not runs_at_once(query_of(pattern))


@pytest.mark.parametrize("ending", ["LIMIT 1", "OFFSET 1", "GROUP BY $this HAVING (COUNT(?x) > 1)"])
def test_a_query_that_counts_its_solutions_runs_for_each(ending: str) -> None:
    """A limit or a group over all focus nodes is not one for each."""
    assert not runs_at_once(f"SELECT $this WHERE {{ $this ga:holder ?x }} {ending}")


@pytest.mark.parametrize(
    "query", ["", "SELECT $this", "}{", "SELECT $this { {", "ASK { $this a 1 }"]
)
def test_what_is_not_understood_runs_for_each(query: str) -> None:
    """The test never raises; the engine says later what is wrong with the query."""
    assert not runs_at_once(query)


@pytest.mark.parametrize("pattern", AT_ONCE)
def test_both_ways_give_the_same(pattern: str, quads: Callable[[str], list[ox.Quad]]) -> None:
    """The solutions with `$this` free are those with `$this` bound to each node in turn."""
    dataset, query = MemoryDataset(quads(DATA)), query_of(pattern)
    nodes: set[Term] = {ox.NamedNode("http://example.org/absent")}
    for quad in quads(DATA):
        nodes |= {quad.subject, quad.object}
    free = [row for row in dataset.rows(query) if row.get("this") in nodes]
    prepared = prepare(query, {"this"}, {})
    bound = [
        {**row, "this": node} for node in nodes for row in dataset.rows(prepared, {"this": node})
    ]
    assert counted(free) == counted(bound)


def counted(rows: list[dict[str, Term]]) -> Counter[tuple[tuple[str, str], ...]]:
    """Make rows comparable."""
    return Counter(tuple(sorted((name, str(term)) for name, term in row.items())) for row in rows)
