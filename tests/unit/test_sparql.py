"""Tests of kg.sparql."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError, QuerySyntaxError
from kg.sparql import (
    Parameter,
    Piece,
    QueryForm,
    located,
    parameters,
    position,
    query_form,
    question,
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


ENDS = "ends before it is complete"
AS_IT_STANDS = "cannot be read from"
PLACES = [
    ("SELECT * WHERE { ?s ?p ?o }\nFOO", (2, 1), f"{AS_IT_STANDS} 'FOO' on"),
    ("SELECT ?s WHERE {\r\n  ?s ?p ) \r\n}", (2, 9), f"{AS_IT_STANDS} ')' on"),
    ("SELECT ?s WHERE { ?s ?p 'é𝄞' } FOO", (1, 32), "'FOO'"),
    ("SELECT * WHER { ?s ?p ?o }", (1, 10), "'WHER { ?s ?p ?o }'"),
    ("# what\nSELECT ?x { # for\n FILTR(?x) }", (3, 2), "'FILTR(?x) }'"),
    ("SELECT (COUNT(?x) ?n) { ?s ?p ?x }", (1, 19), "'?n)"),
    ("SELECT ?x { ?s ?p ?x } ORDER ?x", (1, 30), "'?x'"),
    ("SELECT ?x { ?x a/ ?y }", (1, 19), "'?y }'"),
    ("ASK { FILTER(?x }", (1, 17), "'}'"),
    ("ASK { ?s ?p ?o FILTER ?o > 1 }", (1, 23), "'?o > 1 }'"),
    ("ASK { ?s ?p 'x'^^ }", (1, 19), "'}'"),
    ("ASK { OPTIONAL ?s ?p ?o }", (1, 16), "'?s ?p ?o }'"),
    ("ASK { ?s ?p ?o } }", (1, 18), "'}'"),
    ("ASK {", (1, 6), ENDS),
    ("SELECT * WHERE {\n  ?s ?p ?o\n", (2, 11), f"{ENDS}. Check that every {{"),
    ("SELECT ?x { ?s ?p ?x } LIMIT", (1, 29), ENDS),
    ("DESCRIBE", (1, 9), ENDS),
    ("ASK { ?s ?p 'x }", (1, 13), "a text begins here and does not end"),
    ("ASK { ?s ?p 'x\n', \"y\" }", (1, 13), "a text begins here and does not end"),
    ("ASK { ?s ?p <http://e/a b> }", (1, 13), "<http://e/a b> is not an absolute IRI"),
    ("BASE <x> ASK {}", (1, 6), "<x> is not an absolute IRI"),
    ("SELECT ?x ?x { }", (1, 17), "a variable stands twice"),
    ("SELECT ?y { ?x ?p ?o } GROUP BY ?x", (1, 35), "not grouped"),
    ("SELECT * { ?x ?p ?o } GROUP BY ?x", (1, 34), "SELECT * stands with GROUP BY"),
    ("SELECT (1 AS ?x) { ?x ?p ?o }", (1, 30), "gives a value to a variable of its pattern"),
]


@pytest.mark.parametrize(("text", "place", "reason"), PLACES)
def test_the_engine_s_error_becomes_a_sentence(
    text: str, place: tuple[int, int], reason: str
) -> None:
    """With the first character that cannot stand there, and the words from it on."""
    with pytest.raises(QuerySyntaxError) as caught:
        DATA.ask(text)
    assert reason in str(caught.value)
    assert (caught.value.line, caught.value.column) == place


def test_only_an_error_is_read_twice() -> None:
    """And once more when gaps make a query of it."""
    read: list[str] = []
    error = SyntaxError("error at 1:7: expected FOO, BAR")
    found = located(error, Piece.whole("ASK {} FOO", "query"), read.append)
    assert (found.line, found.column) == (1, 4)
    assert [" ".join(text.split()) for text in read] == ["ASK { } FOO"]


def test_an_error_in_other_words_is_passed_on() -> None:
    """A new release of the engine may say it in another way."""
    error = Piece.whole("ASK {}", "query").error(SyntaxError("no idea."))
    assert str(error) == "Line 1, column 1: the query cannot be read: no idea."


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
