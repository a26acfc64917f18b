"""Pages of queries stay small, whatever is written into their address."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.web.querying.results import as_written

BROWSER = {"Accept": "text/html"}
ALL = "SELECT * WHERE { ?s ?p ?o }"
GRAPH = "https://w3id.org/geoactors/graph/reference"
MOST = 200_000


@pytest.mark.parametrize(
    "query",
    [
        f"# {'x' * 60_000}\n{ALL}",
        f"# {'<' * 20_000}\n{ALL}",
        f"# {'&' * 60_000}\n{ALL}",
        f"# {'x' * 60_000}\nDESCRIBE <https://w3id.org/geoactors/id/agent/russia>",
        f"# {'x' * 60_000}\nSELECT",
    ],
)
def test_the_page_of_a_long_query_is_small(demo_client: FlaskClient, query: str) -> None:
    """With a short title; the query is not written out for each way to take the result along."""
    answer = demo_client.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert len(answer.data) <= MOST
    title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    assert title
    assert len(title[1]) < 1200


def test_a_long_query_has_downloads_by_its_form(demo_client: FlaskClient) -> None:
    """Which sends it with what else was asked, and gets a file."""
    query = f"# {'x' * 30_000}\n{ALL} LIMIT 3"
    page = demo_client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert page.count("x" * 1000) == 30  # in the form alone
    assert re.search(r'form="ask" formmethod="post" name="format" value="csv"', page)
    sent = {"query": query, "known-at": "", "format": "csv"}
    file = demo_client.post("/sparql", data=sent, headers=BROWSER)
    assert file.status_code == 200
    assert file.headers["Content-Disposition"] == 'attachment; filename="result.csv"'
    assert len(file.text.splitlines()) == 4


def test_a_query_without_room_is_refused(demo_client: FlaskClient) -> None:
    """By a sentence; as a file it can be had."""
    sent = {"query": f"# {'x' * 100_000}\n{ALL} LIMIT 1"}
    page = demo_client.post("/sparql", data=sent, headers=BROWSER)
    assert (page.status_code, "too long for this page" in page.text) == (400, True)
    assert demo_client.post("/sparql", data={**sent, "format": "csv"}).status_code == 200


@pytest.mark.parametrize("name", ["post", "known-at", "none"])
def test_long_values_of_a_question_are_not_repeated(demo_client: FlaskClient, name: str) -> None:
    """Nor kept."""
    sent = {"post": "post:x", "at": "2024-05-12", name: "&" * 50_000}
    page = demo_client.get("/queries/answers-on-date", query_string=sent, headers=BROWSER)
    assert page.status_code == 400
    assert len(page.data) <= MOST


def test_an_error_keeps_the_graphs_of_the_query(demo_client: FlaskClient) -> None:
    """So that the mended query asks what the first one asked, also of a graph that is none."""
    for graph in (GRAPH, "no graph"):
        sent = [("query", "bad"), ("default-graph-uri", graph), ("named-graph-uri", GRAPH)]
        page = demo_client.get(f"/sparql?{urlencode(sent)}", headers=BROWSER)
        assert page.status_code == 400
        assert f'name="default-graph-uri" value="{graph}" checked' in page.text
        assert f'name="named-graph-uri" value="{GRAPH}" checked' in page.text


def test_an_error_keeps_the_day_of_knowledge(demo_client: FlaskClient) -> None:
    """As it was written, whichever value is wrong."""
    for known in ("2025-11-28", "foo"):
        sent = {"post": "post:x", "at": "foo", "known-at": known}
        page = demo_client.get("/queries/answers-on-date", query_string=sent, headers=BROWSER)
        assert page.status_code == 400
        assert re.search(rf'name="known-at" value="{known}"', page.text)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (ALL, ["s", "p", "o"]),
        ("# ?o first\nPREFIX a: <urn:?o>\nselect distinct * { ?s ?p ?o }", ["s", "p", "o"]),
        ("SELECT ?o ?p ?s { ?s ?p ?o }", ["o", "p", "s"]),
        ("SELECT (COUNT(*) AS ?o) { { SELECT * { ?s ?p ?o } } }", ["o", "p", "s"]),
        ("SELECT * { VALUES ?p { 1 } BIND(1 AS ?o) }", ["p", "o", "s"]),
    ],
)
def test_columns_of_a_star_stand_as_in_the_query(query: str, names: list[str]) -> None:
    """Those that are named keep their order."""
    assert as_written(["o", "p", "s"], query) == names


def test_limits_are_told_in_gigabytes(demo_client: FlaskClient) -> None:
    """As people say them."""
    text = demo_client.get("/sparql", headers=BROWSER).text
    assert re.search(r"seconds and [\d.]+ GB of\s+memory", text)
