"""Queries and updates that call others: no packet leaves, however they are dressed."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import TURTLE, Client, sent_as, target
from tests.conformance.protocol.graphs import named
from tests.faults.servers import Running
from tests.running import Endpoint

QUERIES = [
    "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<ADDRESS>{ ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<ADDRESS> { ?s ?p ?o } }",
    "SELECT * { BIND('#' AS ?x) SERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { BIND('''\n'#''' AS ?x) SERVICE <ADDRESS> { ?s ?p ?o } }",
    'SELECT * { BIND("\\"#" AS ?x) SERVICE <ADDRESS> { ?s ?p ?o } }',
    "SELECT * { VALUES ?e { <ADDRESS> } SERVICE ?e { ?s ?p ?o } }",
    "PREFIX s: <ADDRESS> SELECT * { SERVICE s: { ?s ?p ?o } }",
    "BASE <ADDRESS> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <ADDRESS> { ?s ?p ?o } } } } }",
    "ASK { FILTER EXISTS { SERVICE <ADDRESS> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER(?s < ?o) SERVICE <ADDRESS> { ?x ?y ?z } FILTER(?s > ?o) }",
    "SELECT * { \\u0053ERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SERVIC\\u0045 <ADDRESS> { ?s ?p ?o } }",
    "SELECT * FROM <ADDRESS> { ?s ?p ?o }",
    "SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }",
]
UPDATES = [
    "LOAD <ADDRESS>",
    "LOAD SILENT <ADDRESS> INTO GRAPH <a:g>",
    "load#comment\n<ADDRESS>",
    "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> ';' } } ; LOAD <ADDRESS>",
    "PREFIX l: <ADDRESS> LOAD l:",
    "\\u004cOAD <ADDRESS>",
    "INSERT { GRAPH <a:g> { ?s ?p ?o } } WHERE { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "DELETE { GRAPH <a:g> { ?s ?p ?o } } USING <ADDRESS> WHERE { ?s ?p ?o }",
]
DOCUMENTS = [
    (
        "application/rdf+xml",
        "<!DOCTYPE r [<!ENTITY e SYSTEM 'ADDRESS'>]><r:RDF"
        " xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<r:Description r:about='a:s'><p xmlns='a:'>&e;</p></r:Description></r:RDF>",
    ),
    ("application/ld+json", '{"@context": "ADDRESS", "@id": "a:s", "p": "o"}'),
    ("application/ld+json", '{"@context": {"@import": "ADDRESS"}, "@id": "a:s"}'),
    (TURTLE, "@base <ADDRESS> . <> <http://www.w3.org/2002/07/owl#imports> <> ."),
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_calls_nobody(steady: Running, silent_host: Endpoint, query: str) -> None:
    """Nor does its dataset; what would call is refused."""
    text = query.replace("ADDRESS", silent_host.address)
    client = steady.client
    sent = client.send(
        "POST", "/sparql", text.encode(), ("Content-Type", "application/sparql-query")
    )
    for reply in (client.query(text), sent, client.query(text, as_="text/html")):
        assert_refused(reply.status, "FROM" not in query)


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_a_dataset_calls_nobody(steady: Running, silent_host: Endpoint, parameter: str) -> None:
    """It names graphs of the store."""
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert steady.client.rows(query, (parameter, silent_host.address)) == []


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_calls_nobody(steady: Running, silent_host: Endpoint, update: str) -> None:
    """LOAD is refused, and SERVICE in a pattern."""
    reply = steady.client.update(update.replace("ADDRESS", silent_host.address))
    assert_refused(reply.status, "USING" not in update)
    assert not steady.client.ask("ASK { GRAPH <a:g> { ?s ?p ?o } }")


@pytest.mark.parametrize(("media_type", "text"), DOCUMENTS)
def test_a_document_calls_nobody(
    steady: Running, silent_host: Endpoint, media_type: str, text: str
) -> None:
    """Neither where it is stored nor where it is validated."""
    body = text.replace("ADDRESS", silent_host.address).encode()
    client: Client = steady.client
    where = named("http://example.org/document")
    for method, path in (("PUT", where), ("POST", "/validate")):
        reply = client.send(method, path, body, sent_as(media_type))
        assert_refused(reply.status, media_type != TURTLE)
    client.delete(where)
    fetch = target("/graphs", ("graph", silent_host.address))
    assert client.get(fetch).status == 404


def assert_refused(status: int, refused: bool) -> None:
    """A bad request when it must be refused, else an answer without an error of ours."""
    assert (status == 400) if refused else (status < 500)
