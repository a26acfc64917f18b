"""Formats that an address names."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from kg.web.openapi import description
from kg.web.querying.formats import GRAPHS, TABLES

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/geoactors/ns#State> } ORDER BY ?s LIMIT 3"
DESCRIBE = "DESCRIBE <https://w3id.org/geoactors/id/agent/sergei-shoigu>"
BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("query", "name"), [(SELECT, n) for n in TABLES] + [(DESCRIBE, n) for n in GRAPHS]
)
def test_a_format_goes_before_accept_and_makes_a_file(
    demo_client: FlaskClient, query: str, name: str
) -> None:
    """Of the same bytes as by `Accept`."""
    media_type, ending, _ = (TABLES | GRAPHS)[name]
    sent = {"query": query, "format": name}
    named = demo_client.get("/sparql", query_string=sent, headers=BROWSER)
    accepted = demo_client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": media_type}
    )
    assert named.status_code == 200
    assert named.content_type == accepted.content_type
    assert named.data == accepted.data
    assert named.headers["Content-Disposition"] == f'attachment; filename="result.{ending}"'
    assert "Content-Disposition" not in accepted.headers


@pytest.mark.parametrize(
    ("query", "name"), [(SELECT, "ttl"), (DESCRIBE, "csv"), (SELECT, "exe"), (SELECT, 'a"\r\nb')]
)
def test_a_format_that_does_not_fit_is_refused(
    demo_client: FlaskClient, query: str, name: str
) -> None:
    """With those that there are."""
    answer = demo_client.get("/sparql", query_string={"query": query, "format": name})
    assert answer.status_code == 400
    assert "There is" in answer.get_json(force=True)["hint"]


def test_the_file_of_a_question_has_its_name(demo_client: FlaskClient) -> None:
    """It may be asked for by a link."""
    sent = {"post": "post:defence-minister-russia", "format": "csv"}
    answer = demo_client.get("/queries/holders-of-post", query_string=sent, headers=BROWSER)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="holders-of-post.csv"'
    assert answer.text.startswith("holder,")


def test_the_description_names_every_format() -> None:
    """For GET of a query and of a stored one."""
    paths = json.loads(description())["paths"]
    for path in ("/sparql", "/queries/{name}"):
        declared = {p["name"]: p["schema"] for p in paths[path]["get"]["parameters"]}
        assert declared["format"]["enum"] == [*TABLES, *GRAPHS]
