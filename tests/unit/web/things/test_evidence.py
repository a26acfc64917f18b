"""Sources of facts: chips with document, date and quote, and what was worked out."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.dates import parse_day
from kg.web import application
from kg.web.things.evidence.behind import shortened
from kg.web.things.evidence.dating import publication_in_words
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
TENURE = "/page/tenure/shoigu-defence-1"
DAYS: tuple[list[str], ...] = ([], [], [], [])


@pytest.mark.parametrize(
    ("issued", "edtf", "bounds", "words"),
    [
        (["2024-05-12"], [], DAYS, "12 May 2024"),
        ([], ["2024-05"], DAYS, "May 2024"),
        ([], ["2025-11-28?"], (["2025-11-28"], ["2025-11-28"], [], []), "perhaps 28 November 2025"),
        ([], ["2024", "2025"], DAYS, "2024 or 2025"),
        ([], [], (["2024-05-01"], ["2024-05-31"], [], []), "between 1 May 2024 and 31 May 2024"),
        ([], [], (["2024-05-01"], ["2024-05-01"], [], []), "1 May 2024"),
        ([], [], ([], ["2026-11-23"], [], []), "by 23 November 2026"),
        ([], [], (["0000-01-01"], [], [], []), "not before 1 January 1 BC"),
        ([], [], DAYS, ""),
    ],
)
def test_the_date_of_a_document_keeps_its_precision(
    issued: list[str], edtf: list[str], bounds: tuple[list[str], ...], words: str
) -> None:
    """A month is no day, and what is only bounded is said to be."""
    days = [list(map(parse_day, one)) for one in bounds]
    assert publication_in_words(map(parse_day, issued), edtf, days) == words


def test_long_texts_are_cut_behind_a_word() -> None:
    """A text of many lines becomes one."""
    assert shortened("one  two\nthree", 50) == "one two three"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 5000, 10) == "x" * 10 + "…"


def test_a_fact_leads_to_its_document_and_words(demo_client: FlaskClient) -> None:
    """The chip names publisher and date, has the quote, and leads to the passage."""
    page = demo_client.get("/page/agent/sergei-shoigu", headers=BROWSER).text
    assert "The Moscow Times, perhaps 28 November 2025" in page
    assert "before being replaced in May 2024</q>" in page
    assert "/page/doc/58d4d7d1640f7572?passage=shoigu#shoigu" in page


def test_a_passage_keeps_the_days_of_the_page(demo_client: FlaskClient) -> None:
    """As every link does."""
    path = "/page/agent/sergei-shoigu?at=2024-05-12&known-at=2025-12-01"
    page = demo_client.get(path, headers=BROWSER).text
    assert "?passage=shoigu&amp;at=2024-05-12&amp;known-at=2025-12-01#shoigu" in page


def test_what_was_worked_out_says_why(demo_client: FlaskClient) -> None:
    """The date of the article is not in its text: the page of the document gives the reasons."""
    page = demo_client.get("/page/doc/58d4d7d1640f7572", headers=BROWSER).text
    assert "worked out" in page
    assert "The stored text has no date." in page
    assert "90 % sure" in page


def test_parts_have_readable_names(demo_client: FlaskClient) -> None:
    """A participation, a passage, a report and a tenure are not shown by their IRIs."""
    page = demo_client.get("/page/event/wang-visit-moscow", headers=BROWSER).text
    assert "Wang Yi as visitor" in page
    assert ">doc/58d4d7d1640f7572#" not in page
    assert "announced, says Ministry of Foreign Affairs of China" in page
    tenure = demo_client.get(TENURE, headers=BROWSER).text
    assert "<title>Sergei Shoigu, Minister of Defence of Russia" in tenure


def test_without_evidence_the_graph_is_the_source(load: Load) -> None:
    """With its title, publisher and day of retrieval, and a link to its page."""
    graph = "http://example.org/g"
    store = load(
        g=f"""<{BASE}id/agent/x> a <{BASE}ns#Person> .
        <{BASE}id/tenure/t> a <{BASE}ns#Tenure> ; <{BASE}ns#holder> <{BASE}id/agent/x> ;
          <{BASE}ns#post> <{BASE}id/post/p> .""",
        catalogue=f"""<{graph}> a <{BASE}ns#SourceGraph> ;
        <http://purl.org/dc/terms/title> "A list of ministers"@en ;
        <{BASE}ns#retrievedOn> "2026-11-23"^^<http://www.w3.org/2001/XMLSchema#date> .""",
    )
    with application(store) as app:
        page = app.test_client().get("/page/agent/x", headers=BROWSER).text
    assert "A list of ministers, retrieved 2026-11-23" in page


def test_hostile_sources_do_no_harm(load: Load) -> None:
    """Titles and quotes are text; an address that is none of the web is no link."""
    store = load(
        g=f"""<{BASE}id/agent/x> a <{BASE}ns#Person> ; <{BASE}ns#evidence> <{BASE}id/doc/d#e1> .
        <{BASE}id/doc/d#e1> <{BASE}ns#inDocument> <{BASE}id/doc/d> ;
          <{BASE}ns#quote> "<script>alert(1)</script> \\u202E"@ar .
        <{BASE}id/doc/d> <http://purl.org/dc/terms/title> "<b>{"long " * 900}" ;
          <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:alert(2)> ."""
    )
    with application(store) as app:
        client = app.test_client()
        pages = [client.get(path, headers=BROWSER) for path in ("/page/agent/x", "/page/doc/d")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<b>" not in page.text
        assert 'href="javascript' not in page.text
        assert "&lt;script&gt;alert(1)" in page.text
