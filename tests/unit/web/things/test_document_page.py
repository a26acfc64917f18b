"""The page of a document: what it is, what it says in the order of the text, what came from it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.web import application
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
ARTICLE = "/page/doc/58d4d7d1640f7572"


@pytest.fixture(scope="module")
def article(demo_client: FlaskClient) -> str:
    """The page of the article."""
    return demo_client.get(ARTICLE, headers=BROWSER).text


def test_it_says_what_the_document_is(article: str) -> None:
    """Kind, publisher, date with its precision, language, rights."""
    for words in ("news article", "The Moscow Times", "perhaps 28 November 2025", "English"):
        assert words in article
    assert "No address is known." in article


def test_passages_stand_in_the_order_of_the_text(article: str) -> None:
    """Each at its own anchor."""
    places = [article.index(f'id="{name}"') for name in ("headline", "mao", "shoigu", "deny")]
    assert places == sorted(places)


def test_a_passage_says_what_it_bears_out(article: str) -> None:
    """In words, with links to what it speaks of."""
    passage = article[article.index('id="shoigu"') :].partition("</blockquote>")[0]
    assert "Sergei Shoigu</a>" in passage
    assert "as" in passage
    assert "Minister of Defence of Russia</a>" in passage
    denial = article[article.index('id="deny"') :].partition("</blockquote>")[0]
    assert "denies:" in denial
    assert "/id/claim/china-aids-russia" in denial


def test_things_lead_to_their_passages(article: str) -> None:
    """Claims and events first."""
    assert "Claims expressed in it" in article
    assert "Events that it reports" in article
    assert 'href="#deny"' in article


def test_what_was_made_from_it_tells_claims_from_facts(article: str) -> None:
    """The content of a claim is marked as one."""
    made = article[article.index('id="made"') :].partition("</section>")[0]
    assert "What follows from the article once it is dated" in made
    assert made.count("claim, no fact") == 6


PASSAGE = """
    <{base}id/event/e{number}> a <{base}ns#Event> ; <{base}ns#evidence> <{base}id/doc/d#p{number}> .
    <{base}id/doc/d#p{number}> <{base}ns#inDocument> <{base}id/doc/d> ;
      <{base}ns#quote> "{number}." ; <http://www.w3.org/ns/oa#start> {number} .
"""
MANY = "".join(PASSAGE.format(base=BASE, number=number) for number in range(150))


def test_a_passage_behind_the_first_is_shown_when_asked_for(load: Load) -> None:
    """A chip leads to its words however long the document is; others are counted and by query."""
    store = load(g=f"<{BASE}id/doc/d> a <{BASE}ns#Document> . {MANY}")
    with application(store) as app:
        client = app.test_client()
        page = client.get("/page/doc/d", headers=BROWSER).text
        asked = client.get("/page/doc/d?passage=p140", headers=BROWSER).text
        nothing = client.get("/page/doc/d?passage=none", headers=BROWSER).text
        wrong = client.get("/page/doc/d?passage=%3E%20%7D%20DROP", headers=BROWSER)
    assert 'id="p99"' in page
    assert 'id="p140"' not in page
    assert "50 more passages" in page
    assert 'id="p140"' in asked
    assert "The passage that you came for" in asked
    assert "The passage that you came for" not in nothing
    assert wrong.status_code == 400
    assert len(page) < 200_000


def test_a_part_that_is_no_passage_is_shown_too(demo_client: FlaskClient) -> None:
    """What an IRI with a fragment leads to stands on the page, under that fragment."""
    place = "/page/doc/58d4d7d1640f7572"
    page = demo_client.get(f"{place}?passage=p1", headers=BROWSER).text
    assert "The part that you came for" in page
    assert 'id="p1"' in page
    assert "participant" in page[page.index('id="p1"') :]
    nothing = demo_client.get(f"{place}?passage=no-such-part", headers=BROWSER).text
    assert "that you came for" not in nothing
