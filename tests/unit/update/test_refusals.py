"""Tests of what kg.update refuses in a request, and of the places that it names."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QuerySyntaxError, QueryTooComplexError, SourcePositionError
from kg.query_limits import QueryLimits
from kg.sparql import Piece
from kg.update import parse_update
from kg.update.operations import InsertData

PLACES = [
    ("CLEAR", (1, 6), "ends where GRAPH or DEFAULT or NAMED or ALL is expected"),
    ("CLEAR <urn:g>", (1, 7), "'<urn:g>' stands where GRAPH or DEFAULT"),
    ("CLEAR GRAPH", (1, 12), "ends where an IRI is expected"),
    ("CLEAR GRAPH <g>", (1, 13), "<g> is not an absolute IRI"),
    ("CLEAR GRAPH <urn:\\u0020>", (1, 13), "is not an absolute IRI"),
    ("CLEAR GRAPH ?g", (1, 13), "'?g' stands where an IRI is expected"),
    ("CLEAR GRAPH e:g", (1, 13), "prefix e: is not declared"),
    ("PREFIX e: <urn:e:>\nCLEAR GRAPH e:g.", (2, 16), "a dot ends no operation"),
    ("CREATE <urn:g>", (1, 8), "stands where GRAPH is expected"),
    ("CREATE GRAPH DEFAULT", (1, 14), "'DEFAULT' stands where an IRI"),
    ("COPY ALL TO DEFAULT", (1, 6), "'ALL' stands where an IRI"),
    ("COPY DEFAULT <urn:g>", (1, 14), "stands where TO is expected"),
    ("DROP ALL\nCLEAR ALL", (2, 1), "'CLEAR' stands where ; or the end is expected"),
    (";", (1, 1), "';' stands where an operation is expected"),
    ("CLEAR ALL;;", (1, 11), "';' stands where an operation is expected"),
    ("SELECT * {}", (1, 1), "'SELECT' stands where an operation is expected"),
    ("DROPALL", (1, 1), "'DROPALL' stands where an operation is expected"),
    ("\0", (1, 1), "stands where an operation is expected"),
    ("INSERT", (1, 7), "ends where { is expected"),
    ("INSERT DATA", (1, 12), "ends where { is expected"),
    ("INSERT {} WHERE { FILTER(?x(1)) }", (1, 28), "cannot be read from '(1)) }'"),
    ("CLEAR ALL;\n INSERT DATA { 'x } ' ", (2, 14), "this { is not closed"),
    ("INSERT DATA { <urn:s> <urn:p> 'x }", (1, 31), "a text begins here and does not"),
    ("INSERT DATA { <urn:s> <urn:p>\n <o> }", (2, 2), "<o> is not an absolute IRI"),
    ("INSERT DATA { <urn:s> <urn:p> }", (1, 31), "cannot be read from '}'"),
    ("INSERT DATA { <urn:s> <urn:p> 1 , }", (1, 35), "cannot be read from '}'"),
    ("INSERT DATA { <urn:s> <urn:p> ?x }", (1, 31), "INSERT DATA takes no variables"),
    ("INSERT DATA { GRAPH ?g { } }", (1, 21), "INSERT DATA takes no variables"),
    ("DELETE DATA { <urn:s> <urn:p> $x }", (1, 31), "DELETE DATA takes no variables"),
    ("DELETE DATA { <urn:s> <urn:p> _:b }", (1, 31), "DELETE DATA takes no blank nodes"),
    ("DELETE DATA { [] <urn:p> 1 }", (1, 15), "DELETE DATA takes no blank nodes"),
    ("DELETE { ?s ?p (1) } WHERE {}", (1, 16), "DELETE takes no blank nodes"),
    ("DELETE WHERE { ?s ?p [] }", (1, 22), "DELETE WHERE takes no blank nodes"),
    ("DELETE WHERE { ?s ?p ?o FILTER(1) }", (1, 25), "cannot be read from 'FILTER"),
    ("DELETE WHERE { ?s <urn:a>/<urn:b> ?o }", (1, 26), "cannot be read from '/"),
    ("WITH <urn:g> DELETE WHERE {}", (1, 21), "'WHERE' stands where { is expected"),
    ("WITH <urn:g> CLEAR ALL", (1, 14), "'CLEAR' stands where INSERT or DELETE"),
    ("WITH <g> INSERT {} WHERE {}", (1, 6), "<g> is not an absolute IRI"),
    ("INSERT {} DELETE {} WHERE {}", (1, 11), "'DELETE' stands where WHERE"),
    ("INSERT {} USING <urn:g> {}", (1, 25), "'{' stands where WHERE"),
    ("INSERT {} USING WHERE {}", (1, 17), "'WHERE' stands where an IRI"),
    ("INSERT {\n?s ?p } WHERE {}", (2, 7), "cannot be read from '} WHERE {}'"),
    ("INSERT { ?s 'x' ?o } WHERE {}", (1, 13), "cannot be read from \"'x' ?o"),
    ("INSERT { ?s ?p 'x'^^?d } WHERE {}", (1, 21), "a variable stands where a datatype"),
    ("INSERT { ?s² ?p 1 } WHERE {}", (1, 10), "?s² is no variable"),
    ("INSERT {} WHERE { ?s ?p ) }", (1, 25), "cannot be read from ') }'"),
    ("INSERT {} WHERE {\n ?s ?p ?o .\n FILTR(?o) }", (3, 2), "cannot be read from 'FILTR"),
    ("INSERT {} WHERE { FILTER(?x >> 1) }", (1, 30), "cannot be read from '> 1) }'"),
    ("INSERT {} WHERE { ?s ?p 1 } LIMIT 1", (1, 29), "'LIMIT' stands where ; or the end"),
    ("INSERT {} WHERE {} ; INSERT {} WHERE { ?s }", (1, 43), "cannot be read from '}'"),
    ("PREFIX e <urn:e:>", (1, 8), "stands where a prefix with its colon"),
    ("PREFIX e:x <urn:e:>", (1, 10), "cannot be read from 'x"),
    ("PREFIX e²: <urn:e:>", (1, 9), "cannot be read from '²"),
    ("PREFIX e: <e>", (1, 11), "<e> is not an absolute IRI"),
    ("PREFIX e: e:x", (1, 11), "stands where an IRI in angle brackets"),
    ("BASE e", (1, 6), "'e' stands where an IRI"),
    ("INSERT DATA { <urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> }", (1, 31), "a triple term"),
    ("INSERT { <<?s ?p ?o>> ?p ?o } WHERE {}", (1, 10), "a triple term stands here"),
    ("INSERT DATA { <urn:s> <urn:p> 1 {| <urn:q> 2 |} }", (1, 13), "a triple term"),
    ("INSERT DATA { <urn:s> <urn:p> 'x'@en--ltr }", (1, 13), "a text with a direction"),
]


@pytest.mark.parametrize(("text", "place", "reason"), PLACES)
def test_what_is_no_update_is_refused(text: str, place: tuple[int, int], reason: str) -> None:
    """With the line and column of the word that is wrong."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse_update(text)
    assert reason in str(caught.value)
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_load_is_refused(silent: str) -> None:
    """Nothing is fetched; the word may be a prefix, and stand in a text."""
    text = f"CLEAR ALL ;\nload {silent}<http://127.0.0.1:9/> INTO GRAPH <urn:g>"
    with pytest.raises(
        SourcePositionError, match="LOAD is refused; this server fetches nothing"
    ) as caught:
        parse_update(text)
    assert (caught.value.line, caught.value.column) == (2, 1)
    assert parse_update("PREFIX LOAD: <urn:> INSERT DATA { LOAD:a LOAD:b 'LOAD <x>' } # LOAD")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:s> <urn:p> " + "[ <urn:p> " * 200 + "1" + "]" * 200 + " }",
        "DELETE { ?s ?p " + "(" * 200 + "1" + ")" * 200 + " } WHERE {}",
        "INSERT {} WHERE " + "{" * 5000 + "}" * 5000,
        "INSERT {} WHERE { FILTER(" + "STR(" * 975 + "1" + ")" * 976 + "}",
        "INSERT {} WHERE { " + "<< " * 1000 + "}",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    """In data and templates too: they are read by the same parser."""
    nested = r"Line 1, column \d+: brackets are nested deeper"
    with pytest.raises(QueryTooComplexError, match=nested):
        parse_update(text)


