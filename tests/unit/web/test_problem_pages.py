"""Errors in a browser: pages with a plain sentence and a way on, and nothing reflected."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.web.problem_pages import problem_page
from tests.unit.web.test_protocol import BROWSER

HTML = {"Accept": BROWSER}


def main_of(page: str) -> str:
    """The part of a page that is its own."""
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/page/agent/sergei-shoygu", "sergei shoygu"),
        ("/id/agent/no_such.person", "no such"),
        ("/data/agent/nobody-here.ttl", "nobody here"),
        ("/id/agent/jos%C3%A9", "josé"),
        ("/page/agent/%3Cscript%3Ealert(1)", ""),
        ("/page/agent/javascript:alert(1)", ""),
    ],
)
def test_a_missing_thing_is_searched_for(demo_client: FlaskClient, path: str, words: str) -> None:
    """By the words of its address, where they are such as addresses of things have."""
    answer = demo_client.get(path, headers=HTML)
    assert answer.status_code == 404
    found = re.search(r'<input id="meant" name="q" type="search" value="([^"]*)"', answer.text)
    assert found is not None
    assert found[1] == words
    assert "alert" not in answer.text


def test_other_missing_addresses_lead_home(demo_client: FlaskClient) -> None:
    """Files of the pages included; the title says what it is."""
    for path in ("/static/none.css", "/nowhere", "/static/../x"):
        answer = demo_client.get(path, headers=HTML)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert "<title>There is nothing at this address (404) · geoactors</title>" in answer.text
        assert 'href="/"' in main_of(answer.text)
        assert 'class="days"' not in answer.text


@pytest.mark.parametrize(
    ("address", "name", "without"),
    [
        ("/page/agent/sergei-shoigu?at=yesterday&x=1", "at", "/page/agent/sergei-shoigu?x=1"),
        ("/sparql?query=ASK%7B%7D&timeout=soon", "timeout", "/sparql?query=ASK%7B%7D"),
        ("/changes?before=%3Cb%3E", "before", "/changes"),
    ],
)
def test_a_wrong_parameter_is_named_and_dropped(
    demo_client: FlaskClient, address: str, name: str, without: str
) -> None:
    """By a link to the page without it."""
    answer = demo_client.get(address, headers=HTML)
    assert answer.status_code == 400
    if without.startswith("/sparql"):  # the query page tells errors in its own way
        return
    assert f"<code>{name}</code>" in main_of(answer.text)
    assert f'href="{without}"' in main_of(answer.text)
    assert "<b>" not in answer.text


def test_a_parameter_that_is_merely_a_word_is_not_blamed(demo_client: FlaskClient) -> None:
    """Sentences are full of words such as `at`."""
    answer = demo_client.get("/changes?before=x&is=1&at=2024-05-12", headers=HTML)
    assert "<code>before</code>" in answer.text
    assert "<code>is</code>" not in answer.text


def test_a_wrong_method_names_those_that_go(demo_client: FlaskClient) -> None:
    """As Allow does."""
    answer = demo_client.post("/exports", headers=HTML)
    assert (answer.status_code, answer.mimetype) == (405, "text/html")
    assert '<a href="/exports">open it</a>' in answer.text
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/%5Cevil.example", "///evil.example", "/%2F%2Fevil.example"]
)
def test_no_link_leads_to_another_host(demo_client: FlaskClient, path: str) -> None:
    """Whatever stands at the beginning of an address."""
    answer = demo_client.get(f"{path}?at=soon", headers=HTML)
    assert answer.status_code in (400, 404)
    for address in re.findall(r'(?:href|action)="([^"]+)"', answer.text):
        assert re.match(r"(?:/(?![/\\])|#|\?)", address), address


@pytest.mark.parametrize(
    ("referrer", "there"),
    [
        ("http://localhost/queries?x=%22", True),
        ("http://localhost.evil.example/", False),
        ("javascript:alert(1)", False),
        ("https://elsewhere.example/", False),
    ],
)
def test_the_way_back_is_on_this_server(
    demo_client: FlaskClient, referrer: str, there: bool
) -> None:
    """Or not there."""
    page = demo_client.get("/nowhere", headers={**HTML, "Referer": referrer}).text
    assert ("Back to the page before" in page) == there
    assert "javascript:" not in page


def test_an_address_of_5000_characters_is_cut(demo_client: FlaskClient) -> None:
    """In the field for a search."""
    page = demo_client.get(f"/page/agent/{'x' * 5000}", headers=HTML).text
    assert len(page) < 10_000


def test_a_busy_server_says_when_to_try_again(demo_client: FlaskClient) -> None:
    """By a link to the same address, which is safe only where nothing is sent."""
    with demo_client.application.test_request_context("/exports/csv?x=%26"):
        page = problem_page(503, "It is being made.", kind="busy", seconds="1")
        assert 'Try again in a second: <a href="/exports/csv?x=%26">' in page
        assert "It is being made." in page
    with demo_client.application.test_request_context("/update", method="POST"):
        assert "Try again in" not in problem_page(503, "Busy.", kind="busy", seconds="1")


def test_what_is_only_for_programs_says_so(demo_client: FlaskClient) -> None:
    """With the description of what it takes."""
    answer = demo_client.get("/update", headers=HTML)
    assert answer.status_code == 405
    assert "Programs send something to it, by POST" in answer.text


def test_a_list_that_a_sentence_names_is_a_link(demo_client: FlaskClient) -> None:
    """Nobody has to type it."""
    answer = demo_client.get("/queries/nothing-of-that-name", headers=HTML)
    assert '<a href="/queries">/queries</a> lists them.' in answer.text


def test_a_wrong_day_is_told_once(demo_client: FlaskClient) -> None:
    """At its field, in one plain sentence."""
    text = unescape(demo_client.get("/page/agent/china?at=junk", headers=HTML).text)
    assert text.count("'junk' is no day: it is not written as year, month and day.") == 1
    assert "Cannot read" not in text
    assert "What is wrong is <code>at</code> in the address." in text
