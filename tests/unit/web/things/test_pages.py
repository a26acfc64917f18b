"""Pages of things and of graphs: readable, with the days of the address, and safe."""

from __future__ import annotations

import re
from concurrent.futures import Future
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.store.embedded import DatasetStore
from kg.web import application
from kg.web.held.foresight import Foresight
from kg.workers import Rows, RowsJob
from tests.conftest import Kg, Load

BROWSER = {"Accept": "text/html"}
SHOIGU = "/page/agent/sergei-shoigu"
BASE = "https://w3id.org/geoactors/"


class Links(HTMLParser):
    """Collects the addresses that a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an address."""
        self.found |= {value for name, value in attrs if name in ("href", "src") and value}


def test_a_page_names_facts_and_who_says_so(demo_client: FlaskClient) -> None:
    """Names in all languages, roles, sources with their licences, downloads."""
    answer = demo_client.get(SHOIGU, headers=BROWSER)
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert "Сергей Шойгу" in answer.text
    assert "Minister of Defence of Russia" in answer.text
    assert "The Moscow Times" in answer.text
    assert "CC BY 4.0" in answer.text
    assert "/data/agent/sergei-shoigu.ttl" in Links(answer.text).found


def test_a_page_answers_for_its_day(demo_client: FlaskClient) -> None:
    """All links keep the days: terms and graphs are the same on each, what they lead to is not."""
    page = demo_client.get(f"{SHOIGU}?at=2024-05-12&known-at=2025-12-01", headers=BROWSER).text
    row = re.compile(
        r'<th scope="row">(?:(?!<tr).)*?Minister of Defence(?:(?!<tr).)*?mark-(\w+)', re.S
    )
    assert row.findall(page) == ["unknown"]
    later = demo_client.get(f"{SHOIGU}?at=2024-06-01", headers=BROWSER).text
    assert row.findall(later) == ["false"]
    found = Links(page).found
    things = [link for link in found if "/id/post/" in link]
    assert things
    assert all(link.endswith("?at=2024-05-12&known-at=2025-12-01") for link in things)
    days = "?at=2024-05-12&known-at=2025-12-01"
    assert {f"/ns{days}#Person", f"/graph/doc/58d4d7d1640f7572{days}"} <= found
    assert f"/changes/{version_in(page)}{days}" in found
    questions = [link for link in found if link.startswith("/queries/")]
    assert questions
    assert all("known-at=2025-12-01" in link for link in questions)


def version_in(page: str) -> str:
    """The version that a page cites."""
    found = re.search(r"version (\d+)</a> of the dataset", page)
    assert found is not None
    return found[1]


def test_a_graph_keeps_the_days_for_its_links(demo_client: FlaskClient) -> None:
    """It is the same on every day, and says so where a day is asked."""
    page = demo_client.get("/graph/doc/58d4d7d1640f7572?at=2024-05-12", headers=BROWSER).text
    assert "/id/agent/wang-yi?at=2024-05-12" in Links(page).found
    assert "A graph is the same on every day" in page
    wrong = demo_client.get("/graph/doc/58d4d7d1640f7572?at=soon", headers=BROWSER)
    assert wrong.status_code == 400


def test_what_was_made_from_a_document_keeps_the_days(demo_client: FlaskClient) -> None:
    """Claims among it, whose addresses are those of things."""
    page = demo_client.get("/page/doc/58d4d7d1640f7572?at=2025-12-02", headers=BROWSER).text
    made = page[page.index('<section id="made">') :].partition("</section>")[0]
    links = Links(made).found
    assert any("/id/claim/" in link for link in links)
    things = [link for link in links if link.startswith(("/id/", "/graph/"))]
    assert [link for link in things if not link.endswith("?at=2025-12-02")] == []


def test_a_page_says_by_whose_knowledge_it_speaks(demo_client: FlaskClient) -> None:
    """In its title and its body, with the way to all that is known; so does an error."""
    page = demo_client.get(f"{SHOIGU}?known-at=2020-01-01&at=2019-01-01", headers=BROWSER).text
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Sergei Shoigu on 1 January 2019, as known on 1 January 2020" in title
    assert "only what was certainly published by then" in page
    assert "?at=2019-01-01" in Links(page).found
    later = "/page/tenure/shoigu-secretary-1?known-at=2025-11-01"
    missing = demo_client.get(later, headers=BROWSER)
    assert missing.status_code == 404
    assert "says nothing of this thing, as known on 1 November 2025." in missing.text
    assert "/page/tenure/shoigu-secretary-1" in Links(missing.text).found
    assert "as known on" not in demo_client.get("/page/tenure/none", headers=BROWSER).text


