"""`/cabinet`: who held what in a state on a day, the way through its changes, and empty states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.dates import Day
from kg.ingest import ingest
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.web import application
from kg.web.cabinets import pages
from tests.conftest import Load, Triples

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
DATA = f"""
@prefix ga: <{BASE}ns#> . @prefix gc: <{BASE}code/> .
@prefix agent: <{BASE}id/agent/> . @prefix post: <{BASE}id/post/> .
@prefix tenure: <{BASE}id/tenure/> . @prefix doc: <{BASE}id/doc/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
agent:land a ga:State ; skos:prefLabel "Land"@en .
agent:isle a ga:State ; skos:prefLabel "Isle"@en .
post:president a ga:Post ; skos:prefLabel "President"@en ; ga:jurisdiction agent:land ;
  ga:postType gc:president .
post:minister a ga:Post ; skos:prefLabel "Minister of War"@en ; ga:jurisdiction agent:land ;
  ga:postType gc:defence-minister .
post:other a ga:Post ; skos:prefLabel "Other minister"@en ; ga:jurisdiction agent:land ;
  ga:postType gc:minister .
agent:a a ga:Person ; skos:prefLabel "Ann"@en . agent:b a ga:Person ; skos:prefLabel "Ben"@en .
agent:c a ga:Person ; skos:prefLabel "Cem"@en .
tenure:a ga:holder agent:a ; ga:post post:president ; ga:evidence doc:d#e ;
  ga:startEarliest "2000-01-01"^^xsd:date ; ga:startLatest "2000-01-01"^^xsd:date ;
  ga:endEarliest "2010-01-01"^^xsd:date ; ga:endLatest "2010-01-01"^^xsd:date .
doc:d a ga:Document ; dcterms:title "The almanac"@en .
doc:d#e a ga:Evidence ; ga:inDocument doc:d ; ga:quote "President Ann"@en .
tenure:b ga:holder agent:b ; ga:post post:minister ; ga:acting true ;
  ga:startLatest "2001-05-01"^^xsd:date ; ga:endLatest "2003-06-30"^^xsd:date .
tenure:c ga:holder agent:c ; ga:post post:minister ;
  ga:startEarliest "2005-01-01"^^xsd:date ; ga:startLatest "2005-01-01"^^xsd:date .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, triples: Triples) -> Iterator[FlaskClient]:
    """A client of the application on one state with three posts."""
    folder = tmp_path_factory.mktemp("cabinets") / "store"
    store = DatasetStore.create(folder, StoreSettings(shapes="none"))
    text = DATA.replace("doc:d#e", f"<{BASE}id/doc/d#e>")
    ingest(store, {"http://example.org/g": triples(text)}, None)
    with application(store) as app:
        yield app.test_client()


def text_of(client: FlaskClient, path: str) -> str:
    """The text of a page on one line."""
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_who_held_what_on_a_day(client: FlaskClient) -> None:
    """By kind of post, with marks and sources; what nobody is known to have is folded away."""
    text = text_of(client, "/cabinet/land?at=2002-03-04")
    assert "Cabinet of Land Who held what on 4 March 2002." in text
    assert "President President Ann certain" in text
    assert "“President Ann” In the document" in text or "President Ann In the document" in text
    assert "The almanac" in text
    assert "Minister of War possibly Ben (acting) possible had begun by 1 May 2001" in text
    assert text.index("Ann") < text.index("Ben")
    assert "1 post without a known holder Other minister Show the query" in text


def test_a_missing_holder_is_no_vacancy(client: FlaskClient) -> None:
    """Where one holder was gone and the next had not begun, somebody unrecorded may have been."""
    between = text_of(client, "/cabinet/land?at=2004-01-01")
    assert "vacant" not in between
    assert "Minister of War the last known was gone, the next known had not begun" in between
    later = text_of(client, "/cabinet/land?at=2011-01-01")
    assert "1 post without a known holder" in text_of(client, "/cabinet/land?at=2006-01-01")
    assert "2 posts without a known holder" in later
    assert "had not begun" not in later


def page_with(load: Load, more: str, path: str) -> str:
    """The text of a page on the state with more about it."""
    text = DATA.replace("doc:d#e", f"<{BASE}id/doc/d#e>") + more
    with application(load(g=text)) as app:
        return text_of(app.test_client(), path)


def test_a_vacancy_that_a_source_states_is_told(load: Load) -> None:
    """It has the holder to come succeed the one who was gone."""
    told = page_with(load, "tenure:c ga:succeeds tenure:b .", "/cabinet/land?at=2004-01-01")
    assert "Minister of War vacant by the sources" in told


def test_who_is_known_of_other_years_only_is_folded(load: Load) -> None:
    """With the last day of which something is known."""
    seen = """tenure:d ga:holder agent:c ; ga:post post:other ;
    ga:startLatest "1998-06-19"^^xsd:date ; ga:endEarliest "1998-06-19"^^xsd:date ."""
    told = page_with(load, seen, "/cabinet/land?at=2009-06-01")
    assert "Other minister cannot be ruled out: Cem last known 19 June 1998" in told


def test_who_came_and_is_not_known_to_have_gone_is_possible(load: Load) -> None:
    """However long ago, where nobody else may be meant."""
    told = page_with(load, "", "/cabinet/land?at=2015-06-01")
    assert "Minister of War possibly Cem possible from 1 January 2005, end not known" in told