def test_nesting_to_the_limit_is_read() -> None:
    """The limit is one that the engine can bear."""
    depth = QueryLimits().nesting - 2
    deep = "[ <urn:p> " * depth + "1" + "]" * depth
    assert parse_update(f"INSERT DATA {{ <urn:s> <urn:p> {deep} }}")
    assert parse_update("INSERT {} WHERE {" + "{" * depth + "}" * depth + "}")


@pytest.mark.parametrize(
    "pattern",
    [
        " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(800)),
        " ".join(f"VALUES ?x{i} {{ {'1 ' * 50} }}" for i in range(40)),
        "{ SELECT (GROUP_CONCAT(?a) AS ?b) { ?a ?b1 ?c . ?d ?e ?f . ?g ?h ?i } }",
        "?a (<urn:p>|!<urn:p>)* ?b . ?c (<urn:p>|!<urn:p>)* ?d",
        "{ SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY RAND() }",
    ],
)
def test_runaway_patterns_are_read_and_not_run(pattern: str) -> None:
    """Planning or running any of them would take longer than the test may."""
    text = f"PREFIX e: <urn:e:> DELETE {{ ?a e:p ?b }} INSERT {{ [] e:p ?a }} WHERE {{ {pattern} }}"
    assert len(parse_update(text, limits=QueryLimits(patterns=1000))) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("INSERT DATA {\n <urn:s> <urn:p> 'a\x0bb' }", (2, 20)),
        ("INSERT DATA {\n <urn:s> <urn:p> '\\u000B' }", (1, 13)),
        ("INSERT { <urn:s> <urn:p> '\ufffe' } WHERE {}", (1, 27)),
        ("DELETE WHERE {} ; DELETE DATA { <urn:s> <urn:p> '\0'@en }", (1, 50)),
    ],
)
def test_what_xml_cannot_carry_is_refused(text: str, place: tuple[int, int]) -> None:
    """As the parsers of documents do; at the character, or where its block begins."""
    with pytest.raises(QuerySyntaxError, match="which XML cannot carry") as caught:
        parse_update(text)
    assert (caught.value.line, caught.value.column) == place


def test_an_error_behind_valid_operations_refuses_the_request() -> None:
    """The whole is read before anything could be applied."""
    with pytest.raises(QuerySyntaxError, match="Line 3"):
        parse_update("DROP ALL ;\nINSERT DATA { <urn:s> <urn:p> 1 } ;\nDELETE WHERE { ?s }")


def test_an_error_in_other_words_is_passed_on() -> None:
    """A new release of the engine may say it in another way."""
    piece = Piece("CLEAR ALL;\nDELETE WHERE {}")
    piece.copy(24, 26)
    error = piece.error(SyntaxError("no idea."))
    assert str(error) == "Line 2, column 14: the update cannot be read: no idea."
    assert isinstance(piece.error(SyntaxError("error at 9:9: expected x")), QuerySyntaxError)


def test_the_engine_gives_labels_of_its_own() -> None:
    """A label of the request never meets one of the store."""
    (operation,) = parse_update("INSERT DATA { _:b <urn:p> 1 }")
    assert isinstance(operation, InsertData)
    (quad,) = operation.quads
    assert isinstance(quad.subject, ox.BlankNode)
    assert quad.subject.value != "b"