def test_sections_say_what_a_day_leaves_out(demo_client: FlaskClient) -> None:
    """Where they leave something out, and that their queries are of all days."""
    page = demo_client.get(f"{SHOIGU}?at=2024-05-12", headers=BROWSER).text
    assert "Without events that certainly were not" not in page
    assert "Events that certainly were not on 12 May 2024 are left out." in page
    assert page.count("Roles and events that certainly were not on 12 May 2024 are left out.") == 2
    assert "Show the query of all days" in page
    assert "All quotes of all days" in page
    assert "left out" not in demo_client.get(SHOIGU, headers=BROWSER).text


def test_a_slash_too_many_leads_to_the_page(demo_client: FlaskClient) -> None:
    """So that each page has one address."""
    answer = demo_client.get(f"{SHOIGU}/?at=2024-05-12", headers=BROWSER)
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"{SHOIGU}?at=2024-05-12")


def test_very_long_names_are_cut(load: Load) -> None:
    """In headings, tables and lists; what has no name goes by its kind."""
    store = load(
        g=f"""@prefix ga: <{BASE}ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{BASE}id/agent/x> a ga:Person ; skos:prefLabel "{"y" * 5000}"@en .
        <{BASE}id/post/p> a ga:Post ; skos:prefLabel "Post"@en .
        <{BASE}id/tenure/t> a ga:Tenure ; ga:holder <{BASE}id/agent/x> ; ga:post <{BASE}id/post/p> .
        <{BASE}id/agent/nameless> a ga:Person ; ga:affiliation <{BASE}id/agent/x> ."""
    )
    with application(store) as app:
        client = app.test_client()
        own = client.get("/page/agent/x", headers=BROWSER).text
        heading = own[own.index("<h1") : own.index("</h1>")]
        post = client.get("/page/post/p", headers=BROWSER).text
        nameless = client.get("/page/agent/nameless", headers=BROWSER).text
    assert 300 < len(heading) < 1200
    assert post.count("y" * 159 + "…</") > 1
    assert "y" * 301 not in post
    assert "<title>Person without a name (nameless)" in nameless


def test_before_the_article_was_out_nobody_knew_of_the_role(demo_client: FlaskClient) -> None:
    """What was known on a day is all that the page shows."""
    role = "/page/tenure/shoigu-secretary-1"
    assert demo_client.get(role, headers=BROWSER).status_code == 200
    assert demo_client.get(f"{role}?known-at=2025-11-01", headers=BROWSER).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/page/agent/javascript:alert(1)",
        "/page/<script>/x",
        "/page/agent/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/page/agent/..%2F..%2Fetc",
        "/page/agent/a%0d%0aSet-Cookie:x=1",
        "/page/agent/" + "a" * 10_000,
        "/page/AGENT/sergei-shoigu",
    ],
)
def test_hostile_addresses_are_404_and_not_repeated(demo_client: FlaskClient, path: str) -> None:
    """Nothing of the address comes back, in text or in fields, but a good name to search for."""
    answer = demo_client.get(path, headers=BROWSER)
    assert answer.status_code == 404
    said = unescape(answer.text) + str(answer.headers)
    assert not any(part in said for part in ("alert", "etc", "Set-Cookie", "aaaa"))


def test_hostile_names_do_no_harm(load: Load) -> None:
    """They are text; what is no address of the web is no link."""
    store = load(
        g=f"""<{BASE}id/agent/x> a <{BASE}ns#Person> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel>
            "<script>alert(1)</script>"@en, "\\u202Eabc"@ar ;
        <{BASE}ns#affiliation> <javascript:alert(2)>, <{BASE}id/agent/%22onclick=%22x> ;
        <http://www.w3.org/2000/01/rdf-schema#comment> "{"long " * 1000}" ."""
    )
    with application(store) as app:
        answer = app.test_client().get("/page/agent/x", headers=BROWSER)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert not any(link.startswith("javascript") for link in Links(answer.text).found)
    assert '"onclick' not in answer.text


