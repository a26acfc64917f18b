"""Tokens of the queries in a shapes graph."""

from __future__ import annotations

import pytest

from kg.validation.tokens import replace_variable, tokens_of, words_of


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
