"""`/suggest`: what is found as one types, as JSON."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

SHOIGU = "https://w3id.org/geoactors/id/agent/sergei-shoigu"


def test_a_name_in_its_own_script_is_found(client: FlaskClient) -> None:
    """With what it is, where it is and why it was found."""
    said = client.get("/suggest", query_string={"q": "Шойгу"}).get_json()
    assert said["query"] == "Шойгу"
    first = said["results"][0]
    assert first["iri"] == SHOIGU
    assert first["kind"] == "Person"
    assert first["kindLabel"] == "person"
    assert first["page"] == "/id/agent/sergei-shoigu"
    assert 0 < first["score"] <= 1
    assert set(first["matched"]) == {"text", "lang", "how"}
    assert "Russian" in first["reason"]
    assert first["matched"]["text"] in first["reason"]


def test_results_keep_the_days(client: FlaskClient) -> None:
    """Their places are those on the day of the page, as known then."""
    days = {"q": "shoigu", "at": "2024-05-12", "known-at": "2025-12-01"}
    found = client.get("/suggest", query_string=days).get_json()["results"]
    assert found[0]["page"].endswith("?at=2024-05-12&known-at=2025-12-01")


def test_the_best_come_first_and_are_few(client: FlaskClient) -> None:
    """Eight as long as nothing is asked."""
    found = client.get("/suggest?q=minister").get_json()["results"]
    assert 1 < len(found) <= 8
    scores = [result["score"] for result in found]
    assert scores == sorted(scores, reverse=True)
    assert len(client.get("/suggest?q=minister&limit=2").get_json()["results"]) == 2


def test_a_kind_narrows_them(client: FlaskClient) -> None:
    """To things of its class and of those below."""
    found = client.get("/suggest?q=china&type=State").get_json()["results"]
    assert {result["kind"] for result in found} == {"State"}
    above = client.get("/suggest?q=china&type=Agent").get_json()["results"]
    assert "State" in {result["kind"] for result in above}


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=&type=Person"])
def test_nothing_finds_nothing(client: FlaskClient, query: str) -> None:
    """An empty text is no mistake."""
    assert client.get(f"/suggest?{query}").get_json()["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        "q=a&type=Persona",
        "q=a&type=%3Cscript%3E",
        "q=a&at=soon",
        "q=a&known-at=2024-99-99",
        "q=a&limit=0",
        "q=a&limit=21",
        "q=a&limit=many",
        "q=a&q=b",
        "q=%ff",
        "q=%",
    ],
)
def test_broken_parameters_are_refused(client: FlaskClient, query: str) -> None:
    """With a problem that says which."""
    answer = client.get(f"/suggest?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["hint"]


@pytest.mark.parametrize(
    "text",
    ['"', "a* OR b", "NEAR(a b)", "(", "-", "\0", "{{7*7}}", "x" * 500, "٪", "'; DROP TABLE x"],
)
def test_no_text_is_too_strange(client: FlaskClient, text: str) -> None:
    """It is looked up as words, and comes back as it was sent."""
    answer = client.get("/suggest", query_string={"q": text})
    assert answer.status_code == 200
    assert json.loads(answer.data)["query"] == text.strip()


def test_answers_belong_to_a_version(client: FlaskClient) -> None:
    """Pages of others may read them; a copy with the tag is told to be good."""
    first = client.get("/suggest?q=wang")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/suggest?q=wang", headers=tag).status_code == 304
    assert client.get("/suggest?q=wang").data == first.data


def test_it_is_json_whatever_is_accepted(client: FlaskClient) -> None:
    """Somebody who opens it in a browser sees what it says."""
    answer = client.get("/suggest?q=a", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")


def test_a_text_that_is_no_name_is_refused(client: FlaskClient) -> None:
    """It would be sent back as long as it came."""
    answer = client.get("/suggest", query_string={"q": "x" * 501})
    assert answer.status_code == 400
    assert "501 characters" in answer.get_json()["detail"]
    assert len(answer.data) < 1000
