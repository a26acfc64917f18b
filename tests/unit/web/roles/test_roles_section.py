"""The section of roles: the answer for the day with its reason and source, table, gaps, drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.dates import Day
from kg.ingest import graphs_of, ingest
from kg.lookup import parameter_values, prepare, stored_query
from kg.parsing import parse_path
from kg.resources import article_files
from kg.store.embedded import DatasetStore
from kg.terms import plain
from kg.web import application
from kg.web.roles import section
from tests.conftest import Load

FIXTURES = Path(__file__).parents[3] / "fixtures" / "competency"
BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
DEFENCE = "/page/post/defence-minister-russia"
PENTAGON = "/page/post/secretary-of-defense-usa"


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> DatasetStore:
    """The article and the graphs of offices of the competency questions."""
    store = DatasetStore.create(tmp_path_factory.mktemp("offices") / "store")
    files = [*article_files(), *sorted(FIXTURES.glob("*.trig"))]
    ingest(store, graphs_of(map(parse_path, files)), None)
    return store


@pytest.fixture(scope="module")
def client(offices: DatasetStore) -> Iterator[FlaskClient]:
    """A client of the application on those."""
    with application(offices) as app:
        yield app.test_client()


def page_of(client: FlaskClient, path: str) -> str:
    """The HTML of a page."""
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


def words(html: str) -> str:
    """The text of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def answer_box(client: FlaskClient, path: str) -> str:
    """The text of the answer for the day."""
    found = re.search(r'<div class="day-answer">(.*?)<figure', page_of(client, path), re.DOTALL)
    assert found
    return words(found[1])


def rows(client: FlaskClient, path: str) -> list[str]:
    """The texts of the rows of the tables of roles."""
    html = page_of(client, path)
    tables = re.findall(r'<table class="roles[^"]*">(.*?)</table>', html, re.DOTALL)
    return [words(row) for table in tables for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]


def test_who_was_defence_minister_and_who_says_so(client: FlaskClient) -> None:
    """Possibly Shoigu on 12 May 2024: why, in which words, and where they stand."""
    box = answer_box(client, f"{DEFENCE}?at=2024-05-12")
    assert box.startswith("On 12 May 2024: possibly Sergei Shoigu possible")
    assert "Was replaced in May 2024; the day is not known. When it started is not known." in box
    assert "who used to serve as Russia's defense minister before being replaced in May" in box
    assert "The Moscow Times" in box


def test_behind_the_last_holder_nobody_is_known(client: FlaskClient) -> None:
    """The page says so, and whom it knew last."""
    box = answer_box(client, f"{DEFENCE}?at=2024-07-01")
    assert box.startswith("On 1 July 2024 No holder is known.")
    assert "The last before that: Sergei Shoigu , until May 2024, start not known." in box


