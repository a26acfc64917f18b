"""Tests of kg.query_guards for updates, and for what hides a call in queries and updates alike."""

from __future__ import annotations

import pytest

from kg.errors import InputError, LimitError, QuerySyntaxError, QueryTooComplexError, TooLargeError
from kg.query_guards import check_query, check_update
from kg.query_limits import QueryLimits
from kg.sparql import tokenise

LIMITS = QueryLimits()
HOST = "<http://127.0.0.1:9/>"
CALL = f"SERVICE {HOST} {{ ?s ?p ?o }}"
PREFIXES = "PREFIX e: <urn:e:> PREFIX http: <urn:h:> "
HIDDEN = {
    "in the open": CALL,
    "glued": f"service silent{HOST}{{ ?s ?p ?o }}",
    "behind an IRI with an escape": f"?s <http://e/\\u0062#x> ?o . {CALL}",
    "in a text behind a comment": f'?s ?p ?x FILTER(?x<e:b#c> """\n) {CALL} #"""\n',
    "in a text behind a carriage return": f'?s ?p ?x FILTER(?x<e:b#c> """\r) {CALL} #"""\r',
    "in a text with an escaped end of line": f'?s ?p ?x FILTER(?x<e:b#c> "\\\n) {CALL} #"\n',
    "in an IRI": f"?s ?p ?x FILTER(?x<1)SERVICE#>\n{HOST} {{ ?s ?p ?o }}",
    "in a name": f"?s ?p e:.SERVICE{HOST}{{ ?s ?p ?o }}",
}


@pytest.mark.parametrize("pattern", HIDDEN.values(), ids=HIDDEN)
def test_hidden_calls_are_refused(pattern: str) -> None:
    """Each of them reaches the other server when the engine is given it."""
    with pytest.raises(InputError, match=r"SERVICE is refused|read as a comment"):
        check_query(f"{PREFIXES} SELECT * {{ {pattern} }}")
    with pytest.raises(InputError, match=r"SERVICE is refused|read as a comment"):
        check_update(f"{PREFIXES} DELETE {{}} WHERE {{ {pattern} }}")


@pytest.mark.parametrize(
    "pattern",
    [
        "?s <http://e/x#y> '''a text\nof SERVICE'''",
        "?s <#y>\n'''a text\nof SERVICE'''",
        "?s <urn:SERVICE:(x)#y> ?o",
        "?s e:service 'SERVICE' FILTER(?s<e:x&&?o>1)",
    ],
)
def test_what_hides_nothing_is_let_pass(pattern: str) -> None:
    """IRIs, comparisons and texts as people write them."""
    check_query(f"{PREFIXES} SELECT * {{ {pattern} }}")
    check_update(f"{PREFIXES} DELETE {{}} WHERE {{ {pattern} }}")


def test_data_may_speak_of_services() -> None:
    """Data is not run."""
    check_update(f"{PREFIXES} INSERT DATA {{ <#a> e:b '''\n{CALL}''' . e:service e:p e:SERVICE }}")
    check_update(f"{PREFIXES} INSERT {{ <#a> e:b '''\n{CALL}''' }} WHERE {{ ?s ?p ?o }}")


def test_an_undeclared_prefix_is_named() -> None:
    """In data, and when it is declared too late."""
    text = "PREFIX e: <urn:e:> INSERT DATA { e:a e:b e:c } ;\nDELETE DATA { ga:a e:b e:c }"
    with pytest.raises(QuerySyntaxError, match="prefix ga: is not declared") as caught:
        check_update(f"{text} ; PREFIX ga: <urn:ga:> CLEAR ALL")
    assert (caught.value.line, caught.value.column) == (2, 15)
    assert "Add PREFIX ga: <https://w3id.org/geoactors/ns#>" in str(caught.value)


def test_half_a_surrogate_pair_is_refused() -> None:
    """It is no text that the engine could be given."""
    with pytest.raises(InputError, match="Line 1, column 7: half a surrogate pair"):
        check_update("CLEAR \ud800")


