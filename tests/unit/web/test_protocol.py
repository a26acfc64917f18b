"""`/sparql`, `/validate`, `/health` and `/` as a client meets them."""

from __future__ import annotations

import re
from threading import Thread
from time import sleep
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.web import ServiceSettings, application
from kg.workers import WorkerLimits
from tests.conftest import BREAKING, Load

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/geoactors/ns#Government> } ORDER BY ?s"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3"
DESCRIBE = "DESCRIBE <https://w3id.org/geoactors/id/agent/wang-yi>"
JSON = "application/sparql-results+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("query", [SELECT, ASK])
@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (JSON, JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
        ("*/*", JSON),
        ("", JSON),
        (None, JSON),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/*", JSON),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_tables_come_in_the_format_asked_for(
    demo_client: FlaskClient, query: str, accept: str | None, sent: str
) -> None:
    """An absent or empty header takes JSON, a browser takes a page."""
    headers = {} if accept is None else {"Accept": accept}
    answer = demo_client.get("/sparql", query_string={"query": query}, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, sent)
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert answer.data


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        (
            'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"',
            "application/ld+json",
        ),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_graphs_come_in_the_format_asked_for(
    demo_client: FlaskClient, query: str, accept: str, sent: str
) -> None:
    """A profile does not stand in the way."""
    answer = demo_client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, sent)
    assert b"geoactors" in answer.data


def test_what_is_not_on_offer_is_406_with_what_is(demo_client: FlaskClient) -> None:
    """The problem lists the media types."""
    answer = demo_client.get(
        "/sparql", query_string={"query": SELECT}, headers={"Accept": "image/png"}
    )
    assert answer.status_code == 406
    assert "text/csv" in answer.get_json()["hint"]


@pytest.mark.parametrize("kind", ["form", "direct"])
def test_queries_come_by_post_too(demo_client: FlaskClient, kind: str) -> None:
    """As a form and as a body."""
    if kind == "form":
        answer = demo_client.post("/sparql", data={"query": SELECT})
    else:
        body = SELECT.encode()
        answer = demo_client.post("/sparql", data=body, content_type="application/sparql-query")
    assert len(answer.get_json(force=True)["results"]["bindings"]) > 0


def test_head_options_and_other_methods(demo_client: FlaskClient) -> None:
    """HEAD has no body, OPTIONS and 405 say what is allowed."""
    head = demo_client.head("/sparql", query_string={"query": SELECT})
    assert (head.status_code, head.data) == (200, b"")
    assert "POST" in demo_client.options("/sparql").headers["Allow"]
    wrong = demo_client.put("/sparql", data=b"x")
    assert wrong.status_code == 405
    assert "GET" in wrong.headers["Allow"]
    assert wrong.content_type == "application/problem+json"
    assert demo_client.put("/validate", data=b"x").status_code == 405


def test_an_unchanged_answer_is_304(demo_client: FlaskClient) -> None:
    """The tag is that of the version and the format."""
    first = demo_client.get("/sparql", query_string={"query": SELECT})
    tag = first.headers["ETag"]
    again = demo_client.get(
        "/sparql", query_string={"query": SELECT}, headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.data) == (304, b"")
    other = demo_client.get(
        "/sparql",
        query_string={"query": SELECT},
        headers={"If-None-Match": tag, "Accept": "text/csv"},
    )
    assert other.status_code == 200


def test_the_dataset_can_be_chosen(demo_client: FlaskClient) -> None:
    """The catalogue alone holds no tenure; a named graph that is not named is not there."""
    tenures = "SELECT ?t { ?t a <https://w3id.org/geoactors/ns#Tenure> }"
    catalogue = "https://w3id.org/geoactors/graph/catalogue"
    answer = demo_client.get(
        "/sparql", query_string={"query": tenures, "default-graph-uri": catalogue}
    )
    assert answer.get_json(force=True)["results"]["bindings"] == []
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    answer = demo_client.get("/sparql", query_string={"query": names, "named-graph-uri": catalogue})
    found = answer.get_json(force=True)["results"]["bindings"]
    assert [row["g"]["value"] for row in found] == [catalogue]


@pytest.mark.parametrize(
    ("target", "body", "media", "status"),
    [
        (f"/sparql?{urlencode([('query', ASK), ('query', ASK)])}", None, None, 400),
        ("/sparql?query=%FF", None, None, 400),
        ("/sparql", b"\xff", "application/sparql-query", 400),
        ("/sparql", b"x", "text/plain", 415),
        ("/sparql", b"", "application/x-www-form-urlencoded", 400),
        ("/validate", b"x", "image/png", 415),
        ("/validate", b" ", "text/turtle", 400),
        ("/nowhere", None, None, 404),
    ],
)
def test_wrong_requests_are_problems(
    demo_client: FlaskClient, target: str, body: bytes | None, media: str | None, status: int
) -> None:
    """Every error has a title, a status and a sentence, and no trace of the program."""
    if body is None:
        answer = demo_client.get(target)
    else:
        answer = demo_client.post(target, data=body, content_type=media)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text


def test_errors_are_pages_in_a_browser(demo_client: FlaskClient) -> None:
    """With a way on."""
    answer = demo_client.get("/nowhere", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_deep_brackets_are_refused_and_the_server_lives(demo_client: FlaskClient) -> None:
    """The engine would overflow its stack."""
    query = "ASK { FILTER(" + "STR(" * 5000 + "1" + ")" * 5000 + " = '1') }"
    assert demo_client.post("/sparql", data={"query": query}).status_code == 400
    assert demo_client.get("/health").data == b"ok\n"


def test_hostile_terms_are_shown_as_text(load: Load) -> None:
    """Markup is escaped, and only web addresses become links."""
    store = load(g='<javascript:alert(1)> e:says "<script>alert(1)</script>" .')
    with application(store) as app:
        page = (
            app.test_client()
            .get(
                "/sparql",
                query_string={"query": "SELECT * { ?s ?p ?o }"},
                headers={"Accept": BROWSER},
            )
            .text
        )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript:' not in page


def test_an_empty_get_describes_the_service(demo_client: FlaskClient) -> None:
    """In RDF for a program, as the query page for a browser."""
    answer = demo_client.get("/sparql", headers={"Accept": "text/turtle"})
    assert "sparql-service-description#" in answer.text
    assert "<textarea" in demo_client.get("/sparql", headers={"Accept": BROWSER}).text


@pytest.mark.parametrize(
    ("accept", "sign"),
    [
        ("text/turtle", "ValidationReport"),
        ("application/ld+json", "ValidationReport"),
        ("application/json", '"conforms"'),
        ("text/html", "gs:DeclaredPropertyShape"),
        ("application/sarif+json", "2.1.0"),
    ],
)
def test_reports_come_in_every_format(demo_client: FlaskClient, accept: str, sign: str) -> None:
    """Nothing is stored, whatever the report says."""
    answer = demo_client.post(
        "/validate",
        data=BREAKING.encode(),
        content_type="text/turtle",
        headers={"Accept": accept},
    )
    assert answer.status_code == 200
    assert answer.mimetype == accept
    assert sign in answer.text


def test_a_newer_version_is_served_at_once(load: Load) -> None:
    """The application follows what is published."""
    store = load(g="e:a e:b 1 .")
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    csv = {"Accept": "text/csv"}
    with application(store) as app:
        client = app.test_client()
        assert client.get("/sparql", query_string=count, headers=csv).text.split() == ["n", "1"]
        load(h="e:a e:b 2 .")
        assert client.get("/sparql", query_string=count, headers=csv).text.split() == ["n", "2"]


BROADCAST = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix gc: <https://w3id.org/geoactors/code/> .
@prefix doc: <https://w3id.org/geoactors/id/doc/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/geoactors/id/tenure/shoigu-defence-1> a ga:Tenure ;
  ga:holder <https://w3id.org/geoactors/id/agent/sergei-shoigu> ;
  ga:post <https://w3id.org/geoactors/id/post/defence-minister-russia> ;
  ga:evidence <https://w3id.org/geoactors/id/doc/broadcast#e1> .
doc:broadcast a ga:Document ; ga:documentType gc:news-article ; dcterms:title "A broadcast"@en .
<https://w3id.org/geoactors/id/doc/broadcast#e1> a ga:Evidence ; ga:inDocument doc:broadcast ;
  ga:quote "until today"@en .
"""


def test_a_body_is_judged_as_an_addition_to_what_is_served(demo_client: FlaskClient) -> None:
    """What it refers to is there."""
    answer = demo_client.post(
        "/validate",
        data=BROADCAST.encode(),
        content_type="text/turtle",
        headers={"Accept": "application/json"},
    )
    assert answer.get_json()["conforms"] is True, answer.text


def test_a_busy_server_says_so_and_lives(load: Load) -> None:
    """With Retry-After; `/health` asks no engine."""
    limits = WorkerLimits(workers=1, queue=1, seconds=4.0, queue_seconds=1.0)
    endless = {
        "query": "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
        + " }"
    }
    store = load(g=" ".join(f"e:s e:p {n} ." for n in range(50)))
    with application(store, ServiceSettings(workers=limits)) as app:
        client, other = app.test_client(), app.test_client()
        runaway = Thread(target=lambda: other.post("/sparql", data=endless))
        runaway.start()
        while app.extensions["kg"].pool.counters.busy == 0:
            sleep(0.01)
        answer = client.post("/sparql", data={"query": ASK})
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "1"
        assert client.get("/health").status_code == 200
        runaway.join()
        assert client.post("/sparql", data={"query": ASK}).status_code == 200


def test_every_route_is_described_and_none_besides(demo_client: FlaskClient) -> None:
    """`/openapi.json` is what tools are made from."""
    described = demo_client.get("/openapi.json").get_json()["paths"]
    rules = [r for r in demo_client.application.url_map.iter_rules() if r.endpoint != "static"]
    routes = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule): rule for rule in rules}
    assert set(described) == set(routes)
    for path, operations in described.items():
        methods = {m.lower() for m in routes[path].methods or () if m not in ("HEAD", "OPTIONS")}
        assert {name for name in operations if name != "parameters"} <= methods, path
