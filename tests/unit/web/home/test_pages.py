"""`/`: what a newcomer finds there: search, questions that are answered, what there is, changes."""

from __future__ import annotations

import re
import time
from contextlib import closing
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.web import application
from kg.web.home.featured import FEATURED
from tests.conftest import Load
from tests.unit.web.search.conftest import wait_for_index

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BASE = "https://w3id.org/geoactors/"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


def home(client: FlaskClient, **asked: str) -> str:
    """The home page."""
    answer = client.get("/", query_string=asked, headers=BROWSER)
    assert answer.status_code == 200
    return answer.text


def patiently(client: FlaskClient, link: str) -> TestResponse:
    """An answer; the description of the dataset is made when it is asked for first."""
    for _ in range(60):
        answer = client.get(link, headers=BROWSER, follow_redirects=True)
        if answer.status_code != 503:
            return answer
        answer.close()
        time.sleep(0.5)
    raise AssertionError(f"{link} was not made")


def opened(client: FlaskClient, question: str) -> tuple[str, str]:
    """Where a question on the home page leads, and the page there."""
    pattern = rf'<a href="([^"]*)">{re.escape(question)}</a>'
    [link] = [unescape(found) for found in re.findall(pattern, home(client))]
    answer = client.get(link.partition("#")[0], headers=BROWSER, follow_redirects=True)
    assert answer.status_code == 200
    return link, answer.text


def test_every_link_of_the_home_page_answers(demo_client: FlaskClient) -> None:
    """With rows: a question whose example has none is not shown."""
    page = demo_client.get("/", headers=BROWSER)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    links = {unescape(link) for link in re.findall(r'href="(/[^"]*)"', page.text)}
    assert len(links) > 30
    for link in sorted(links):
        with closing(patiently(demo_client, link)) as answer:
            assert answer.status_code == 200, link
            assert "No rows." not in answer.text, link


def test_who_was_defence_minister_and_who_says_so(demo_client: FlaskClient) -> None:
    """The page of the post on that day: possibly Shoigu, by the article."""
    question = "Who was Russia’s defence minister on 12 May 2024, and who says so?"
    link, page = opened(demo_client, question)
    assert link == "/page/post/defence-minister-russia?at=2024-05-12"
    assert "Sergei Shoigu" in page
    assert ">possible</span>" in page
    assert "The Moscow Times" in page


def test_who_was_secretary_is_certain(demo_client: FlaskClient) -> None:
    """The article says so of its own day."""
    question = "Who was Secretary of Russia’s Security Council on 28 November 2025?"
    _, page = opened(demo_client, question)
    assert "Sergei Shoigu" in page
    assert ">certain</span>" in page


def test_what_was_announced_for_moscow(demo_client: FlaskClient) -> None:
    """The page of the place in that week, with what, when and who says so."""
    question = "What was announced for Moscow in the first week of December 2025?"
    link, page = opened(demo_client, question)
    assert link == "/page/place/moscow?from=2025-12-01&until=2025-12-07"
    for part in ("visit of Wang Yi to Moscow", "announced", "Ministry of Foreign Affairs of China"):
        assert part in page


def test_what_does_china_deny(demo_client: FlaskClient) -> None:
    """The claims on the page of China."""
    link, page = opened(demo_client, "What does China deny?")
    assert link == "/page/agent/china#claims"
    assert 'id="claims"' in page
    assert "denies" in page or "denied" in page


def test_days_are_passed_on(demo_client: FlaskClient) -> None:
    """To the questions that ask about one, and to all as what was known; named days stay."""
    page = unescape(home(demo_client, at="2023-01-02", **{"known-at": "2025-11-28"}))
    links = re.findall(r'href="(/queries/[^"]*)"', page)
    assert links
    assert all(link.endswith("known-at=2025-11-28") for link in links)
    assert any("at=2023-01-02" in link for link in links)
    assert "at = 2023-01-02" in page
    assert "defence-minister-russia?at=2024-05-12&known-at=2025-11-28" in page
    assert "/search?type=Person&at=2023-01-02&known-at=2025-11-28" in page
    assert "2023-01-02" not in home(demo_client)
    assert demo_client.get("/?known-at=soon", headers=BROWSER).status_code == 400


