"""`/queries` and the days that queries are asked about, as a client meets them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.lookup import list_queries

DEFENCE = {"post": "post:defence-minister-russia", "at": "2024-05-12"}
EVENTS = "SELECT (COUNT(?e) AS ?n) { ?e a <https://w3id.org/geoactors/ns#Event> }"
BROWSER = {"Accept": "text/html"}
CSV = {"Accept": "text/csv"}


def asked(client: FlaskClient, path: str, **values: str) -> list[str]:
    """The lines of a table behind its heading."""
    names = {name.replace("_", "-"): value for name, value in values.items()}
    answer = client.get(path, query_string=names, headers=CSV)
    assert answer.status_code == 200, answer.text
    return answer.text.splitlines()[1:]


def test_the_stored_queries_are_listed(demo_client: FlaskClient) -> None:
    """With what is needed to ask them; for a browser as a page of links."""
    listed = demo_client.get("/queries").get_json()["queries"]
    assert [entry["name"] for entry in listed] == [name for name, _, _ in list_queries()]
    for entry in listed:
        values = {p["name"]: p["example"] for p in entry["parameters"]}
        assert entry["question"].endswith("?")
        assert all(values.values())
    page = demo_client.get("/queries", headers=BROWSER).text
    assert all(f'href="{entry["href"]}"' in page for entry in listed)


def test_an_unchanged_list_is_304(demo_client: FlaskClient) -> None:
    """It changes with the release alone."""
    tag = demo_client.get("/queries").headers["ETag"]
    assert demo_client.get("/queries", headers={"If-None-Match": tag}).status_code == 304


def test_a_stored_query_is_answered_at_its_address(demo_client: FlaskClient) -> None:
    """In the formats of `/sparql`, and kept like its answers."""
    rows = asked(demo_client, "/queries/answers-on-date", **DEFENCE)
    assert [row.split(",")[0] for row in rows] == ["unknown"]
    answer = demo_client.get("/queries/answers-on-date", query_string=DEFENCE)
    assert answer.content_type == "application/sparql-results+json"
    tag = {"If-None-Match": answer.headers["ETag"]}
    again = demo_client.get("/queries/answers-on-date", query_string=DEFENCE, headers=tag)
    assert again.status_code == 304
    page = demo_client.get("/queries/answers-on-date", query_string=DEFENCE, headers=BROWSER).text
    assert "Sergei Shoigu" in page


def test_answers_for_other_values_are_not_mixed_up(demo_client: FlaskClient) -> None:
    """What is kept is kept by the whole address."""
    for _ in range(2):
        rows = asked(demo_client, "/queries/answers-on-date", **DEFENCE | {"at": "2024-06-15"})
        assert [row.split(",")[0] for row in rows] == ["false"]
        rows = asked(demo_client, "/queries/answers-on-date", **DEFENCE)
        assert [row.split(",")[0] for row in rows] == ["unknown"]
        assert (
            asked(demo_client, "/queries/answers-on-date", **DEFENCE, known_at="2025-11-27") == []
        )


@pytest.mark.parametrize(
    ("path", "values", "status", "said"),
    [
        ("no-such-query", {}, 404, "/queries lists them"),
        ("answers-on-date", {"at": "2024-05-12"}, 400, "needs post"),
        ("answers-on-date", {"at": "2024-05-12"}, 400, "For example: post=post:"),
        ("answers-on-date", DEFENCE | {"at": "May"}, 400, "is no day"),
        ("answers-on-date", DEFENCE | {"whom": "x"}, 400, "has no parameter whom"),
        ("counts", {"at": "2024-05-12"}, 400, "?at"),
        ("counts", {"known-at": "soon"}, 400, "is no day"),
        ("counts", {"timeout": "never"}, 400, "no number of seconds"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    demo_client: FlaskClient, path: str, values: dict[str, str], status: int, said: str
) -> None:
    """With a sentence that says what to send."""
    answer = demo_client.get(f"/queries/{path}", query_string=values)
    assert answer.status_code == status
    problem = answer.get_json(force=True)
    assert said in problem["detail"] + " " + problem.get("hint", "")


def test_a_browser_gets_a_form_for_what_is_missing(demo_client: FlaskClient) -> None:
    """With what it sent, and examples for the rest."""
    values = {"at": "2023-01-02", "known-at": "2025-11-28"}
    page = demo_client.get("/queries/answers-on-date", query_string=values, headers=BROWSER)
    assert page.status_code == 200
    for value in ("2023-01-02", "2025-11-28", "post:defence-minister-russia"):
        assert f'value="{value}"' in page.text


@pytest.mark.parametrize(("day", "known"), [("2025-11-27", False), ("2025-11-28", True)])
def test_before_its_publication_a_document_tells_nothing(
    demo_client: FlaskClient, day: str, known: bool
) -> None:
    """By GET and by a form; from its day on it tells everything."""
    [number] = asked(demo_client, "/sparql", query=EVENTS, known_at=day)
    assert (int(number) > 0) == known
    form = {"query": EVENTS, "known-at": day}
    assert demo_client.post("/sparql", data=form, headers=CSV).text.splitlines()[1:] == [number]
    everything = asked(demo_client, "/sparql", query=EVENTS, known_at="")
    assert ([number] == everything) == known


def test_at_is_bound_in_a_query_of_ones_own(demo_client: FlaskClient) -> None:
    """Where it asks about a day; else it is refused."""
    assert asked(demo_client, "/sparql", query="SELECT ?at {}", at="2024-05-12") == ["2024-05-12"]
    refused = demo_client.get("/sparql", query_string={"query": EVENTS, "at": "2024-05-12"})
    assert (refused.status_code, "no variable ?at" in refused.text) == (400, True)
    twice = urlencode([("query", "SELECT ?at {}"), ("at", "2024-05-12"), ("at", "2024-05-13")])
    assert demo_client.get(f"/sparql?{twice}").status_code == 400


def test_a_page_of_what_was_known_leads_on_to_it(demo_client: FlaskClient) -> None:
    """Its links and its form ask the same day."""
    query = "SELECT ?s { ?s a <https://w3id.org/geoactors/ns#State> } LIMIT 1"
    values = {"query": query, "known-at": "2025-11-27"}
    page = demo_client.get("/sparql", query_string=values, headers=BROWSER).text
    assert 'value="2025-11-27"' in page
    assert re.search(r'href="/id/agent/[a-z-]+\?known-at=2025-11-27"', page)