def test_a_long_update_is_refused() -> None:
    """By its bytes, of which there may be more than in a query."""
    text = "CLEAR ALL #" + "ä" * (LIMITS.update_bytes // 2)
    with pytest.raises(TooLargeError, match="update is longer than 16,777,216 bytes") as caught:
        check_update(text)
    assert caught.value.limit == "update-bytes"
    check_update(text[: LIMITS.update_bytes // 2 - 11])


def test_an_update_of_many_words_is_refused() -> None:
    """Each word of a collection is two quads, and a kilobyte each."""
    text = "INSERT DATA { <urn:s> <urn:p> (" + "1 " * LIMITS.update_words + ") }"
    with pytest.raises(QueryTooComplexError, match="more than 1,000,000 words") as caught:
        check_update(text)
    assert caught.value.limit == "update-words"


QUADS = "<urn:s> <urn:p> 1 . " * LIMITS.words


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ {QUADS} }}",
        f"delete data {{ {QUADS} }}",
        f"DELETE {{ {QUADS} }} INSERT {{ {QUADS} }} WHERE {{ ?s ?p ?o }}",
        "DELETE {} WHERE { VALUES ?x { " + "1 " * LIMITS.words * 2 + "} }",
        "DELETE {} WHERE {" + "{}UNION" * (LIMITS.words // 3 - 10) + "{}} ;" + "CLEAR ALL;" * 9000,
    ],
)
def test_quads_may_be_many(text: str) -> None:
    """Only patterns are weighed, each by itself."""
    check_update(text)


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE {" + "OPTIONAL{}" * LIMITS.words + "}",
        "INSERT {} WHERE {FILTER(1" + "+1" * LIMITS.words + ")}",
        "INSERT {} USING <urn:DATA> WHERE {" + "{}UNION" * LIMITS.words + "{}}",
    ],
)
def test_long_patterns_are_refused(text: str) -> None:
    """Ten thousand operators in a row overflow the stack, and end the process."""
    with pytest.raises(QueryTooComplexError, match="pattern has more than 4,000 words and signs"):
        check_update(text)


@pytest.mark.parametrize(
    "head", ["DELETE WHERE", "INSERT {} WHERE", "WITH <urn:g> DELETE {} WHERE"]
)
def test_triple_patterns_are_counted(head: str) -> None:
    """In each pattern, and not in templates and data."""
    triples = "?s ?p ?o . " * LIMITS.patterns
    check_update(f"{head} {{ {triples} }} ; {head} {{ {triples} }}")
    check_update(f"INSERT {{ {triples * 2} }} WHERE {{ {triples} }} ; INSERT DATA {{ {QUADS} }}")
    with pytest.raises(QueryTooComplexError, match="pattern has more than 128 triple") as caught:
        check_update(f"{head} {{ {triples} ?s ?p ?o }}")
    assert caught.value.limit == "query-patterns"


def test_limits_can_be_set() -> None:
    """For updates by themselves where they have limits of their own."""
    text = "DELETE {} WHERE { ?s ?p ?o }"
    check_update(text, QueryLimits(0, 28, 1, 5, 1, 9))
    for limits, name in (
        (QueryLimits(update_bytes=27), "update-bytes"),
        (QueryLimits(nesting=0), "query-nesting"),
        (QueryLimits(words=4), "query-words"),
        (QueryLimits(patterns=0), "query-patterns"),
        (QueryLimits(update_words=8), "update-words"),
    ):
        with pytest.raises(LimitError) as caught:
            check_update(text, limits)
        assert caught.value.limit == name


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_a_literal_of_megabytes_is_one_token(quote: str) -> None:
    """It was once read with two hundred bytes of memory for each of its letters."""
    (token,) = tokenise(quote + "a" * 2_000_000 + quote)
    assert token.kind == "string"
