"""The patterns of a query as paths from `$this`."""

from __future__ import annotations

import pytest

from kg.validation.incremental.query_paths import query_paths
from kg.validation.query_patterns import patterns_of
from tests.unit.validation.incremental.conftest import texts

HEAD = "PREFIX e: <http://example.org/> SELECT ?this WHERE "
ANY = "(<|!<)"

FOUND: dict[str, set[str]] = {
    "{ ?this e:p ?x }": {"p"},
    "{ ?x e:p ?this }": {"^p"},
    "{ ?this e:p 1 ; e:q e:x }": {"p", "q"},
    "{ ?this e:p ?x . ?x e:q ?y . ?z e:r ?y }": {"p", "p/q", "p/q/^r"},
    "{ ?z e:r ?y . ?x e:q ?y . ?this e:p ?x }": {"p", "p/q", "p/q/^r"},
    "{ ?this e:p ?x OPTIONAL { ?x e:q ?y FILTER NOT EXISTS { ?y e:r ?z } } }": {
        "p",
        "p/q",
        "p/q/r",
    },
    "{ { ?this e:p ?x } UNION { ?this e:q ?x } ?x e:r ?y }": {"p", "q", "(p|q)/r"},
    "{ { ?this e:p ?x } UNION { ?x e:q ?this } UNION { ?this e:r/e:s ?x } ?x e:t ?y }": {
        "p",
        "^q",
        "r/s",
        "(p|^q|(r/s))/t",
    },
    "{ { { ?this e:p ?x } } ?x e:q ?y }": {"p", "p/q"},
    "{ ?this e:p/e:q* ?x . ?y (e:p|e:r) ?x }": {"p/q*", "(p/q*)/^(p|r)"},
    "{ ?this ?p ?x . ?x e:q ?y }": {ANY, f"{ANY}/q"},
    "{ ?this e:p ?x . ?this e:q ?x }": {"p", "q"},
    "{ ?this e:p ?this }": {"p"},
    "{}": set(),
}
LOST = [
    "{ ?this e:p ?x OPTIONAL { ?x e:q ?y } FILTER NOT EXISTS { ?y e:r ?z } }",
    "{ FILTER NOT EXISTS { ?this e:p ?x } FILTER EXISTS { ?x a e:C } }",
    "{ { ?this e:p ?x } UNION { ?this e:q ?y } ?x e:r ?z }",
    "{ ?this e:p ?z MINUS { ?this e:q ?x } ?x e:r ?y }",
    "{ ?x e:p ?y }",
    "{ ?this e:p ?x . ?y e:q ?z }",
    "{ ?this e:p e:x . e:x e:q ?z }",
    "{ ?this e:p ?x BIND (?x AS ?y) ?y e:q ?z }",
    "{ ?this ?p ?x . ?q e:sub ?p }",
    "{ ?this ?p ?x . ?p e:range ?c . ?c e:label ?l }",
]


@pytest.mark.parametrize(("group", "expected"), FOUND.items())
def test_every_pattern_is_reached_by_a_path(group: str, expected: set[str]) -> None:
    """In whatever order they are written."""
    patterns = patterns_of(HEAD + group)
    assert patterns is not None
    found = query_paths(patterns, {"this": ()})
    assert found is not None
    assert texts(found.paths) == expected
    assert found.vocabulary == set()


@pytest.mark.parametrize("group", LOST)
def test_a_pattern_that_does_not_hang_together_with_this_is_not_understood(group: str) -> None:
    """It may match anywhere in the data."""
    patterns = patterns_of(HEAD + group)
    assert patterns is not None
    assert query_paths(patterns, {"this": ()}) is None


def test_patterns_about_predicates_are_vocabulary() -> None:
    """They are the same for all nodes that have the predicate."""
    patterns = patterns_of(HEAD + "{ ?p e:range ?c . ?this ?p ?x FILTER EXISTS { ?p a e:C } }")
    assert patterns is not None
    found = query_paths(patterns, {"this": ()})
    assert found is not None
    assert texts(found.paths) == {ANY}
    assert found.vocabulary == {patterns[0], patterns[2]}


def test_a_query_may_begin_with_another_variable() -> None:
    """That of a validator that asks about values."""
    patterns = patterns_of(HEAD + "{ ?value e:p ?x }")
    assert patterns is not None
    found = query_paths(patterns, {"value": ()})
    assert found is not None
    assert texts(found.paths) == {"p"}
    assert query_paths(patterns, {"this": ()}) is None
