"""Tokens of the queries in a shapes graph."""

from __future__ import annotations

import pytest

from kg.validation.tokens import (
    replace_variable,
    tokens_of,
    unescaped,
    with_absolute_iris,
    words_of,
)


def test_the_dot_after_a_name_is_a_token_of_its_own() -> None:
    """`ga:Tenure.` ends a triple; the dot within a name does not."""
    tokens = [token.text for token in tokens_of("?x a ga:Tenure. ?y a ex:a.b .")]
    assert tokens == ["?x", "a", "ga:Tenure", ".", "?y", "a", "ex:a.b", "."]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { SERVICE <http://example.org/> { ?x ?y ?z } }",
        "select ?x { service <http://example.org/> { ?x ?y ?z } }",
        "SELECT ?x { \\u0053ERVICE <http://example.org/> { ?x ?y ?z } }",
        "SELECT ?x { \\U00000053ERVICE <http://example.org/> { ?x ?y ?z } }",
        'SELECT ?x { ?x ?y "\\u0022 . SERVICE <http://example.org/> { ?x ?y ?z } # " }',
    ],
)
def test_a_keyword_is_found_however_it_is_written(query: str) -> None:
    """Case and escapes hide nothing."""
    assert "SERVICE" in words_of(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x ?y 'SERVICE' } # SERVICE",
        "SELECT ?x { ?x <http://example.org/#SERVICE> ?service }",
        "SELECT ?x { ?x ex:SERVICE ?z }",
        'SELECT ?x { ?x ?y "\\UFFFFFFFF" }',
    ],
)
def test_a_word_that_is_no_keyword_is_not_found(query: str) -> None:
    """Strings, comments, IRIs, names and variables may hold any word."""
    assert "SERVICE" not in words_of(query)


def test_a_variable_is_replaced_where_it_is_one() -> None:
    """Strings and comments keep the text, longer names stay."""
    query = "SELECT $this { $this $PATH ?PATHS . ?a ?PATH '$PATH' } # $PATH"
    assert replace_variable(query, "PATH", "<urn:p>") == (
        "SELECT $this { $this <urn:p> ?PATHS . ?a <urn:p> '$PATH' } # $PATH"
    )


def test_escapes_are_resolved_where_the_engine_does_not() -> None:
    """SPARQL has them anywhere; those in IRIs and texts are left to the engine."""
    query = r"""\u0053ELECT $th\U00000069s { $this e:\u0070 "\u0022", <urn:\u0061> }"""
    assert unescaped(query) == r"""SELECT $this { $this e:p "\u0022", <urn:\u0061> }"""


def test_iris_are_written_in_full() -> None:
    """Without a BASE, or with several: each stands against the one before."""
    query = "BASE <http://e/a/>BASE <b/> PREFIX x: <c#> SELECT ?x { ?x <d> <urn:e>, <../f> }"
    written = (
        "PREFIX x: <http://e/a/b/c#> SELECT ?x { ?x <http://e/a/b/d> <urn:e>, <http://e/a/f> }"
    )
    assert with_absolute_iris(query).strip() == written
    assert with_absolute_iris("SELECT ?x { ?x <d> 1 }") == "SELECT ?x { ?x <d> 1 }"


def test_an_iri_that_is_none_is_left_to_the_engine() -> None:
    """It says what is wrong with it."""
    assert with_absolute_iris("BASE <http://e/> SELECT <http://[x>").split()[-1] == "<http://[x>"
