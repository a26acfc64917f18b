"""Tests of kg.sparql."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError, QuerySyntaxError
from kg.sparql import (
    Parameter,
    QueryForm,
    parameters,
    position,
    query_form,
    question,
    syntax_error,
    tokenise,
    with_values,
)
from kg.store.snapshot import Snapshot

STORED = """# Who holds the post on the day?
# Parameter: ?post (iri) the post, for example post:president-russia
# Parameter: ?at (date) the day
PREFIX ga: <https://w3id.org/geoactors/ns#>
SELECT ?post ?at WHERE { ?tenure ga:post ?post }
"""


def kinds(text: str) -> list[tuple[str, str]]:
    """The tokens of a text, as kind and text."""
    return [(token.kind, token.text) for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://example.org/a#b>", "iri"),
        ("ga:startLatest", "name"),
        ("ga:", "name"),
        (":a", "name"),
        ("e:a%20b", "name"),
        (r"e:a\#b", "name"),
        ("e:a.b", "name"),
        ("?variable", "variable"),
        ("$variable", "variable"),
        ("_:b1", "blank"),
        ("@en-GB", "language"),
        ("SELECT", "word"),
        ("12", "number"),
        ("1.5e-3", "number"),
        ('"a \\" quote"', "string"),
        ("'a # no comment'", "string"),
        ('"""a\n"quote" in it"""', "string"),
        ("'''it's'''", "string"),
        ("{", "other"),
    ],
)
def test_each_kind_of_token_is_known(text: str, kind: str) -> None:
    """As SPARQL 1.1 §19.8 has them."""
    assert kinds(text) == [(kind, text)]


def test_comments_and_spaces_are_no_tokens() -> None:
    """A keyword in a comment means nothing."""
    assert kinds("ASK # SERVICE <x>\n {}") == [("word", "ASK"), ("other", "{"), ("other", "}")]


@pytest.mark.parametrize("text", ["a." * 60_000, "a-" * 60_000, "'" * 60_000, '"' * 60_000])
def test_tokenising_takes_linear_time(text: str) -> None:
    """A text of dots was once read anew from each of its letters, for minutes."""
    before = time.perf_counter()
    assert list(tokenise(text))
    assert time.perf_counter() - before < 5


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", QueryForm.SELECT),
        ("# first a comment\nask {}", QueryForm.ASK),
        ("BASE <http://example.org/> PREFIX e: <e#> CONSTRUCT WHERE {}", QueryForm.CONSTRUCT),
        ("PREFIX select: <http://example.org/> DESCRIBE select:x", QueryForm.DESCRIBE),
    ],
)
def test_the_form_follows_the_prologue(text: str, form: QueryForm) -> None:
    """Whatever the prefixes are called."""
    assert query_form(text) is form


def test_graphs_come_from_two_of_the_forms() -> None:
    """The others give a table or a boolean."""
    assert [form for form in QueryForm if form.returns_graph] == ["CONSTRUCT", "DESCRIBE"]


@pytest.mark.parametrize(
    "word", ["INSERT", "DELETE", "LOAD", "clear", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"]
)
def test_an_update_is_told_from_a_query(word: str) -> None:
    """With the place, and where data go instead."""
    with pytest.raises(QuerySyntaxError, match=r"is an update, not a query.*kg load") as caught:
        query_form(f"PREFIX e: <http://example.org/>\n  {word} DATA {{}}")
    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The query is empty"),
        ("# only a comment", "The query is empty"),
        ("PREFIX e: <http://example.org/>", "The query is empty"),
        ("FETCH everything", "Line 1, column 1: 'FETCH' begins no query"),
        ("{ ?s ?p ?o }", "'{' begins no query"),
    ],
)
def test_what_is_no_query_is_refused(text: str, reason: str) -> None:
    """The sentence says how a query begins."""
    with pytest.raises(QuerySyntaxError, match=f"{reason}.*begins with SELECT"):
        query_form(text)


def test_positions_are_counted_from_one() -> None:
    """Lines and columns alike."""
    text = "ab\ncd"
    assert [position(text, offset) for offset in (0, 1, 3, 4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def engine_error(text: str) -> QuerySyntaxError:
    """What we make of the engine's error."""
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    return syntax_error(caught.value, text)


def test_the_engine_s_error_becomes_a_sentence() -> None:
    """With the words that stand at the place."""
    error = engine_error("SELECT ?s WHERE {\n  ?s ?p ) \n}")
    assert (error.line, error.column) == (2, 11)
    assert "Line 2, column 11: the query cannot be read from" in str(error)


def test_a_query_that_breaks_off_is_said_to_end_too_early() -> None:
    """The engine names a line behind the last."""
    error = engine_error("SELECT * WHERE {\n  ?s ?p ?o\n")
    assert "ends before it is complete" in str(error)
    assert (error.line, error.column) == (2, 11)


def test_an_error_in_other_words_is_passed_on() -> None:
    """A new release of the engine may say it in another way."""
    assert str(syntax_error(SyntaxError("no idea."), "ASK {}")) == (
        "The query cannot be read: no idea."
    )


def test_the_question_is_the_first_comment() -> None:
    """A query without one asks nothing in English."""
    assert question(STORED) == "Who holds the post on the day?"
    assert question("SELECT * {}\n# later") == ""


def test_parameters_are_declared_in_comments() -> None:
    """Name, kind, description and example."""
    assert parameters(STORED) == [
        Parameter("post", "iri", "the post", "post:president-russia"),
        Parameter("at", "date", "the day", ""),
    ]


DATA = Snapshot.of_quads(
    ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal(n))
    for n in range(3)
)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o { ?s <http://e/p> ?o }",
        "SELECT ?s ?o WHERE { ?s <http://e/p> ?o }",
        "SELECT ?s ?o # WHERE {\n { ?s <http://e/p> ?o }",
        "SELECT ?s ?o { ?s <http://e/p> ?o { SELECT ?s WHERE { ?s ?p 2 } } }",
        "SELECT ?s (EXISTS { ?s ?p ?o } AS ?x) ?o { ?s <http://e/p> ?o }",
        "SELECT ?s ?o FROM <urn:x-arq:none> WHERE { GRAPH ?g { ?s <http://e/p> ?o } }",
    ],
)
def test_values_are_bound_at_the_head_of_the_pattern(text: str) -> None:
    """The result reads as a query again, and holds only the rows asked for."""
    bound = with_values(text, {"o": "2"})
    assert "VALUES (?o) { (2) }" in bound
    _, rows = DATA.select(bound)
    assert [row["s"] for row in rows] in ([ox.NamedNode("http://e/2")], [])
    assert with_values(text, {}) == text


@pytest.mark.parametrize(
    "text", ["CONSTRUCT { ?s ?p 9 } WHERE { ?s ?p ?o }", "CONSTRUCT { ?s ?p 9 } { ?s ?p ?o }"]
)
def test_values_do_not_go_into_a_template(text: str) -> None:
    """A CONSTRUCT has two blocks, and WHERE is not always written."""
    answer = DATA.serialise(with_values(text, {"o": "2"}), ox.RdfFormat.N_TRIPLES)
    assert answer.decode().startswith("<http://e/2> ")
    assert answer.count(b"\n") == 1


def test_a_query_without_a_pattern_takes_no_parameters() -> None:
    """There is no place to bind them."""
    with pytest.raises(ParameterError, match="no pattern"):
        with_values("DESCRIBE <http://example.org/>", {"o": "2"})
