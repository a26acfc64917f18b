"""What a successful query answers with: forms, formats and their choice."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from tests.conformance.protocol.client import CSV, JSON, TURTLE, Client, accept, target
from tests.conformance.protocol.graphs import EX, ONE, THREE, quads

SELECT = f'SELECT ?s {{ GRAPH <{ONE}> {{ ?s <{EX}says> "one" }} }}'
ASK = f"ASK {{ GRAPH <{ONE}> {{ ?s a <{EX}Thing> }} }}"
CONSTRUCT = f"CONSTRUCT {{ ?s a <{EX}Found> }} WHERE {{ GRAPH <{ONE}> {{ ?s <{EX}says> 'one' }} }}"
DESCRIBE = f"DESCRIBE <{EX}in-three> FROM <{THREE}>"

XML, TSV = "application/sparql-results+xml", "text/tab-separated-values"
TABLES = {
    JSON: ox.QueryResultsFormat.JSON,
    XML: ox.QueryResultsFormat.XML,
    TSV: ox.QueryResultsFormat.TSV,
}
GRAPHS = [
    TURTLE,
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
]


@pytest.mark.parametrize("media_type", TABLES)
def test_select_answers_with_a_table(own: Client, media_type: str) -> None:
    """In each format that has a parser, under the media type of that format."""
    reply = own.query(SELECT, as_=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    results = ox.parse_query_results(reply.body, TABLES[media_type])
    assert isinstance(results, ox.QuerySolutions)
    assert [row["s"] for row in results] == [ox.NamedNode(f"{EX}in-one")]


def test_select_answers_with_csv(own: Client) -> None:
    """Lines end as RFC 4180 says."""
    reply = own.query(SELECT, as_=CSV)
    assert (reply.media_type, reply.text) == (CSV, f"s\r\n{EX}in-one\r\n")


@pytest.mark.parametrize("media_type", TABLES)
def test_ask_answers_with_a_boolean(own: Client, media_type: str) -> None:
    """In the formats of tables."""
    reply = own.query(ASK, as_=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert bool(ox.parse_query_results(reply.body, TABLES[media_type])) is True


@pytest.mark.parametrize("media_type", GRAPHS)
def test_construct_answers_with_a_graph(own: Client, media_type: str) -> None:
    """In each RDF format, under the media type of that format."""
    reply = own.query(CONSTRUCT, as_=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert [quad.subject for quad in quads(reply)] == [ox.NamedNode(f"{EX}in-one")]


@pytest.mark.parametrize("media_type", GRAPHS)
def test_describe_answers_with_a_bounded_description(own: Client, media_type: str) -> None:
    """What is said of a thing, and of the blank nodes that this leads to."""
    reply = own.query(DESCRIBE, as_=media_type)
    assert (reply.status, reply.media_type) == (200, media_type)
    values = {q.object.value for q in quads(reply) if isinstance(q.object, ox.Literal)}
    assert values == {"three", "outer", "inner"}


@pytest.mark.parametrize(
    ("query", "media_type"),
    [(SELECT, JSON), (ASK, JSON), (CONSTRUCT, TURTLE), (DESCRIBE, TURTLE)],
)
@pytest.mark.parametrize("fields", [(), (accept("*/*"),), (accept(""),)])
def test_a_client_that_takes_anything_gets_the_usual(
    own: Client, query: str, media_type: str, fields: tuple[tuple[str, str], ...]
) -> None:
    """JSON or Turtle."""
    reply = own.get(target("/sparql", ("query", query)), *fields)
    assert (reply.status, reply.media_type) == (200, media_type)


@pytest.mark.parametrize(
    ("ranges", "media_type"),
    [
        (f"{CSV};q=0.5, {XML}", XML),
        (f"{CSV};q=0.5, {XML};q=0.4", CSV),
        (f"{JSON};q=0, */*;q=0.1, {TSV};q=0.2", TSV),
        (f"image/png, {CSV};q=0.001", CSV),
        (f"text/*, {JSON};q=0.9", CSV),
        (f"application/*;q=0.2, {TSV};q=0.1", JSON),
        (f"{CSV}; header=present; q=1.0", CSV),
        (CSV.upper(), CSV),
        ("application/json", "application/json"),
    ],
)
def test_the_highest_quality_wins(own: Client, ranges: str, media_type: str) -> None:
    """The more specific range speaks for a format; zero refuses it."""
    assert own.query(SELECT, as_=ranges).media_type == media_type


@pytest.mark.parametrize(
    ("query", "refused", "offers"),
    [
        (SELECT, "image/png", [JSON, XML, CSV, TSV]),
        (SELECT, TURTLE, [JSON, XML, CSV, TSV]),
        (ASK, f"{JSON};q=0", [XML, CSV, TSV]),
        (CONSTRUCT, CSV, GRAPHS),
        (DESCRIBE, "*/*;q=0", GRAPHS),
    ],
)
def test_what_there_is_not_is_406_with_what_there_is(
    own: Client, query: str, refused: str, offers: list[str]
) -> None:
    """By the form of the query."""
    reply = own.query(query, as_=refused)
    assert reply.status == 406
    assert [offer for offer in offers if offer not in reply.text] == []


@pytest.mark.parametrize("media_type", [CSV, TSV, TURTLE])
def test_text_says_that_it_is_utf8(own: Client, media_type: str) -> None:
    """A browser would read text without a charset as something else."""
    query = CONSTRUCT if media_type == TURTLE else SELECT
    content_type = own.query(query, as_=media_type).field("Content-Type")
    assert content_type.lower().replace(" ", "") == f"{media_type};charset=utf-8"


@pytest.mark.parametrize(
    ("query", "ranges"), [(SELECT, JSON), (SELECT, "image/png"), (CONSTRUCT, TURTLE), ("x", JSON)]
)
def test_negotiated_answers_vary_with_accept(own: Client, query: str, ranges: str) -> None:
    """Errors too: a browser gets them as pages."""
    assert "accept" in own.query(query, as_=ranges).listed("Vary")


def test_characters_beyond_ascii_come_back(own: Client) -> None:
    """As UTF-8, in every format of a table."""
    query = "SELECT ('é𝄞\\u20AC' AS ?x) {}"
    for media_type in (*TABLES, CSV):
        assert "é𝄞€" in own.query(query, as_=media_type).text
