"""`/ns`, `/code`, `/shapes`, `/align`: the ontology over HTTP."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from kg.ontology import packaged_vocabulary
from kg.resources import resource_root
from kg.store.embedded import DatasetStore
from kg.vocabulary import BASE_IRI
from kg.web.app import application
from kg.web.program.representations import CC_BY
from kg.web.settings import ServiceSettings
from tests.unit.web.test_exports import fetched

HTML = {"Accept": "text/html"}
_LIST = resource_root() / "ontology" / f"terms-{packaged_vocabulary().version}.txt"
TERMS = [line.split()[:2] for line in _LIST.read_text().splitlines() if line and line[0] != "#"]
_ENTRY = re.compile(r'<section class="term" id="([^"]+)">\n(.*?)\n</section>', re.DOTALL)


def page(client: FlaskClient, path: str) -> str:
    """The page at a path, for a browser."""
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return answer.text


def test_every_term_has_an_entry(demo_client: FlaskClient) -> None:
    """With anchor, label and definition."""
    entries = dict(_ENTRY.findall(page(demo_client, "/ns")))
    names = [iri.removeprefix("ns#") for iri, _ in TERMS if iri.startswith("ns#")]
    assert set(names) == set(entries)
    for name in names:
        term = packaged_vocabulary().terms[f"{BASE_IRI}ns#{name}"]
        assert term.label != term.name
        assert term.definition
        assert f'<span class="label">{term.label}</span>' in entries[name]
        assert '<p class="definition">' in entries[name]


def test_every_code_resolves(demo_client: FlaskClient) -> None:
    """As a page and as data that is about it."""
    names = [iri for iri, _ in TERMS if iri.startswith("code/")]
    assert len(names) > 400
    for name in names:
        assert "<h1" in page(demo_client, f"/{name}")
        data = demo_client.get(f"/{name}.nt").text
        assert f"<{BASE_IRI}{name}> " in data


def test_shapes_and_terms_lead_to_each_other(demo_client: FlaskClient) -> None:
    """Each shape stands at the terms it is about, and names them."""
    known = packaged_vocabulary()
    terms, shapes = page(demo_client, "/ns"), page(demo_client, "/shapes")
    for shape in known.shapes.values():
        assert f'id="{shape.name}"' in shapes
        assert f'href="/shapes#{shape.name}"' in terms
        for iri in shape.terms:
            if iri in known.terms:
                assert shape in [found for _, found in known.terms[iri].shapes]
                assert f'href="/ns#{known.terms[iri].anchor}"' in shapes


def test_constrained_terms_show_their_shapes(demo_client: FlaskClient) -> None:
    """The holder of a tenure is held to three shapes, whose messages stand there."""
    entry = dict(_ENTRY.findall(page(demo_client, "/ns")))["holder"]
    assert "A tenure has exactly one holder." in entry
    assert 'href="/rules/TenureShape#TenureShape-holder"' in entry
    assert 'href="/ns#Tenure"' in entry


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("rdf", "application/rdf+xml"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_data_is_the_packaged_files(demo_client: FlaskClient, ending: str, media_type: str) -> None:
    """In each syntax, by ending and by negotiation."""
    syntax = {"ttl": "turtle", "rdf": "xml", "nt": "nt", "jsonld": "json-ld"}[ending]
    core = Graph().parse(resource_root() / "ontology" / "core.ttl", format="turtle")
    for path in (f"/ns.{ending}", "/ns", f"/ns/1.1.0.{ending}"):
        answer = demo_client.get(path, headers={"Accept": media_type})
        assert answer.mimetype == media_type
        assert isomorphic(Graph().parse(data=answer.data, format=syntax), core)
    shapes = Graph()
    for file in (resource_root() / "shapes").glob("*.ttl"):
        shapes.parse(file, format="turtle")
    found = Graph().parse(data=demo_client.get(f"/shapes.{ending}").data, format=syntax)
    whole = URIRef(f"{BASE_IRI}shapes")
    assert (whole, RDF.type, OWL.Ontology) in found
    assert found.value(whole, DCTERMS.license) == URIRef(CC_BY)
    found.remove((whole, None, None))
    assert len(found) == len(shapes)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0.4, application/ld+json;q=0.6", "application/ld+json"),
        ("application/rdf+xml, text/html;q=0", "application/rdf+xml"),
        ("image/png", "application/problem+json"),
    ],
)
@pytest.mark.parametrize("path", ["/ns", "/code/", "/code/visit", "/shapes", "/align/ftm"])
def test_negotiation(demo_client: FlaskClient, path: str, accept: str, expected: str) -> None:
    """With weights; a refusal names what there is."""
    answer = demo_client.get(path, headers={"Accept": accept})
    assert answer.mimetype == expected
    if answer.status_code != 200:
        assert answer.status_code == 406
        assert "text/turtle" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/ns/0.9.0",
        "/ns/no-such-version",
        "/ns.csv",
        "/code/no-such-code",
        "/code/0.9.0",
        "/code/<script>alert(1)</script>",
        "/code/javascript:alert(1)",
        "/code/..%2f..%2fcore.ttl",
        "/align/none",
        "/align/ftm/9.9.9",
        "/rules/README",
        "/rules/..%2fREADME",
        "/problem/none",
    ],
)
def test_unknown_names(demo_client: FlaskClient, path: str) -> None:
    """They are not found, and not repeated."""
    for headers in (HTML, {}):
        answer = demo_client.get(path, headers=headers)
        assert answer.status_code == 404
        assert "alert(1)" not in answer.text
        assert path.rpartition("/")[2] not in answer.text.replace("</script>", "")


def test_versions_are_those_of_the_files(demo_client: FlaskClient) -> None:
    """The IRI of each version resolves."""
    known = packaged_vocabulary()
    graphs = [known.core, known.codes.index, *(a.index for a in known.alignments.values())]
    iris = [
        iri for g in graphs for o in g.of_type(OWL.Ontology) for iri in g.iris(o, OWL.versionIRI)
    ]
    assert len(iris) == 2 + len(known.alignments)
    for iri in iris:
        assert "<h1>" in page(demo_client, f"/{iri.removeprefix(BASE_IRI)}")


def test_links_of_the_answer(demo_client: FlaskClient) -> None:
    """What it is, where else it is, and under which terms."""
    found = ", ".join(demo_client.get("/code/visit", headers=HTML).headers.getlist("Link"))
    assert f'<{BASE_IRI}code/visit>; rel="canonical"' in found
    assert (
        '<http://localhost/code/visit.nt>; rel="alternate"; type="application/n-triples"' in found
    )
    assert 'rel="describedby"' in found
    assert 'creativecommons.org/licenses/by/4.0/>; rel="license"' in found
    assert '#Concept>; rel="type"' in found
    answer = demo_client.get("/code/", headers=HTML)
    assert f'<{BASE_IRI}code/>; rel="canonical"' in answer.headers.getlist("Link")


def test_answers_are_kept_by_clients(demo_client: FlaskClient) -> None:
    """Each syntax has a tag of its own."""
    first, second = demo_client.get("/ns", headers=HTML), demo_client.get("/ns")
    assert first.headers["ETag"] != second.headers["ETag"]
    again = {**HTML, "If-None-Match": first.headers["ETag"]}
    held = demo_client.get("/ns", headers=again)
    assert held.status_code == 304
    assert held.headers.getlist("Link") == first.headers.getlist("Link")
    packed = demo_client.get("/ns", headers={**HTML, "Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(first.data) <= 500_000


def test_the_context_is_for_every_page_of_the_web(demo_client: FlaskClient) -> None:
    """Processors fetch it by its IRI, also in browsers."""
    answer = demo_client.get(
        "/context.jsonld", headers={"Accept": "application/ld+json, */*;q=0.1"}
    )
    assert answer.mimetype == "application/ld+json"
    assert "@context" in answer.get_json()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]


def test_stores_with_other_shapes_say_so(plain_store: DatasetStore) -> None:
    """The packaged ones are shown all the same."""
    with application(plain_store) as app:
        assert "This store takes any data." in page(app.test_client(), "/shapes")


def test_every_iri_of_a_shape_has_an_anchor(demo_client: FlaskClient) -> None:
    """Also those of queries, targets and scopes."""
    text = page(demo_client, "/shapes")
    graph = Graph().parse(data=demo_client.get("/shapes.ttl").data, format="turtle")
    start = f"{BASE_IRI}shapes#"
    iris = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    names = {str(iri).removeprefix(start) for iri in iris if str(iri).startswith(start)}
    assert [name for name in sorted(names) if f'id="{name}"' not in text] == []


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/ns.ttl", "text/turtle"),
        ("/code/visit.nt", "application/n-triples"),
        ("/shapes.rdf", "application/rdf+xml"),
        ("/align/ftm.ttl", "text/turtle"),
        ("/void.ttl", "text/turtle"),
        ("/context.jsonld", "application/ld+json"),
        ("/openapi.json", "application/json"),
        ("/exports/iris/report", "application/json"),
    ],
)
def test_an_ending_goes_before_accept(demo_client: FlaskClient, path: str, media_type: str) -> None:
    """Whatever the client says that it takes."""
    answer = fetched(demo_client, path, Accept="text/html")
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_what_is_kept_has_a_bound(demo_store: DatasetStore) -> None:
    """It is among the answers of one application, and goes when there is no room."""
    with application(demo_store, ServiceSettings(cache_bytes=0)) as app:
        client = app.test_client()
        first, second = (client.get("/code/visit.ttl") for _ in range(2))
        assert first.headers["ETag"] == second.headers["ETag"]
        assert app.extensions["kg"].cache.held_bytes == 0


def test_turtle_has_a_paragraph_for_each_thing(demo_client: FlaskClient) -> None:
    """Behind the prefixes, types first."""
    head, first, *_ = demo_client.get("/code/visit.ttl").text.split("\n\n")
    assert all(line.startswith("@prefix ") for line in head.splitlines())
    assert first.startswith("gc:visit a skos:Concept ;\n    ")