def test_posts_of_one_name_say_where_they_come_from(load: Load) -> None:
    """By who publishes the graphs that tell of them; a name that is the only one does not."""
    text = DATA.replace("doc:d#e", f"<{BASE}id/doc/d#e>")
    text = text.replace('"Other minister"', '"President"')
    graph = "http://example.org/register"
    text += f"<{graph}> dcterms:publisher agent:office ."
    text += 'agent:office skos:prefLabel "The almanac office"@en .'
    with application(load(register=text)) as app:
        told = text_of(app.test_client(), "/cabinet/land?at=2002-03-04")
    assert len(re.findall(r"President by The almanac office", told)) == 2, told
    assert "Minister of War by" not in told


def test_two_holders_at_once_are_told(load: Load) -> None:
    """Where both are certain."""
    second = """tenure:d ga:holder agent:c ; ga:post post:president ;
    ga:startLatest "2001-01-01"^^xsd:date ; ga:endEarliest "2009-01-01"^^xsd:date ."""
    assert "two holders by the sources" in page_with(load, second, "/cabinet/land?at=2002-03-04")


def test_how_it_ended_is_told_as_on_the_page_of_the_person(load: Load) -> None:
    """On a day between the bounds of the end: the cause, and the month."""
    ended = """tenure:d ga:holder agent:c ; ga:post post:other ; ga:endCause gc:replaced ;
    ga:endEarliest "2024-05-01"^^xsd:date ; ga:endLatest "2024-05-31"^^xsd:date ."""
    told = page_with(load, ended, "/cabinet/land?at=2024-05-12")
    assert "possibly Cem possible was replaced in May 2024" in told


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ("2002-03-04", "1 May 2001", "1 July 2003"),
        ("2003-07-01", "1 May 2001", "1 January 2005"),
        ("2003-07-02", "1 July 2003", "1 January 2005"),
        ("1999-01-01", None, "1 January 2000"),
        ("2010-01-02", "1 January 2005", None),
    ],
)
def test_the_way_leads_through_the_changes(
    client: FlaskClient, at: str, before: str | None, after: str | None
) -> None:
    """To the day of a begin, or the one behind the last; each link leads on by one change."""
    text = text_of(client, f"/cabinet/land?at={at}")
    steps = [re.search(rf"{name} change: (\d+ \w+ \d+)", text) for name in ("Previous", "Next")]
    assert [step and step[1] for step in steps] == [before, after]


def test_links_keep_the_days(client: FlaskClient) -> None:
    """To things, to the changes and to the state."""
    html = client.get("/cabinet/land?at=2002-03-04", headers=BROWSER).text
    main = html[html.index("<main") :]
    links = re.findall(r'href="(/(?:id|page|cabinet)[^"]*)"', main)
    assert links
    assert [link for link in links if "at=" not in link] == []


def test_today_is_a_link_to_its_day(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address without a day says which it is; a copy is good for that day alone."""
    monkeypatch.setattr(pages, "today", lambda: Day(2006, 1, 2))
    answer = client.get("/cabinet/land", headers=BROWSER)
    assert 'href="/cabinet/land?at=2006-01-02">link to this day' in answer.text
    monkeypatch.setattr(pages, "today", lambda: Day(2006, 1, 3))
    again = client.get("/cabinet/land", headers=BROWSER | {"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200


def test_what_has_no_cabinet_says_what_to_do(client: FlaskClient) -> None:
    """A state without posts; what is no state here is not found."""
    assert "The dataset has no post of a cabinet for it" in text_of(client, "/cabinet/isle")
    for path in ("/cabinet/nowhere", "/cabinet/" + "a" * 300, "/cabinet/%3Cscript%3E"):
        missing = client.get(path, headers=BROWSER)
        assert missing.status_code == 404
        assert "/search" in missing.text
        assert "<script>" not in missing.text
    assert client.get("/cabinet/land?at=yesterday", headers=BROWSER).status_code == 400
    assert client.get("/cabinet/land", headers={"Accept": "text/turtle"}).status_code == 406


def test_what_is_no_state_has_no_cabinet(client: FlaskClient) -> None:
    """A person is known, and leads no government by that address."""
    answer = client.get("/cabinet/a", headers=BROWSER)
    assert answer.status_code == 404
    assert "This is no state." in answer.text


def test_a_cabinet_says_by_whose_knowledge(demo_client: FlaskClient) -> None:
    """No sentence about the dataset is left that is true of an earlier day alone."""
    path = "/cabinet/ukraine?at=2004-01-01&known-at=2020-01-01"
    answer = demo_client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert ", as known on 1 January 2020 ·" in answer.text
    assert "By sources published by 1 January 2020 the dataset has no post" in answer.text
    assert 'href="/cabinet/ukraine?at=2004-01-01">See all that is known' in answer.text
    nobody = demo_client.get("/cabinet/nobody?known-at=2020-01-01", headers=BROWSER)
    assert "knows no such state, as known on 1 January 2020." in nobody.text


def test_the_list_has_the_states_with_posts(client: FlaskClient) -> None:
    """And leads to their cabinets on the day."""
    html = client.get("/cabinet?at=2002-03-04", headers=BROWSER).text
    assert re.findall(r'href="(/cabinet/[^"]*)"', html) == ["/cabinet/land?at=2002-03-04"]


def test_an_empty_dataset_says_so(load: Load) -> None:
    """And what to load."""
    with application(load(g="")) as app:
        assert "No state of this dataset has a post" in text_of(app.test_client(), "/cabinet")
