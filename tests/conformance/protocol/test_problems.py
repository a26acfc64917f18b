"""Errors: RFC 9457 problems that say what is wrong and where."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import (
    JSON,
    PROBLEM,
    QUERY,
    TURTLE,
    UPDATE,
    Client,
    Reply,
    accept,
    sent_as,
)
from tests.conformance.protocol.graphs import NOWHERE, fresh, held, named

XML_ERROR = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n <a></b>\n</r:RDF>'


def assert_problem(reply: Reply, status: int) -> None:
    """The members of a problem, and no trace of the program."""
    assert (reply.status, reply.media_type) == (status, PROBLEM), reply.text
    problem = reply.json
    assert problem["status"] == status
    for member in ("type", "title", "detail"):
        assert isinstance(problem[member], str)
        assert problem[member].strip()
    assert "Traceback" not in reply.text
    assert '.py"' not in reply.text


@pytest.mark.parametrize(
    ("method", "where", "body", "media_type", "status"),
    [
        ("GET", "/sparql?query=x", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=x", None, "", 400),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("PUT", "/sparql", b"", "", 405),
        ("GET", "/update", None, "", 405),
        ("POST", "/update", b"x", UPDATE, 400),
        ("POST", "/update", b"x", "text/plain", 415),
        ("GET", named(NOWHERE), None, "", 404),
        ("GET", "/graphs", None, "", 400),
        ("DELETE", named(NOWHERE), None, "", 404),
        ("PUT", named(NOWHERE), b"x", TURTLE, 400),
        ("PUT", named(NOWHERE), b"x", "image/png", 415),
        ("GET", "/nothing", None, "", 404),
    ],
)
def test_every_error_is_a_problem(
    own: Client, method: str, where: str, body: bytes | None, media_type: str, status: int
) -> None:
    """Whatever the route."""
    fields = [sent_as(media_type)] if media_type else []
    assert_problem(own.send(method, where, body, *fields), status)


@pytest.mark.parametrize("ranges", [JSON, TURTLE, "image/png", PROBLEM, "application/json", "*/*"])
def test_programs_get_problems(own: Client, ranges: str) -> None:
    """Whatever they asked for: an error is not what they asked for."""
    assert_problem(own.query("x", as_=ranges), 400)


def test_browsers_get_pages(own: Client) -> None:
    """With the same status and the same sentence."""
    problem = own.query("ASK { ?s foo:bar ?o }").json
    page = own.query("ASK { ?s foo:bar ?o }", as_="text/html,*/*;q=0.8")
    assert (page.status, page.media_type) == (400, "text/html")
    assert "foo:" in problem["detail"]
    assert "foo:" in page.text


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * WHERE { ?s ?p ?o }\nFOO", 2, 1),
        ("SELECT * WHERE {\n  ?s ?p\n}", 3, 1),
        ("SELECT * WHERE {\r\n  ?s ?p\r\n}", 3, 1),
        ("SELECT ?s WHERE { ?s ?p 'é𝄞' } FOO", 1, 32),
        ("# a comment\nASK { ?s foo:bar ?o }", 2, 10),
        ("ASK {", 1, 6),
        ("", 1, 1),
        ("\n INSERT DATA {}", 2, 2),
    ],
)
def test_a_query_that_is_none_breaks_at_a_place(
    own: Client, query: str, line: int, column: int
) -> None:
    """At the first character that cannot stand there, counted in characters from 1."""
    for reply in (
        own.query(query),
        own.send("POST", "/sparql", query.encode(), sent_as(QUERY)),
    ):
        assert_problem(reply, 400)
        assert (reply.json["line"], reply.json["column"]) == (line, column)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("INSERT DATA { <a:s> <a:p> <a:o> } ;\nFOO", 2, 1),
        ("INSERT DATA {\n  <a:s> <a:p> }", 2, 15),
        ("DELETE WHERE { ?s foo:bar ?o }", 1, 19),
        ("LOAD <http://example.org/document>", 1, 1),
        ("CLEAR ALL ;\n  LOAD SILENT <http://example.org/document>", 2, 3),
        ("SELECT * {}", 1, 1),
    ],
)
def test_an_update_that_is_none_breaks_at_a_place(
    own: Client, text: str, line: int, column: int
) -> None:
    """Nothing of it is done, not even what comes before."""
    reply = own.update(text)
    assert_problem(reply, 400)
    assert (reply.json["line"], reply.json["column"]) == (line, column)
    assert own.ask("ASK { GRAPH ?g { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("media_type", "text", "line", "column"),
    [
        (TURTLE, "@prefix e: <http://e/> .\ne:a e:b e:c .\n e:d ? e:f .\n", 3, 6),
        (TURTLE, "<a:s> <a:p> 'é𝄞' . x:y <a:p> 1 .", 1, 20),
        ("application/n-triples", "<a:s> <a:p> <a:o> .\n<a:s> oops .\n", 2, 7),
        ("application/ld+json", '[\n {"@id": }\n]', 2, 10),
        ("application/rdf+xml", XML_ERROR, 2, 7),
    ],
)
def test_a_document_that_is_none_breaks_at_a_place(
    own: Client, media_type: str, text: str, line: int, column: int
) -> None:
    """Nothing of it is stored."""
    where = named(fresh())
    reply = own.put(where, text, as_=media_type)
    assert_problem(reply, 400)
    assert (reply.json["line"], reply.json["column"]) == (line, column)
    assert held(own, where) is None


def test_an_error_never_names_the_machine(
    own: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Paths of the server are none of the client's business."""
    folder = str(tmp_path_factory.getbasetemp())
    for reply in (own.query("x"), own.get(named(NOWHERE)), own.put(named(fresh()), "x")):
        assert folder not in reply.text


def test_a_problem_can_be_asked_for_by_name(own: Client) -> None:
    """Its media type is one of those on offer for errors, not for answers."""
    assert own.query("ASK {}", as_=PROBLEM).status == 406
    assert own.get("/nothing", accept(PROBLEM)).media_type == PROBLEM
