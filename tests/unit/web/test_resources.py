"""IRIs of things lead to pages and data: by Accept, by ending, on days, with conditions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date

from kg.ingest import graphs_of, ingest
from kg.ingest.erasure import forget
from kg.parsing import parse_document
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import GA, PREFIXES
from kg.web import application
from tests.conftest import Load

BASE = "https://w3id.org/geoactors/"
PERSON = "agent/sergei-shoigu"
CLAIM = "claim/china-aids-russia"
JSON_LD = "http://www.w3.org/ns/json-ld#"
SYNTAXES = {
    "ttl": (ox.RdfFormat.TURTLE, "text/turtle; charset=utf-8"),
    "nt": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "rdf": (ox.RdfFormat.RDF_XML, "application/rdf+xml"),
    "nq": (ox.RdfFormat.N_QUADS, "application/n-quads"),
    "trig": (ox.RdfFormat.TRIG, "application/trig"),
}


def asked(client: FlaskClient, path: str, accept: str | None = None) -> tuple[int, str]:
    """The status of an address and the path that it leads to."""
    answer = client.get(path, headers={} if accept is None else {"Accept": accept})
    return answer.status_code, answer.headers.get("Location", "").removeprefix("http://localhost")


def triples(body: bytes, syntax: ox.RdfFormat) -> set[ox.Triple]:
    """What a body says, whatever graph says so."""
    return {quad.triple for quad in ox.parse(body, syntax)}


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (None, f"/data/{PERSON}.ttl"),
        ("", f"/data/{PERSON}.ttl"),
        ("*/*", f"/data/{PERSON}.ttl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", f"/page/{PERSON}"),
        ("text/html;q=0.5, application/ld+json", f"/data/{PERSON}.jsonld"),
        ("text/turtle;q=0.1, application/n-quads;q=0.2", f"/data/{PERSON}.nq"),
        ("application/rdf+xml", f"/data/{PERSON}.rdf"),
        ("text/csv", f"/data/{PERSON}.csv"),
        ("application/*", f"/data/{PERSON}.jsonld"),
        (f'application/ld+json;profile="{JSON_LD}expanded"', f"/data/{PERSON}.jsonld"),
    ],
)
def test_an_iri_leads_to_what_the_client_takes(
    demo_client: FlaskClient, accept: str | None, place: str
) -> None:
    """With 303: the thing is neither its page nor its data."""
    assert asked(demo_client, f"/id/{PERSON}", accept) == (303, place)


def test_the_days_are_kept(demo_client: FlaskClient) -> None:
    """As they are understood, on the way to the page and to the data."""
    days = "?at=2024-05-12&known-at=2025-12-01"
    for accept, place in (("text/html", f"/page/{PERSON}"), ("text/csv", f"/data/{PERSON}.csv")):
        found = asked(demo_client, f"/id/{PERSON}{days}", accept)
        assert found == (303, f"{place}{days}")
    assert asked(demo_client, f"/id/{PERSON}?at=soon")[0] == 400


def test_what_nobody_takes_is_406_with_all_there_is(demo_client: FlaskClient) -> None:
    """As links in a field and in the body; for a browser as links of a page."""
    answer = demo_client.get(f"/id/{PERSON}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    listed = {
        entry["type"]: urlsplit(entry["href"]).path for entry in answer.get_json()["alternates"]
    }
    assert listed["text/html"] == f"/page/{PERSON}"
    assert listed["application/trig"] == f"/data/{PERSON}.trig"
    assert answer.headers["Link"].count('rel="alternate"') == len(listed) == 9
    page = demo_client.get(f"/data/{PERSON}", headers={"Accept": "text/html"})
    assert page.status_code == 406
    assert f'href="http://localhost/data/{PERSON}.ttl"' in page.text


def test_data_without_an_ending_is_negotiated(demo_client: FlaskClient) -> None:
    """And says where this answer stands alone; an ending goes before Accept."""
    answer = demo_client.get(f"/data/{PERSON}", headers={"Accept": "text/csv"})
    assert answer.headers["Content-Location"] == f"http://localhost/data/{PERSON}.csv"
    fixed = demo_client.get(f"/data/{PERSON}.ttl", headers={"Accept": "text/html"})
    assert fixed.content_type == "text/turtle; charset=utf-8"


@pytest.mark.parametrize("ending", ["nt", "rdf"])
def test_the_merged_syntaxes_say_the_same(demo_client: FlaskClient, ending: str) -> None:
    """Whatever the syntax; N-Quads say it by graph, and no claim has content elsewhere."""
    syntax, media_type = SYNTAXES[ending]
    answer = demo_client.get(f"/data/{PERSON}.{ending}")
    assert answer.content_type == media_type
    turtle = triples(demo_client.get(f"/data/{PERSON}.ttl").data, ox.RdfFormat.TURTLE)
    assert triples(answer.data, syntax) == turtle
    quads = demo_client.get(f"/data/{PERSON}.nq").data
    assert triples(quads, ox.RdfFormat.N_QUADS) == turtle


def test_the_content_of_a_claim_stays_in_its_graph(demo_client: FlaskClient) -> None:
    """Only the syntaxes with graphs have it."""
    graph = ox.NamedNode(f"{BASE}id/{CLAIM}")
    for ending in ("nq", "trig"):
        body = demo_client.get(f"/data/{CLAIM}.{ending}").data
        quads = list(ox.parse(body, SYNTAXES[ending][0]))
        content = {quad.triple for quad in quads if quad.graph_name == graph}
        assert content
    merged = triples(demo_client.get(f"/data/{CLAIM}.ttl").data, ox.RdfFormat.TURTLE)
    assert not merged & content


def test_turtle_reads_well(demo_client: FlaskClient) -> None:
    """The thing first, a line between things, and no prefix that is not used."""
    text = demo_client.get(f"/data/{PERSON}.ttl").text
    head, first, *others = text.split("\n\n")
    assert first.startswith("agent:sergei-shoigu a ga:Person ;\n\tskos:prefLabel ")
    names = [line.split()[1] for line in head.splitlines()]
    assert names == sorted(names)
    assert all(name in "\n".join((first, *others)) for name in names if name != "rdf:")
    assert f"<{BASE}id/" not in first


@pytest.mark.parametrize("profile", ["compacted", "framed", "expanded", "flattened"])
def test_profiles_of_json_ld_are_honoured(demo_client: FlaskClient, profile: str) -> None:
    """And named, in the media type and as a link (RFC 6906)."""
    accept = f'application/ld+json;profile="{JSON_LD}{profile}"'
    answer = demo_client.get(f"/data/{PERSON}.jsonld", headers={"Accept": accept})
    assert answer.content_type == accept
    assert f'<{JSON_LD}{profile}>; rel="profile"' in answer.headers["Link"]
    document = json.loads(answer.data)
    assert isinstance(document, list) == (profile in ("expanded", "flattened"))
    if profile == "framed":
        assert document["id"] == f"{BASE}id/{PERSON}"


def test_json_reads_like_json(demo_client: FlaskClient) -> None:
    """By terms and not by IRIs; CSV has a statement a row."""
    document = demo_client.get(f"/data/{PERSON}.json").get_json()
    assert document["prefLabel"]["ru"] == "Сергей Шойгу"
    rows = demo_client.get(f"/data/{PERSON}.csv").text.splitlines()
    assert rows[0].startswith("thing,property,")
    assert any(row.startswith(f"{BASE}id/{PERSON},") for row in rows)


@pytest.mark.parametrize("prefix", ["/id", "/data", "/page"])
@pytest.mark.parametrize(
    "path",
    [
        "agent/nobody-at-all",
        "agent/javascript:alert(1)",
        "agent/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "agent/..%2F..%2Fetc",
        "agent/..",
        "agent/a%0d%0aSet-Cookie:x=1",
        "agent/a%00etc",
        "agent/" + "a" * 10_000,
        "AGENT/etc",
        "/agent/etc",
        "agent//etc",
        "agent/etc/passwd",
    ],
)
def test_hostile_addresses_are_404_and_not_repeated(
    demo_client: FlaskClient, prefix: str, path: str
) -> None:
    """Nothing of the address comes back, in text or in fields."""
    answer = demo_client.get(f"{prefix}/{path}")
    assert answer.status_code == 404
    said = answer.text + str(answer.headers)
    assert not any(part in said for part in ("alert", "etc", "Set-Cookie", "aaaa", "nobody"))


@pytest.mark.parametrize(
    "prefix",
    [
        "id",
        "data",
        "graph",
        "graphs",
        "code",
        "ns",
        "align",
        "exports",
        "rules",
        "problem",
        "queries",
    ],
)
@pytest.mark.parametrize(
    "name",
    ["nobody", "javascript:alert(1)", "%3Cscript%3Ealert(1)", "a%0d%0aSet-Cookie:x=1", "a" * 5000],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_no_unknown_name_is_repeated(
    demo_client: FlaskClient, prefix: str, name: str, accept: str
) -> None:
    """Whatever the address is of."""
    answer = demo_client.get(f"/{prefix}/{name}", headers={"Accept": accept})
    assert answer.status_code in (400, 404)
    said = answer.text + str(answer.headers)
    assert not any(part in said for part in ("alert", "Set-Cookie", "aaaa", "nobody"))


def test_data_has_a_tag_a_time_and_304(demo_client: FlaskClient) -> None:
    """By either condition, for GET and HEAD; each syntax has its own tag."""
    address = f"/data/{PERSON}.ttl"
    answer = demo_client.get(address)
    fields = (
        {"If-None-Match": answer.headers["ETag"]},
        {"If-Modified-Since": answer.headers["Last-Modified"]},
    )
    for condition in fields:
        for method in (demo_client.get, demo_client.head):
            again = method(address, headers=condition)
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == answer.headers["ETag"]
    assert demo_client.get(f"/data/{PERSON}.nt").headers["ETag"] != answer.headers["ETag"]
    early = {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}
    assert demo_client.get(address, headers=early).status_code == 200
    assert demo_client.head(address).headers["ETag"] == answer.headers["ETag"]


def test_a_date_within_the_second_of_a_version_proves_nothing(load: Load) -> None:
    """Another version of the same second may have come after what the client has."""
    store = load(g=f"<{BASE}id/agent/x> a <{GA.Person}> .")
    with application(store) as app:
        client = app.test_client()
        entry = store.journal.log.last()
        assert entry is not None
        since = {"If-Modified-Since": http_date(datetime.fromisoformat(entry.time))}
        for place in ("data", "page"):
            assert client.get(f"/{place}/agent/x", headers=since).status_code == 200


def test_a_tag_stays_when_another_thing_changes(load: Load) -> None:
    """And goes when something new is said of this one, or something is taken away."""
    person = f"<{BASE}id/agent/x> a <{GA.Person}> ."
    store = load(g=person)

    def tag() -> str:
        return client.get("/data/agent/x.ttl").headers["ETag"]

    with application(store) as app:
        client = app.test_client()
        first = tag()
        load(add=True, h=f"<{BASE}id/agent/y> a <{GA.Person}> .")
        assert tag() == first
        load(add=True, h=f'<{BASE}id/agent/x> <{PREFIXES["skos"]}prefLabel> "X" .')
        assert tag() != first
        load(h=f"<{BASE}id/agent/y> a <{GA.Person}> .")
        assert tag() == first


@pytest.fixture
def erased(load: Load) -> Iterator[tuple[DatasetStore, FlaskClient]]:
    """A store of which a thing was erased."""
    store = load(g=f"<{BASE}id/agent/x> a <{GA.Person}> . <{BASE}id/agent/y> a <{GA.Person}> .")
    forget(store, [f"{BASE}id/agent/x"], None)
    with application(store) as app:
        yield store, app.test_client()


def test_what_was_erased_is_gone(erased: tuple[DatasetStore, FlaskClient], load: Load) -> None:
    """410, and where to go on when something took its place."""
    _, client = erased
    for place in ("/id/agent/x", "/data/agent/x", "/data/agent/x.ttl"):
        answer = client.get(place)
        assert answer.status_code == 410
        assert "Link" not in answer.headers
    load(
        add=True,
        h=f"<{BASE}id/agent/x> <http://purl.org/dc/terms/isReplacedBy> <{BASE}id/agent/y> .",
    )
    answer = client.get("/id/agent/x?at=2024-01-01")
    after = "http://localhost/id/agent/y?at=2024-01-01"
    assert answer.status_code == 410
    assert answer.get_json()["replacement"] == after
    assert answer.headers["Link"] == f'<{after}>; rel="successor-version"'


def test_the_base_iri_is_that_of_the_store(tmp_path: Path) -> None:
    """Whatever the host and the prefix: links lead to this server, what is cited does not."""
    base = "http://data.example.org/"
    settings = StoreSettings(shapes="none", base_iri=base)
    store = DatasetStore.create(tmp_path / "store", settings)
    trig = f"<{base}graph/g> {{ <{base}id/agent/x> a <{GA.Person}> }}".encode()
    ingest(store, graphs_of([parse_document(trig, ox.RdfFormat.TRIG)]), None)
    with application(store) as app:
        client = app.test_client()
        answer = client.get("/id/agent/x", base_url="http://else.example/geo/")
        assert answer.headers["Location"] == "http://else.example/geo/data/agent/x.ttl"
        assert f'<{base}id/agent/x>; rel="cite-as"' in answer.headers["Link"]
        data = client.get("/data/agent/x.ttl", base_url="http://else.example/geo/")
        assert f"@prefix agent: <{base}id/agent/> ." in data.text
        assert "localhost" not in data.headers["Link"]
