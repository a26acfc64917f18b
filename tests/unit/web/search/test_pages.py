"""`/search`: results for people, lists of all things of a kind, and the way past both."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.web import application
from tests.conftest import Load
from tests.unit.web.search.conftest import wait_for_index

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
DAYS = {"at": "2025-11-28", "known-at": "2025-12-01"}


def page(client: FlaskClient, **asked: str) -> str:
    """The page of a search."""
    answer = client.get("/search", query_string=asked, headers=BROWSER)
    assert answer.status_code == 200
    return answer.text


def results(text: str) -> list[str]:
    """The addresses of the results on a page, in order."""
    listed = text.partition('<ol class="results">')[2].partition("</ol>")[0]
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', listed)]


def test_results_say_why_they_were_found(client: FlaskClient) -> None:
    """By which name, in the language that it is of."""
    text = page(client, q="Шойгу")
    assert results(text)[0] == "/id/agent/sergei-shoigu"
    assert re.search(r"Found by [a-z ]+, Russian: <span[^>]*>[^<]*Шойгу", text)
    assert 'value="Шойгу"' in text
    assert "<title>Шойгу · Search" in text


def test_links_keep_the_days(client: FlaskClient) -> None:
    """Of results, of kinds, of the form."""
    text = page(client, q="china", **DAYS)
    assert all(link.endswith("?at=2025-11-28&known-at=2025-12-01") for link in results(text))
    assert 'name="known-at" value="2025-12-01"' in text
    narrowed = text.partition('class="facets"')[2].partition("</nav>")[0]
    kinds = re.findall(r'href="(/search\?q=china[^"]*)"', narrowed)
    assert kinds
    assert all("at=2025-11-28" in unescape(link) for link in kinds)


def test_a_kind_narrows_the_results(client: FlaskClient) -> None:
    """It is chosen in the form, and the way back is there."""
    text = page(client, q="china", type="State")
    assert results(text) == ["/id/agent/china"]
    assert '<option value="State" selected>' in text
    assert 'href="/search?q=china"' in text


def test_nothing_found_says_what_to_try(client: FlaskClient) -> None:
    """Without the filters, other spellings, questions."""
    text = page(client, q="qqxxzzqq", type="State", at="2025-11-28")
    assert "Nothing is known by the name" in text
    assert 'href="/search?q=qqxxzzqq&amp;at=2025-11-28"' in text
    assert 'href="/search?q=qqxxzzqq&amp;type=State"' in text
    assert 'href="/queries"' in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Q148", "/id/agent/china"),
        ("q148", "/id/agent/china"),
        ("https://www.wikidata.org/wiki/Q148", "/id/agent/china"),
        (f"{BASE}id/agent/china", "/id/agent/china"),
        (f"<{BASE}id/agent/china>", "/id/agent/china"),
        ("agent:china", "/id/agent/china"),
        (f"{BASE}graph/reference", "/graph/reference"),
    ],
)
def test_an_identifier_leads_to_its_thing(client: FlaskClient, text: str, place: str) -> None:
    """At once, on the day that is asked about where it has days."""
    answer = client.get("/search", query_string={"q": text}, headers=BROWSER)
    assert (answer.status_code, answer.headers["Location"]) == (303, place)


@pytest.mark.parametrize(
    "text",
    ["Q999999999", f"{BASE}id/agent/nobody", "javascript:alert(1)", "//example.org", "agent:<x>"],
)
def test_what_names_nothing_is_searched(client: FlaskClient, text: str) -> None:
    """It leads nowhere, least of all out of the server."""
    assert client.get("/search", query_string={"q": text}, headers=BROWSER).status_code == 200


def test_a_kind_without_a_text_is_a_list(client: FlaskClient) -> None:
    """By name, page by page, with the query that gives all."""
    first = page(client, type="State")
    assert "1 to 100 of" in first
    assert 'href="/id/agent/china"' in first
    assert 'href="/search?type=State&amp;page=2"' in first
    assert re.search(r'href="/sparql\?query=[^"]*State[^"]*">Show the query', first)
    second = page(client, type="State", page="2")
    assert 'href="/id/agent/china"' not in second
    assert 'start="101"' in second
    assert "Previous page" in second


def test_a_wide_kind_has_the_things_of_those_below(client: FlaskClient) -> None:
    """And leads to each of them."""
    text = page(client, type="Organisation")
    assert 'href="/id/agent/afghanistan"' in text
    assert 'href="/search?type=State"' in text


def test_things_without_names_are_listed_by_their_iris(client: FlaskClient) -> None:
    """Nobody searches for them, but somebody may look at them."""
    text = page(client, type="StatusReport")
    assert re.search(r'<ol class="listing" start="1">\s*<li><a href="/(?:id|page)/', text)


def test_the_bare_page_offers_kinds(client: FlaskClient) -> None:
    """And its field has the focus."""
    text = page(client)
    assert 'href="/search?type=Person"' in text
    assert "autofocus" in text


def test_programs_get_json(client: FlaskClient) -> None:
    """As from `/suggest`, and more of it."""
    said = client.get("/search?q=an&limit=50").get_json()
    assert len(said["results"]) > 8
    named = client.get("/search?q=Q148", headers={"Accept": "application/json"})
    assert named.get_json()["results"][0]["iri"] == f"{BASE}id/agent/china"


@pytest.mark.parametrize("query", ["type=Nothing", "limit=51", "page=0", "page=21", "at=x"])
def test_broken_parameters_are_pages_too(client: FlaskClient, query: str) -> None:
    """For a browser."""
    answer = client.get(f"/search?q=a&{query}", headers=BROWSER)
    assert answer.status_code == 400
    assert answer.content_type.startswith("text/html")


def test_the_text_is_never_markup(client: FlaskClient) -> None:
    """In the title, the field and the sentences."""
    text = page(client, q='"><script>alert(1)</script>{{7*7}}')
    assert "<script>alert" not in text
    assert "{{7*7}}" in unescape(text)


def test_hostile_names_do_no_harm(load: Load) -> None:
    """They are text, cut where they are endless; a thing of others leads to a query of it."""
    store = load(
        g=f"""<{BASE}id/agent/x> a <{BASE}ns#Person> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "<script>alert(1)</script> evil"@en .
        <{BASE}id/agent/y> a <{BASE}ns#Person> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "evil {"long " * 1000}"@en .
        <http://example.net/z> a <{BASE}ns#Person> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "evil abroad"@en ."""
    )
    with application(store) as app:
        client = app.test_client()
        wait_for_index(client)
        text = page(client, q="evil")
        listed = page(client, type="Person")
    assert len(results(text)) == 3
    assert "<script>alert" not in text + listed
    assert "long " * 100 not in text + listed
    assert not [link for link in results(text) if not link.startswith("/")]


