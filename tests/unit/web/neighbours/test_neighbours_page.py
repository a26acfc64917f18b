"""The neighbours of a thing: counted, drawn, and as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from kg.web import application
from tests.conftest import Load
from tests.unit.web.events.test_event_pages import BASE, BROWSER, PREFIXES, many, section

SHOIGU = "agent/sergei-shoigu"


def found(client: FlaskClient, path: str) -> Any:
    """The answer in JSON."""
    answer = client.get(f"/neighbours/{path}")
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    return json.loads(answer.text)


def test_neighbours_are_counted_and_drawn(demo_client: FlaskClient) -> None:
    """Each relation opens by a link that keeps the days, and the things are links."""
    drawn = section(demo_client, f"/page/{SHOIGU}?at=2024-05-12", "neighbours")
    assert "posts held: 2" in drawn
    assert 'href="?at=2024-05-12&amp;neighbours=posts#neighbours"' in drawn
    assert 'href="/id/post/defence-minister-russia?at=2024-05-12"' in drawn
    assert 'role="group" aria-labelledby="neighbours-title"' in drawn
    assert "/sparql?query=" in drawn


def test_the_json_names_what_the_drawing_shows(demo_client: FlaskClient) -> None:
    """With relations, numbers, labels and places; or of one relation alone."""
    answer = found(demo_client, SHOIGU)
    groups = {group["relation"]: group for group in answer["groups"]}
    assert groups["posts"]["number"] == 2
    posts = {one["place"] for one in groups["posts"]["things"]}
    assert "post/defence-minister-russia" in posts
    assert answer["label"] == "Sergei Shoigu"
    only = found(demo_client, f"{SHOIGU}?relation=posts&at=2024-05-12")
    assert [group["relation"] for group in only["groups"]] == ["posts"]
    assert only["page"] == f"/id/{SHOIGU}?at=2024-05-12"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("agent/nobody", 404),
        (f"{SHOIGU}?relation=nothing", 400),
        (f"{SHOIGU}?at=soon", 400),
        ("AGENT/x", 404),
    ],
)
def test_what_is_not_there_is_told(demo_client: FlaskClient, path: str, status: int) -> None:
    """As a problem, as everywhere."""
    assert demo_client.get(f"/neighbours/{path}").status_code == status


def test_a_copy_of_the_json_can_be_asked_about(demo_client: FlaskClient) -> None:
    """It has a tag within a version."""
    first = demo_client.get(f"/neighbours/{SHOIGU}")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert demo_client.get(f"/neighbours/{SHOIGU}", headers=tag).status_code == 304


def test_no_more_than_three_hundred_are_drawn(load: Load) -> None:
    """Of more, the first are; without choosing a relation it is a few of each."""
    with application(load(g=many(400))) as app:
        client = app.test_client()
        few = section(client, "/page/agent/x", "neighbours")
        assert "events: 400" in few
        assert few.count('class="thing"') <= 40
        assert "more</text>" in few
        path = "/page/agent/x?neighbours=events"
        assert section(client, path, "neighbours").count('class="thing"') == 300
        assert len(client.get(path, headers=BROWSER).data) <= 200_000
        answer = found(client, "agent/x")
        assert answer["groups"][0]["number"] == 400
        assert len(answer["groups"][0]["things"]) == 300


def test_labels_have_room_and_do_not_turn_the_drawing(load: Load) -> None:
    """Wide letters take more of it; signs that turn the text are left out."""
    store = load(
        g=f"""{PREFIXES} agent:x a ga:Person ; ga:affiliation agent:y, agent:z .
        agent:y skos:prefLabel "{"W" * 60}"@en . agent:z skos:prefLabel "\\u202Eabc"@en ."""
    )
    with application(store) as app:
        drawn = section(app.test_client(), "/page/agent/x", "neighbours")
    labels = re.findall(r"<text>([^<]*)</text></a></g>", drawn)
    assert labels == ["W" * 20 + "…", "abc"]


def test_a_hub_is_not_counted(load: Load) -> None:
    """Relations to more than two thousand things are named, and lead to the query."""
    lines = [f"{PREFIXES} agent:hub a ga:State ."]
    lines += [f"<{BASE}id/post/p{one}> ga:jurisdiction agent:hub ." for one in range(2001)]
    with application(load(g="\n".join(lines))) as app:
        client = app.test_client()
        drawn = section(client, "/page/agent/hub", "neighbours")
        assert re.search(r"Too many to count or draw: jurisdiction", drawn)
        answer = found(client, "agent/hub")
        assert (answer["groups"], answer["uncounted"]) == ([], ["jurisdiction"])
