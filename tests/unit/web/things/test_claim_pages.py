"""Claims: stances side by side, what is claimed is no fact, and what a state denies."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.web import application
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"


def section(page: str, name: str) -> str:
    """The text of a section of a page."""
    return page[page.index(f'<section id="{name}">') :].partition('\n</section>\n<section id="')[0]


@pytest.fixture(scope="module")
def china(demo_client: FlaskClient) -> str:
    """The claims on the page of China."""
    return section(demo_client.get("/page/agent/china", headers=BROWSER).text, "claims")


def test_what_china_denies_stands_first_with_who_says_so(china: str) -> None:
    """The denial of its government, the words, the date, and who accuses it."""
    denies = china[china.index("<h4>Denies</h4>") :].partition("</section>")[0]
    assert "Beijing indirectly aids Russia through the supply of goods" in denies
    assert "Strong denial" in denies
    assert "Government of China" in denies
    assert "by 28 November 2025" in denies
    assert "Beijing strongly denies the accusations" in denies
    assert "Ukrainian officials" in denies
    assert "contested" in denies


def test_those_who_speak_for_a_state_are_named_with_their_post(china: str) -> None:
    """The spokeswoman holds a post of the ministry."""
    asserts = china[china.index("<h4>Asserts</h4>") :].partition("</section>")[0]
    assert "Mao Ning" in asserts
    assert "Spokesperson of the Chinese foreign ministry" in asserts


def test_a_claim_stands_once(china: str) -> None:
    """One that the thing denies itself is not among the others about it."""
    others = china[china.index("Other claims about it") :]
    assert "China is directly involved in the war in Ukraine." in others
    assert "Beijing indirectly aids" not in others


def test_a_claim_page_never_shows_a_fact(demo_client: FlaskClient) -> None:
    """It says so, and what is claimed stands in a frame that says so again."""
    page = demo_client.get("/page/claim/china-aids-russia", headers=BROWSER).text
    claim = section(page, "claim")
    assert "Only claimed" in claim
    frame = claim[claim.index('class="claimed"') :]
    assert "What is claimed, and not a fact" in frame
    assert "Government of China</a> as supplier" in frame
    rest = page.replace(frame, "")
    assert "supplier" not in rest


def test_stances_stand_side_by_side(demo_client: FlaskClient) -> None:
    """Who says so, and who denies it, each with the words."""
    page = demo_client.get("/page/claim/china-aids-russia", headers=BROWSER).text
    says, denies = page.index('class="side side-says"'), page.index('class="side side-denies"')
    assert "Ukrainian officials have long accused Beijing" in page[says:denies]
    assert "Beijing strongly denies the accusations" in page[denies:]


def test_a_condition_is_said(demo_client: FlaskClient) -> None:
    """A vow under a condition is no plain one."""
    claim = section(demo_client.get("/page/claim/advance-continues", headers=BROWSER).text, "claim")
    assert "Only if" in claim
    assert "Kyiv refuses Putin" in claim
    assert "Vow</a> by" in claim


def test_a_claim_without_stances_says_so(demo_client: FlaskClient) -> None:
    """The condition of a vow is a claim that nobody makes."""
    page = demo_client.get("/page/claim/kyiv-refuses-terms", headers=BROWSER).text
    assert "Nobody is known to have taken a stance on it." in page


def test_who_left_office_before_does_not_speak_for_the_state(load: Load) -> None:
    """A former minister speaks for himself; a minister in office speaks for the state."""
    day = "http://www.w3.org/2001/XMLSchema#date"
    ga = f"{BASE}ns#"
    store = load(
        g=f"""<{BASE}id/agent/s> a <{ga}State> .
        <{BASE}id/post/p> <{ga}jurisdiction> <{BASE}id/agent/s> .
        <{BASE}id/tenure/old> <{ga}post> <{BASE}id/post/p> ; <{ga}holder> <{BASE}id/agent/old> ;
          <{ga}endLatest> "2020-01-01"^^<{day}> .
        <{BASE}id/tenure/new> <{ga}post> <{BASE}id/post/p> ; <{ga}holder> <{BASE}id/agent/new> .
        <{BASE}id/stance/a> <{ga}stanceTaker> <{BASE}id/agent/old> ;
          <{ga}stanceOn> <{BASE}id/claim/a> ;
          <{ga}stanceType> <{BASE}code/denies> ; <{ga}startEarliest> "2021-01-01"^^<{day}> .
        <{BASE}id/stance/b> <{ga}stanceTaker> <{BASE}id/agent/new> ;
          <{ga}stanceOn> <{BASE}id/claim/b> ;
          <{ga}stanceType> <{BASE}code/denies> ; <{ga}startEarliest> "2021-01-01"^^<{day}> .
        <{BASE}id/claim/a> <{ga}proposition> "The former says." .
        <{BASE}id/claim/b> <{ga}proposition> "The present <script>says</script>." ."""
    )
    with application(store) as app:
        page = app.test_client().get("/page/agent/s", headers=BROWSER).text
    assert "The present &lt;script&gt;" in page
    assert "The former says." not in page


def test_no_claims_no_section(demo_client: FlaskClient) -> None:
    """A page without claims has no empty section."""
    assert 'id="claims"' not in demo_client.get("/page/agent/epa", headers=BROWSER).text
