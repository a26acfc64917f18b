"""Stored questions as people ask them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.lookup import list_queries
from kg.resources import query_files
from kg.web.querying.pages import humanised
from kg.web.querying.topics import _TOPICS, topics
from tests.unit.web.test_exports import fetched

BROWSER = {"Accept": "text/html"}
DEFENCE = {"post": "post:defence-minister-russia", "at": "2024-05-12"}


def asked(client: FlaskClient, name: str, **values: str) -> str:
    """The page of an answer."""
    names = {name.replace("_", "-"): value for name, value in values.items()}
    answer = client.get(f"/queries/{name}", query_string=names, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_an_answer_reads_like_one(demo_client: FlaskClient) -> None:
    """The question, what was chosen with its name, who, and how certain; the query comes last."""
    text = asked(demo_client, "answers-on-date", **DEFENCE)
    order = [
        "<h1>Who holds the post on the day",
        'value="post:defence-minister-russia"',
        "Minister of Defence of Russia",
        ">Sergei Shoigu</a>",
        '<span class="mark mark-unknown">possible</span>',
        "Show the query",
        "SELECT ?answer",
    ]
    places = [text.index(part) for part in order[:-1]] + [text.rindex(order[-1])]
    assert places == sorted(places)
    assert ">this tenure</a>" in text
    assert "<table" not in text


def test_an_answer_leads_to_the_page_with_its_sources(demo_client: FlaskClient) -> None:
    """Of the thing that was asked about, on the day asked about."""
    text = asked(demo_client, "answers-on-date", **DEFENCE)
    place = "/id/post/defence-minister-russia?at=2024-05-12"
    assert f'href="{place}" dir="auto">Minister of Defence of Russia</a> on 12 May 2024.' in text


def test_questions_have_the_marks_of_the_pages() -> None:
    """People meet certain, possible and no, and never the values that stand for them."""
    words = re.compile(r"\b(true|false|unknown)\b")
    assert [name for name, question, _ in list_queries() if words.search(question)] == []


def test_links_of_an_answer_keep_its_days(demo_client: FlaskClient) -> None:
    """The day asked about, and the day whose knowledge is."""
    text = asked(demo_client, "answers-on-date", **DEFENCE, known_at="2025-12-01")
    assert 'href="/id/agent/sergei-shoigu?at=2024-05-12&known-at=2025-12-01"' in text


def test_many_rows_are_a_table_without_what_was_chosen(demo_client: FlaskClient) -> None:
    """With the names of columns as words."""
    text = asked(demo_client, "counts")
    assert '<th scope="col">number</th>' in text
    assert re.search(r"\d+ rows", text)
    text = asked(demo_client, "thing-references", thing="agent:sergei-shoigu")
    assert '<th scope="col">thing</th>' not in text


def test_nothing_found_says_what_to_do(demo_client: FlaskClient) -> None:
    """Before a source was published it tells nothing."""
    text = asked(demo_client, "answers-on-date", **DEFENCE, known_at="1999-01-01")
    assert "Nothing is known of this." in text
    assert "published by 1999-01-01" in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (DEFENCE | {"at": "May"}, "is no day"),
        (DEFENCE | {"whom": "x"}, "has no parameter whom"),
        (DEFENCE | {"known-at": "soon"}, "is no day"),
        (DEFENCE | {"at": "<script>alert(1)</script>"}, "is no day"),
    ],
)
def test_what_cannot_be_asked_is_said_in_the_form(
    demo_client: FlaskClient, values: dict[str, str], said: str
) -> None:
    """With the values as they were written, to be mended."""
    page = demo_client.get("/queries/answers-on-date", query_string=values, headers=BROWSER)
    assert page.status_code == 400
    assert said in unescape(page.text)
    assert f'name="post" value="{values["post"]}"' in unescape(page.text)
    assert "<script>alert" not in page.text


def test_a_name_in_place_of_an_iri_is_looked_up(demo_client: FlaskClient) -> None:
    """In any script; each thing of the name is offered with the other values kept."""
    assert fetched(demo_client, "/suggest?q=x").status_code == 200  # the index is there
    text = asked(demo_client, "posts-held-by-person", person="Шойгу", known_at="2025-12-01")
    assert "Which “Шойгу” is meant?" in text
    [led] = re.findall(r'href="([^"]*)" dir="auto">Sergei Shoigu</a>', text)
    assert parse_qs(urlsplit(led).query) == {
        "person": ["agent:sergei-shoigu"],
        "known-at": ["2025-12-01"],
    }
    assert "Secretary of the Security Council" in demo_client.get(led, headers=BROWSER).text
    nothing = asked(demo_client, "posts-held-by-person", person="‽‽‽")
    assert "Nothing here is called “‽‽‽”" in nothing
    hostile = demo_client.get("/queries/posts-held-by-person?person=<i>x", headers=BROWSER)
    assert "<i>" not in hostile.text
    refused = demo_client.get("/queries/posts-held-by-person?person=Shoigu")
    assert "is no IRI" in refused.get_json(force=True)["detail"]


def test_a_question_opens_in_the_editor(demo_client: FlaskClient) -> None:
    """With the values of the address, and its own examples for the rest; the day is kept."""
    sent = {"at": "2023-01-02", "known-at": "2025-12-01"}
    led = demo_client.get("/queries/answers-on-date/edit", query_string=sent)
    assert led.status_code == 303
    there = parse_qs(urlsplit(led.headers["Location"]).query)
    assert '"2023-01-02"^^' in there["query"][0]
    assert "defence-minister-russia" in there["query"][0]
    assert there["known-at"] == ["2025-12-01"]
    assert demo_client.get(led.headers["Location"], headers=BROWSER).status_code == 200
    assert demo_client.get("/queries/none/edit").status_code == 404


def test_every_question_has_one_topic() -> None:
    """And a topic names no question that is not there."""
    named = [question.name for topic in topics() for question in topic.questions]
    assert sorted(named) == sorted(query_files())
    assert {name for names in _TOPICS.values() for name in names} <= set(named)


def test_no_parameter_is_named_like_one_of_ours() -> None:
    """Its value could not be sent."""
    names = {parameter.name for _, _, declared in list_queries() for parameter in declared}
    assert not names & {"format", "timeout", "known-at"}


def test_every_question_can_be_asked(demo_client: FlaskClient) -> None:
    """A browser gets a form, or an answer where there is nothing to choose."""
    for name, question, _ in list_queries():
        assert f"<h1>{question}</h1>" in asked(demo_client, name)


def test_names_of_variables_are_read_as_words() -> None:
    """As people write them."""
    assert [humanised(name) for name in ("begunBy", "other_post", "ISO")] == [
        "begun by",
        "other post",
        "iso",
    ]
