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


def test_a_certain_vacancy_is_told(client: FlaskClient) -> None:
    """Where one holder was gone and the next had not begun; else nobody is known."""
    assert "Minister of War vacant by the sources" in text_of(client, "/cabinet/land?at=2004-01-01")
    later = text_of(client, "/cabinet/land?at=2011-01-01")
    assert "vacant" not in later
    assert "2 posts without a known holder" in later


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


def test_the_list_has_the_states_with_posts(client: FlaskClient) -> None:
    """And leads to their cabinets on the day."""
    html = client.get("/cabinet?at=2002-03-04", headers=BROWSER).text
    assert re.findall(r'href="(/cabinet/[^"]*)"', html) == ["/cabinet/land?at=2002-03-04"]


def test_an_empty_dataset_says_so(load: Load) -> None:
    """And what to load."""
    with application(load(g="")) as app:
        assert "No state of this dataset has a post" in text_of(app.test_client(), "/cabinet")
