"""Tests of kg.query_guards."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import (
    LimitError,
    QuerySyntaxError,
    QueryTooComplexError,
    TooLargeError,
)
from kg.query_guards import check_query
from kg.query_limits import QueryLimits
from kg.resources import query_files
from kg.sparql import QueryForm
from kg.store.snapshot import Snapshot

LIMITS = QueryLimits()


@pytest.mark.parametrize("name", query_files())
def test_our_own_queries_pass(name: str) -> None:
    """The guards leave room for every query that we ship."""
    assert check_query(query_files()[name].read_text(encoding="utf-8")) in QueryForm


@pytest.mark.parametrize(
    ("text", "place", "prefix", "suggestion"),
    [
        ("SELECT * {\n  ?s ga:post ?o }", (2, 6), "ga:", "<https://w3id.org/geoactors/ns#>"),
        ("ASK { ?s foo:bar ?o }", (1, 10), "foo:", "<…>"),
        ("PREFIX a: <http://e/> ASK { ?s a: :b }", (1, 35), ":", "<…>"),
        ('ASK { ?s ?p "1"^^xsd:date }', (1, 18), "xsd:", "<http://www.w3.org/2001/XMLSchema#>"),
    ],
)
def test_an_undeclared_prefix_is_named(
    text: str, place: tuple[int, int], prefix: str, suggestion: str
) -> None:
    """With the line to add, in full when the prefix is one of ours."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(text)
    assert (caught.value.line, caught.value.column) == place
    assert f"prefix {prefix} is not declared" in str(caught.value)
    assert f"Add PREFIX {prefix} {suggestion} at the top." in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX e: <http://e/> ASK { ?s e:p 'a:b', \"c:d\"@en ; a <f:g> } # h:i",
        "PREFIX : <http://e/> ASK { :s :p :o }",
        "PREFIX e: <http://e/> ASK { _:b e:p ?x . FILTER(?x = e:y || ?x != 1) }",
    ],
)
def test_what_only_looks_like_a_prefix_is_let_pass(text: str) -> None:
    """Colons stand in strings, IRIs, comments and labels of blank nodes too."""
    assert check_query(text) is QueryForm.ASK


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {" + "{" * LIMITS.nesting + "}" * LIMITS.nesting + "}",
        "ASK { FILTER(" + "STR(" * 975 + "1" + ")" * 976 + "}",
        "ASK { ?s ?p " + "[ ?p " * 200 + "1" + "]" * 200 + "}",
        "ASK { ?x ?y ?z FILTER((?x<" + "(" * 5000 + "1" + ")" * 5000 + ")&&(1>0)) }",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    """A thousand nested calls overflow the stack, and end the process."""
    nested = r"Line 1, column \d+: brackets are nested deeper"
    with pytest.raises(QueryTooComplexError, match=nested) as caught:
        check_query(text)
    assert caught.value.limit == "query-nesting"


def test_nesting_to_the_limit_is_accepted_and_runs() -> None:
    """The limit is one that the engine can bear."""
    depth = LIMITS.nesting - 2
    text = "ASK { FILTER(" + "(" * depth + "1" + ")" * depth + ") }"
    check_query(text)
    assert Snapshot.of_quads([]).ask(text)


EVERY_PATTERN = QueryLimits(patterns=100_000)
CHAINS = {
    "UNION": "SELECT * {" + "{}UNION" * 10_000 + "{}}",
    "or": "ASK { FILTER(1" + "||1" * 10_000 + ")}",
    "plus": "ASK { FILTER(1" + "+1" * 10_000 + ")}",
    "hidden in what reads as an IRI": "ASK { FILTER(?x<1" + "+1" * 10_000 + ">0)}",
    "path": "ASK { ?s a" + "/a" * 10_000 + " ?o }",
    "not": "ASK { FILTER(" + "!" * 10_000 + "1)}",
    "MINUS": "ASK {" + "MINUS{}" * 10_000 + "}",
    "FILTER": "ASK {" + "FILTER(1)" * 10_000 + "}",
    "collection": "ASK { ?s ?p (" + "1 " * 10_000 + ") }",
    "behind VALUES": "ASK { VALUES ?x { 1 } FILTER(1" + "+1" * 10_000 + ")}",
    "behind IN": "ASK { FILTER(1 IN (1, 2" + "+1" * 10_000 + "))}",
    "many VALUES": "ASK { " + "VALUES ?x { 1 } " * 2_000 + "}",
}


@pytest.mark.parametrize("text", CHAINS.values(), ids=CHAINS)
def test_long_chains_are_refused(text: str) -> None:
    """Ten thousand operators in a row overflow the stack, and end the process."""
    with pytest.raises(QueryTooComplexError, match="more than 4,000 words and signs") as caught:
        check_query(text, EVERY_PATTERN)
    assert caught.value.limit == "query-words"


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(1" + "+1" * (LIMITS.words // 2 - 10) + ")}",
        "ASK { FILTER(" + "!" * (LIMITS.words - 10) + "1)}",
        "SELECT * {" + "{}UNION" * (LIMITS.words // 3 - 10) + "{}}",
    ],
)
def test_chains_to_the_limit_run(text: str) -> None:
    """The limit is one that the engine can bear."""
    check_query(text)
    assert Snapshot.of_quads([]).serialise(text, ox.QueryResultsFormat.JSON)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x {" + "'a' " * 20_000 + "} ?x ?p ?o }",
        "SELECT * { VALUES (?x ?y) {" + "(1 <a:b>) " * 8_000 + "} ?x ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o IN ('a'@en" + ", 'a'" * 20_000 + ")) }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (<a:b>" + ", <a:b>" * 20_000 + ")) }",
    ],
)
def test_many_constants_are_let_pass(text: str) -> None:
    """Long lists of values are data; they nest nothing."""
    check_query(text)
    assert Snapshot.of_quads([]).serialise(text, ox.QueryResultsFormat.JSON)


def test_a_long_query_is_refused() -> None:
    """By its bytes, so that nothing is read that is too long to read."""
    text = "ASK {} #" + "ä" * (LIMITS.query_bytes // 2)
    with pytest.raises(TooLargeError, match="longer than 262,144 bytes") as caught:
        check_query(text)
    assert caught.value.limit == "query-bytes"
    check_query(text[: LIMITS.query_bytes // 2 - 8])


def test_limits_can_be_set() -> None:
    """Each of them by itself."""
    check_query("ASK { ?s ?p ?o }", QueryLimits(16, 0, 1, 6, 1, 0, 0))
    for limits, name in (
        (QueryLimits(query_bytes=15), "query-bytes"),
        (QueryLimits(nesting=0), "query-nesting"),
        (QueryLimits(words=5), "query-words"),
        (QueryLimits(patterns=0), "query-patterns"),
    ):
        with pytest.raises(LimitError) as caught:
            check_query("ASK { ?s ?p ?o }", limits)
        assert caught.value.limit == name