def test_each_kind_leads_to_its_things(demo_client: FlaskClient) -> None:
    """As many as the page says, all of them listed, each once, named or not."""
    found = re.findall(r'href="/search\?type=(\w+)"><b>([\d,]+)</b>', home(demo_client))
    assert len(found) > 15
    wait_for_index(demo_client)
    for kind, text in found:
        number = int(text.replace(",", ""))
        pages = range(1, -(-number // 100) + 1)
        listed: list[str] = []
        for page in pages:
            answer = demo_client.get(f"/search?type={kind}&page={page}", headers=BROWSER)
            part = answer.text.partition('<ol class="listing"')[2].partition("</ol>")[0]
            items = re.findall(r"<li>.*</li>", part)
            listed += [re.sub(r"<span class=.beside.*", "", one) for one in items]
            assert number == len(items) or f" of {text}" in answer.text, kind
        assert len(listed) == number, kind
        assert len(set(listed)) == number, kind


def test_things_of_several_kinds_count_once(load: Load) -> None:
    """Also among those of the kinds above, where they are said to be of these."""
    ns = f"{BASE}ns#"
    store = load(
        g=f"""e:a a <{ns}State>, <{ns}Polity>, <{ns}Agent> . e:b a <{ns}Polity> .
        e:c a <{ns}Person> ; {LABEL} "Cee"@en ."""
    )
    with application(store) as app:
        page = home(app.test_client())
    for kind, said in (("State", "1</b> state"), ("Polity", "2</b> polities"), ("Agent", "3</b> ")):
        assert re.search(rf'type={kind}"><b>{said}', page), kind


def test_endless_names_are_cut(load: Load) -> None:
    """Among the things that are offered."""
    store = load(g=f'<{BASE}id/agent/x> a <{BASE}ns#Person> ; {LABEL} "{"long" * 1250}"@en .')
    with application(store) as app:
        page = home(app.test_client())
    assert "longlong" in page
    assert "long" * 30 not in page


def test_a_dataset_without_sources_promises_none(load: Load) -> None:
    """Only one whose graphs are described can say who says so."""
    with application(load(g="e:a a e:Ship .")) as app:
        assert "Every fact names its" not in home(app.test_client())


def test_the_search_has_the_focus(demo_client: FlaskClient) -> None:
    """There is one field, and it works as a form."""
    page = home(demo_client)
    assert page.count('id="q"') == 1
    assert re.search(r'<form class="search[^"]*" action="/search" method="get"', page)
    assert re.search(r'<input id="q"[^>]* autofocus>', page)


def test_an_empty_dataset_says_how_to_load_data(load: Load) -> None:
    """Instead of questions without answers."""
    with application(load()) as app:
        page = home(app.test_client())
    assert "kg load --store DIR FILE.ttl" in page
    assert "Questions it answers" not in page


def test_another_dataset_has_a_home_of_its_own(load: Load) -> None:
    """Its largest kinds, some of its things; nothing of what it does not hold."""
    store = load(
        g=f"""e:a a e:Ship ; {LABEL} "Aurora"@en . e:b a e:Ship . e:c a e:Port .
        <javascript:alert(1)> a e:Ship ; {LABEL} "<script>alert(1)</script>"@en ."""
    )
    with application(store) as app:
        client = app.test_client()
        page = home(client)
        link = re.search(r'href="(/queries/things-of-kind[^"]*Ship)"><b>3</b>', page)
        assert link
        ships = client.get(unescape(link[1]), headers=BROWSER)
        assert ships.status_code == 200
        assert "Aurora" in ships.text
    assert "Aurora" in page
    assert "<script>alert" not in page
    assert "javascript:" not in re.sub(r'title="[^"]*"', "", page)
    assert not any(example.question in page for _, group in FEATURED for example in group)


def test_the_newest_changes_are_told(load: Load) -> None:
    """Five of them, with what each added and removed, in the words of people."""
    for number in range(7):
        store = load(g=f"e:s e:p {number} .")
    with application(store) as app:
        page = home(app.test_client())
    told = re.findall(r"version (\d+)</span>", page)
    assert told == ["7", "6", "5", "4", "3"]
    assert "1 added, 1 removed" in page
    assert 'href="/changes"' in page


def test_a_title_cannot_be_endless_or_markup(load: Load) -> None:
    """Titles of graphs are what their makers wrote."""
    store = load(
        g="e:s a e:T .",
        catalogue=f"""<http://example.org/g> a <{BASE}ns#SourceGraph> ;
        <http://purl.org/dc/terms/title> "<script>{"long " * 1000}"@en ;
        <http://purl.org/dc/terms/license> <http://example.org/licence> .""",
    )
    with application(store) as app:
        page = home(app.test_client())
    assert "<script>long" not in page
    assert len(page) < 30_000


@pytest.mark.parametrize("accept", ["text/html", "*/*", ""])
def test_home_waits_for_no_index(demo_client: FlaskClient, accept: str) -> None:
    """It is answered whatever else is being made, the same for all, with a tag."""
    first = demo_client.get("/", headers={"Accept": accept})
    assert first.status_code == 200
    again = demo_client.get("/", headers={"Accept": accept, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