def test_a_graph_has_a_page(demo_client: FlaskClient) -> None:
    """With what the catalogue says of it, and what it describes; programs get its triples."""
    path = "/graph/doc/58d4d7d1640f7572"
    page = demo_client.get(path, headers=BROWSER)
    assert page.content_type.startswith("text/html")
    assert "The Moscow Times" in page.text
    assert "/id/agent/wang-yi" in Links(page.text).found
    assert demo_client.get(path).content_type.startswith("text/turtle")
    assert demo_client.get("/graph/no-such", headers=BROWSER).status_code == 404


def test_links_stand_below_the_prefix(demo_store: DatasetStore) -> None:
    """An application that is mounted below a path leads nowhere outside of it."""
    with application(demo_store) as app:
        client = app.test_client()
        for path in ("/", SHOIGU, "/queries", "/sparql", "/graph/reference", "/page/agent/no"):
            page = client.get(path, headers=BROWSER, base_url="http://example.org/geo/").text
            inside = [link for link in Links(page).found if link.startswith("/")]
            assert inside
            assert [link for link in inside if not link.startswith("/geo/")] == []


def test_the_home_page_leads_to_things(demo_client: FlaskClient) -> None:
    """Each link to a thing there is one that this server answers."""
    page = demo_client.get("/", headers=BROWSER).text
    things = [link for link in Links(page).found if link.startswith("/id/")]
    assert "/id/agent/sergei-shoigu" in things
    for link in things:
        answer = demo_client.get(link.replace("/id/", "/page/"), headers=BROWSER)
        assert answer.status_code == 200


def test_a_page_is_the_same_within_a_version(demo_client: FlaskClient) -> None:
    """It has a tag of the version and the thing, and a copy with it is told to be good."""
    first = demo_client.get(SHOIGU, headers=BROWSER)
    assert 'rel="cite-as"' in first.headers["Link"]
    tag = {"If-None-Match": first.headers["ETag"]}
    assert demo_client.get(SHOIGU, headers=BROWSER | tag).status_code == 304
    other = demo_client.get("/page/agent/wang-yi", headers=BROWSER)
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_plain_dataset_has_pages(plain_own: DatasetStore) -> None:
    """What no source graph says stands in the default graph, and named graphs count, too."""
    with application(plain_own) as app:
        client = app.test_client()
        for slug, name in (("m", "In the default graph"), ("n", "In a named graph")):
            page = client.get(f"/page/agent/{slug}", headers=BROWSER)
            assert page.status_code == 200
            assert name in page.text


@pytest.fixture
def plain_own(kg: Kg, tmp_path: Path) -> DatasetStore:
    """A store whose default graph is its own."""
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    lines = (
        f'<{BASE}id/agent/m> {label} "In the default graph"@en .\n'
        f'<{BASE}id/agent/n> {label} "In a named graph"@en <{BASE}graph/doc/g> .\n'
    )
    (tmp_path / "data.nq").write_text(lines)
    settings = ("--default-graph", "own", "--shapes", "none")
    assert kg("load", "--store", tmp_path / "own", tmp_path / "data.nq", *settings).code == 0
    return DatasetStore.open(tmp_path / "own")


def test_what_is_not_there_leaves_no_questions(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were begun by the address, and nobody waits for them any more."""
    waiting: list[Future[Rows]] = []

    def begin(_: Foresight, job: RowsJob, seconds: float) -> Future[Rows]:
        assert seconds > 0, job.query
        waiting.append(Future())
        return waiting[-1]

    monkeypatch.setattr(Foresight, "begin", begin)
    answer = demo_client.get("/page/agent/nobody-at-all", headers=BROWSER)
    assert answer.status_code == 404
    assert len(waiting) > 2
    assert all(question.cancelled() for question in waiting)


def test_a_wrong_page_of_a_list_is_no_matter_where_nothing_is(demo_client: FlaskClient) -> None:
    """What is not there is said first."""
    for place, status in (("nobody", 404), ("sergei-shoigu", 400)):
        answer = demo_client.get(f"/page/agent/{place}?events=abc", headers=BROWSER)
        assert answer.status_code == status