def test_without_a_day_the_answer_is_of_today(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person's possible posts, with the day that the sources tell last."""
    monkeypatch.setattr(section, "today", lambda: Day(2026, 1, 15))
    box = answer_box(client, "/page/agent/sergei-shoigu?known-at=2026-01-01")
    assert box.startswith("Today, 15 January 2026: possibly Secretary of the Security Council")
    assert "Its end is not known; the last that sources tell is of 28 November 2025." in box


def test_all_roles_stand_in_the_table_on_every_day(client: FlaskClient) -> None:
    """Those that certainly were not on it, too, with their marks."""
    found = rows(client, "/page/agent/sergei-shoigu?at=2025-11-28")
    assert found[0] == "Post When On 28 November 2025 Sources"
    newest, older = found[1], found[-1]
    assert "until May 2024, start not known ended: replaced" in older
    assert re.search(r"replaced .*\bno\b", older)
    assert re.search(r"\bcertain\b", newest)


def test_vacant_and_not_known_are_told_apart(client: FlaskClient, offices: DatasetStore) -> None:
    """The certain vacancy is that of the stored query: acting holders do not end it."""
    found = rows(client, PENTAGON)
    gaps = [row for row in found if "holders only" in row]
    assert gaps == [
        "Acting holders only 10 November 2020 to 21 January 2021"
        " No regular holder is known: the last known was gone, the next known had not begun."
    ]
    text = stored_query("vacant-periods-of-post")
    post = {"post": "post:secretary-of-defense-usa"}
    _, vacant = offices.snapshot().select(prepare(text, parameter_values(text, post)))
    assert [(plain(row["left"]), plain(row["taken"])) for row in vacant] == [
        ("2020-11-09", "2021-01-22")
    ]


def test_predecessors_and_successors_are_named(client: FlaskClient) -> None:
    """On the page of the person from a query, on that of the post from its holders."""
    truss = next(row for row in rows(client, "/page/agent/liz-truss") if "Prime" in row)
    assert "Boris Johnson stated Rishi Sunak stated" in truss
    post = rows(client, "/page/post/prime-minister-united-kingdom")
    assert any(row.startswith("Liz Truss") and "Rishi Sunak stated" in row for row in post)


def test_the_drawing_says_itself_in_words(client: FlaskClient) -> None:
    """It has a title and a text, and no style that the policy forbids."""
    html = page_of(client, f"{DEFENCE}?at=2024-05-12")
    assert '<title id="timeline-title">Time line of Minister of Defence of Russia</title>' in html
    assert "Sergei Shoigu: until May 2024, start not known. The table says the same." in html
    assert 'class="asked"' in html
    assert "style=" not in html


def test_a_state_has_its_posts_bodies_and_memberships(client: FlaskClient) -> None:
    """With holders on the day, and the way to its cabinet."""
    html = page_of(client, "/page/agent/russia?at=2024-05-12")
    assert 'href="/cabinet/russia?at=2024-05-12"' in html
    text = words(html)
    assert "Minister of Defence of Russia possibly Sergei Shoigu possible" in text
    assert "Security Council of Russia security council" in text
    assert any("United Nations" in row for row in rows(client, "/page/agent/russia"))


def test_a_body_has_its_posts(client: FlaskClient) -> None:
    """Those that are in it."""
    text = words(page_of(client, "/page/agent/security-council-russia?at=2025-11-28"))
    assert "Secretary of the Security Council of Russia Sergei Shoigu certain" in text


DISPUTED = f"""
@prefix ga: <{BASE}ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/post/p> a ga:Post ; skos:prefLabel "Post"@en .
<{BASE}id/agent/x> a ga:Person ; skos:prefLabel "X"@en .
<{BASE}id/tenure/t> a ga:Tenure ; ga:holder <{BASE}id/agent/x> ; ga:post <{BASE}id/post/p> ;
  ga:startLatest "2012-01-01"^^xsd:date ;
"""


def test_who_disagrees_is_named(load: Load) -> None:
    """The sources that have it on the day, and those that leave it out."""
    store = load(
        june=f'{DISPUTED} ga:endEarliest "2024-06-30"^^xsd:date .',
        may=f'{DISPUTED} ga:endLatest "2024-05-12"^^xsd:date .',
    )
    with application(store) as app:
        client = app.test_client()
        box = answer_box(client, "/page/post/p?at=2024-05-20")
        assert box.startswith("On 20 May 2024: X disputed One source has it on this day")
        assert re.search(r"june\S* has it; \S*may\S* does not\.", box), box
        assert "bar-disputed" in page_of(client, "/page/post/p?at=2024-05-20")
        assert "sources disagree on the end" in rows(client, "/page/post/p")[-1]


def test_a_source_may_contradict_itself(load: Load) -> None:
    """Then there is nobody else who has it or leaves it out, and no sentence without a subject."""
    end = 'ga:endEarliest "2019-01-01"^^xsd:date ; ga:endLatest "2018-06-01"^^xsd:date .'
    with application(load(odd=f"{DISPUTED} {end}")) as app:
        box = answer_box(app.test_client(), "/page/post/p?at=2018-08-01")
    assert "The days that a source gives for it contradict each other." in box
    assert re.search(r"\S*odd\S* contradicts itself\.", box), box
    assert "has it" not in box
    assert "does not" not in box


def test_sources_that_leave_a_day_out_may_have_it_together(load: Load) -> None:
    """One gives the begin and another end, one the end and another begin."""
    store = load(
        one=f'{DISPUTED} ga:endLatest "2015-01-01"^^xsd:date .',
        two=f"""{DISPUTED.replace('ga:startLatest "2012-01-01"^^xsd:date ;', "")}
        ga:startEarliest "2020-01-01"^^xsd:date ; ga:endEarliest "2024-01-01"^^xsd:date .""",
    )
    with application(store) as app:
        box = answer_box(app.test_client(), "/page/post/p?at=2018-08-01")
    assert "taken together, contradict each other." in box
    assert re.search(r"one\S*; \S*two\S* leave the day out\.", box), box


GAP = f"""
@prefix ga: <{BASE}ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/post/p> a ga:Post ; skos:prefLabel "Post"@en .
<{BASE}id/agent/x> a ga:Person ; skos:prefLabel "X"@en .
<{BASE}id/agent/y> a ga:Person ; skos:prefLabel "Y"@en .
<{BASE}id/tenure/x> a ga:Tenure ; ga:holder <{BASE}id/agent/x> ; ga:post <{BASE}id/post/p> ;
  ga:startEarliest "2005-06-02"^^xsd:date ; ga:startLatest "2005-06-02"^^xsd:date ;
  ga:endEarliest "2007-05-15"^^xsd:date ; ga:endLatest "2007-05-15"^^xsd:date .
<{BASE}id/tenure/y> a ga:Tenure ; ga:holder <{BASE}id/agent/y> ; ga:post <{BASE}id/post/p> ;
  ga:startEarliest "2017-05-17"^^xsd:date ; ga:startLatest "2017-05-17"^^xsd:date .
"""


def test_missing_holders_are_no_vacancy(load: Load) -> None:
    """Between two who are known somebody unrecorded may have been; nobody succeeds so."""
    with application(load(g=GAP)) as app:
        client = app.test_client()
        box = answer_box(client, "/page/post/p?at=2015-06-01")
        found = rows(client, "/page/post/p?at=2015-06-01")
    assert "No holder is known. The last known was gone, and the next known had not begun." in box
    assert [row for row in found if "acant" in row] == []
    assert any(row.startswith("No holder known 16 May 2007 to 16 May 2017") for row in found)
    assert found[0] == "Holder When On 1 June 2015 Sources"


def test_a_vacancy_that_a_source_states_is_one(load: Load) -> None:
    """It has the one succeed the other, so nobody was between."""
    stated = f"{GAP} <{BASE}id/tenure/y> ga:succeeds <{BASE}id/tenure/x> ."
    with application(load(g=stated)) as app:
        client = app.test_client()
        assert "The post was vacant." in answer_box(client, "/page/post/p?at=2015-06-01")
        found = rows(client, "/page/post/p")
    assert any(row.startswith("Vacant 16 May 2007 to 16 May 2017") for row in found)
    assert any("X stated" in row for row in found)


def test_two_holders_at_once_are_told(load: Load) -> None:
    """Where both are certain, in words."""
    two = f"""{GAP} <{BASE}id/tenure/x> ga:endEarliest "2018-05-15"^^xsd:date .
    <{BASE}id/tenure/y> ga:endEarliest "2020-05-15"^^xsd:date ."""
    with application(
        load(g=two.replace('ga:endLatest "2007-05-15"', 'ga:endLatest "2018-05-15"'))
    ) as app:
        box = answer_box(app.test_client(), "/page/post/p?at=2018-01-01")
    assert "Two holders by the sources." in box


def test_the_newest_role_stands_first(load: Load) -> None:
    """In the table and the drawing, with the time between two holders between them."""
    with application(load(g=GAP)) as app:
        html = page_of(app.test_client(), "/page/post/p")
        found = rows(app.test_client(), "/page/post/p")
    assert [row.split()[0] for row in found] == ["Holder", "Y", "No", "X"]
    assert re.findall(r'class="label"[^>]*>([^<]*)<', html) == ["Y", "X"]


def test_posts_and_bodies_have_their_sources(client: FlaskClient) -> None:
    """As they have in cabinets: chips of documents, and of the graphs that tell of a body."""
    html = page_of(client, "/page/agent/russia?at=2024-05-12")
    section = html[html.index('id="posts"') :]
    posts, _, bodies = section.partition("<h3>Bodies</h3>")
    assert re.search(r"Sergei Shoigu.*?class=\"chip\"", posts, re.DOTALL)
    assert 'class="chip"' in bodies[: bodies.index("</ul>")]


def test_hostile_roles_do_no_harm(load: Load) -> None:
    """Labels of markup and of 5,000 characters, days that are none, blank nodes, odd IRIs."""
    long = "long " * 1000
    store = load(
        g=f"""@prefix ga: <{BASE}ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <{BASE}id/agent/x> a ga:Person ; skos:prefLabel "<script>alert(1)</script>"@en .
        <{BASE}id/post/p> a ga:Post ; skos:prefLabel "{long}"@en, "\\u202Eabc"@ar .
        [] a ga:Tenure ; ga:holder <{BASE}id/agent/x> ; ga:post <{BASE}id/post/p> ;
          ga:edtf "<i>2020</i>/.." ; ga:startLatest "never", "-0043-03-15"^^xsd:date .
        <javascript:alert(2)> a ga:Tenure ; ga:holder <{BASE}id/agent/x> ;
          ga:post <javascript:alert(3)> ; ga:endCause <javascript:alert(4)> ; ga:acting "maybe" ;
          ga:edtf "2020/2010" ; ga:evidence [ ga:quote "<b>" ] ."""
    )
    with application(store) as app:
        for path in ("/page/agent/x", "/page/post/p", "/page/agent/x?at=2020-01-01"):
            html = page_of(app.test_client(), path)
            assert "<script>alert" not in html
            assert "<i>2020" not in html
            assert 'href="javascript' not in html
            assert len(html) < 200_000
