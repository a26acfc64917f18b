"""What a query has to be told of variables that are pre-bound."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import ShapesError
from kg.store.memory import MemoryDataset
from kg.validation.preparing import prepare, refuse_rebinding

EX = "http://example.org/"
A = ox.NamedNode(EX + "a")
DATA = "ex:a ex:p 1 . ex:b ex:p 2 ."
ONE = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def rows(query: str, data: list[ox.Quad]) -> list[dict[str, str]]:
    """Run a prepared query about ex:a, with `$n` for 1."""
    text = prepare(f"PREFIX ex: <{EX}> {query}", {"this"}, {"n": ONE})
    return [
        {
            name: getattr(term, "value", "").removeprefix(EX)
            for name, term in row.items()
            if name != "this"
        }
        for row in MemoryDataset(data).rows(text, {"this": A})
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT $this ?x { BIND($this AS ?x) FILTER(BOUND($this)) }", [{"x": "a"}]),
        ("SELECT $this ?x { $this ex:p ?x FILTER(!bound( ?this )) }", []),
        ("SELECT $this ?x { BIND(BOUND($n) AS ?x) FILTER(BOUND($this)) }", [{"x": "true"}]),
        ("SELECT $this ($this AS ?x) { $this ex:p 1 }", [{"x": "a"}]),
        ("SELECT $this $n { $this ex:p $n }", [{"n": "1"}]),
        ("SELECT $this ($n + 1 AS ?x) { $this ex:p $n }", [{"x": "2"}]),
        ("SELECT $this ?x { ?x ex:p $n }", [{"x": "a"}]),
        ("SELECT $this ?x { { SELECT $this ?x { $this ex:p ?x } } }", [{"x": "1"}]),
        (
            "SELECT $this $n ?x { { SELECT $this $n ?x { $this ex:p ?x . } } }",
            [{"n": "1", "x": "1"}],
        ),
        ("SELECT $this ?x { BIND('$n ?this' AS ?x) } # $n", [{"x": "$n ?this"}]),
    ],
)
def test_a_prepared_query_sees_what_is_bound_before(
    query: str, expected: list[dict[str, str]], quads: Callable[[str], list[ox.Quad]]
) -> None:
    """In functions, assignments, projections and nested queries (SHACL appendix A)."""
    assert rows(query, quads(DATA)) == expected


def test_the_engine_alone_would_not(quads: Callable[[str], list[ox.Quad]]) -> None:
    """Should a release of it do so, there is less to prepare."""
    dataset, bound = MemoryDataset(quads(DATA)), {"this": A}
    assert dataset.select("SELECT ?x $this { BIND($this AS ?x) }", bound) == [{"this": A}]
    assert dataset.select("SELECT $this { FILTER(BOUND($this)) }", bound) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { BIND(1 AS $this) }",
        "SELECT (1 AS ?this) { }",
        "SELECT $this { { SELECT ?x { $this ex:p ?x } } }",
        "SELECT $this { { SELECT (COUNT(?x) AS ?n) { $this ex:p ?x } } }",
        "SELECT $this { { SELECT * { ?y ex:p ?x FILTER(?x = $this) } } }",
        "ASK { { SELECT ?x { $this ex:p ?x } } }",
        "SELECT $this { { SELECT $this { { SELECT ?x { ?x ex:p 1 } } } } }",
    ],
)
def test_what_would_bind_it_again_is_refused(query: str) -> None:
    """An assignment, and a nested SELECT that does not give it."""
    with pytest.raises(ShapesError, match=r"pre-bound|does not give \$this"):
        refuse_rebinding(query, {"this"}, ShapesError)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this ex:p ?x }",
        "SELECT $this { BIND(1 AS ?x) }",
        "SELECT ?x { { SELECT $this ?x { $this ex:p ?x } } }",
        "SELECT $this { { SELECT * { $this ex:p ?x } } }",
        "SELECT $this { BIND('AS $this' AS ?x) } # 1 AS $this",
        "SELECT * { $this ex:p ?x }",
    ],
)
def test_other_queries_are_let_through(query: str) -> None:
    """The outer SELECT need not give what is bound before."""
    refuse_rebinding(query, {"this"}, ShapesError)
