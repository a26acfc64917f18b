"""IRIs that were decided to mean the same lead to one thing, whichever is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.ingest import graphs_of, ingest
from kg.ingest.identity import Verdict, accept
from kg.ingest.transaction import Author
from kg.parsing import parse_document
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI
from kg.web import application

HERE = "http://localhost"
DAYS = "?at=2024-01-01"
SOURCES = f"""
PREFIX ga: <{BASE_IRI}ns#> PREFIX agent: <{BASE_IRI}id/agent/> PREFIX graph: <{BASE_IRI}graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
graph:a {{ agent:x a ga:Person ; skos:prefLabel "X"@en . }}
graph:b {{ agent:y a ga:Person ; skos:prefLabel "Y"@en . }}
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of a store where y was decided to be x."""
    store = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    ingest(store, graphs_of([parse_document(SOURCES.encode(), ox.RdfFormat.TRIG)]), None)
    pair = (f"{BASE_IRI}id/agent/x", f"{BASE_IRI}id/agent/y")
    author = Author(action="identity accept")
    accept(store, [Verdict(*pair, "Compared.", "an editor")], None, author)
    with application(store) as app:
        yield app.test_client()


def canonical(client: FlaskClient) -> tuple[str, str]:
    """The slug that is written, and the other."""
    named = "xy" if client.get("/data/agent/x.ttl").status_code == 200 else "yx"
    return named[0], named[1]


@pytest.mark.parametrize(
    ("place", "accept", "leads_to"),
    [
        ("/id/agent/{}", "text/html", "/page/agent/{}"),
        ("/id/agent/{}", "text/turtle", "/data/agent/{}.ttl"),
        ("/data/agent/{}.csv", "*/*", "/data/agent/{}.csv"),
        ("/data/agent/{}", "*/*", "/data/agent/{}"),
    ],
)
def test_another_iri_leads_to_the_thing(
    client: FlaskClient, place: str, accept: str, leads_to: str
) -> None:
    """And keeps the days."""
    iri, other = canonical(client)
    answer = client.get(place.format(other) + DAYS, headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["Location"] == HERE + leads_to.format(iri) + DAYS


def test_a_stored_query_takes_either_iri(client: FlaskClient) -> None:
    """What is known of one is known of the other."""
    query = "/queries/thing-references?thing=agent:"
    csv = {"Accept": "text/csv"}
    answers = {client.get(query + slug, headers=csv).text for slug in "xy"}
    assert len(answers) == 1
    assert answers.pop().count("\n") > 1