def test_an_empty_dataset_has_nothing_to_search(load: Load) -> None:
    """It says how to begin."""
    with application(load()) as app:
        client = app.test_client()
        assert "The dataset is empty" in page(client)
        wait_for_index(client)
        text = page(client, q="x")
    assert "The dataset is empty" in text
    assert "Nothing is known by the name" not in text


def test_an_identifier_leads_to_no_other_host(load: Load) -> None:
    """A thing of others is described here."""
    store = load(g=f"<https://other.example/z> a <{BASE}ns#Person> .")
    with application(store) as app:
        asked = {"q": "https://other.example/z"}
        answer = app.test_client().get("/search", query_string=asked, headers=BROWSER)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sparql?query=DESCRIBE")


def test_endless_texts_are_refused(client: FlaskClient) -> None:
    """With a page that says so, and does not repeat them."""
    answer = client.get("/search", query_string={"q": "x" * 100_000}, headers=BROWSER)
    assert answer.status_code == 400
    assert "100,000 characters" in answer.text
    assert len(answer.data) < 200_000


def test_events_without_a_name_go_by_kind_and_day(load: Load) -> None:
    """Behind those that have a name, and told apart."""
    ns = f"{BASE}ns#"
    meeting = f"a <{ns}Event> ; <{ns}eventType> <{BASE}code/event-type/meeting> ; <{ns}edtf>"
    store = load(
        g=f"""<{BASE}code/event-type/meeting> a <http://www.w3.org/2004/02/skos/core#Concept> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "meeting"@en .
        <{BASE}id/event/one> {meeting} "2014-03-09" . <{BASE}id/event/two> {meeting} "2014-03-09" .
        <{BASE}id/event/three> a <{ns}Event> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "Zebra summit"@en ."""
    )
    with application(store) as app:
        client = app.test_client()
        wait_for_index(client)
        text = page(client, type="Event")
    assert "3, by name." in text
    assert "1 that can be found by name comes first, then 2 others." in text
    assert re.search(r"Zebra summit.*Meeting, 9 March 2014.*>one<.*9 March 2014.*>two<", text, re.S)


def test_without_an_index_a_browser_is_told_to_wait(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so, and offers what there is."""
    monkeypatch.setattr("kg.web.held.indexes.WAIT_SECONDS", 0.0)
    store = load(g=f"<{BASE}id/agent/x> a <{BASE}ns#Person> .")
    with application(store) as app:
        answer = app.test_client().get("/search?q=x", headers=BROWSER)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Ask again" in answer.text
    assert 'href="/search?type=Person"' in answer.text


def test_results_of_the_version_before_are_said_to_be_so(load: Load) -> None:
    """Until the new index is there, which then answers."""
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    store = load(g=f'<{BASE}id/agent/x> a <{BASE}ns#Person> ; {label} "Old Name"@en .')
    with application(store) as app:
        client = app.test_client()
        wait_for_index(client)
        load(g=f'<{BASE}id/agent/x> a <{BASE}ns#Person> ; {label} "New Name"@en .')
        first = page(client, q="name")
        assert "these are results of version 1" in first
        for _ in range(300):
            later = page(client, q="name")
            if "results of version" not in later:
                break
            time.sleep(0.1)
        assert "New Name" in later
