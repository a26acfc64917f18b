"""`/void`, `/sitemap.xml` and `/robots.txt`: what the service says of itself."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, OWL, Graph, Namespace, URIRef

from kg.store.embedded import DatasetStore
from kg.web import application
from kg.web.held.downloads import MadeExport
from tests.unit.web.test_exports import fetched

VOID, DCAT = Namespace("http://rdfs.org/ns/void#"), Namespace("http://www.w3.org/ns/dcat#")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DATASET = URIRef("http://localhost/void#dataset")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(
    ("path", "accept", "syntax"),
    [
        ("/void", "", "turtle"),
        ("/void.ttl", "text/turtle", "turtle"),
        ("/dcat", "application/rdf+xml", "xml"),
        ("/void", "application/ld+json", "json-ld"),
        ("/void", "application/n-triples, text/html;q=0.9", "nt"),
    ],
)
def test_the_dataset_is_described_in_each_syntax(
    demo_client: FlaskClient, path: str, accept: str, syntax: str
) -> None:
    """Under the address of the server, with the IRIs of data as they are."""
    answer = fetched(demo_client, path, Accept=accept)
    graph = Graph().parse(data=answer.data, format=syntax)
    assert graph.value(DATASET, VOID.triples) is not None
    assert (DATASET, VOID.sparqlEndpoint, URIRef("http://localhost/sparql")) in graph
    assert (DATASET, OWL.sameAs, URIRef("https://w3id.org/geoactors/void#dataset")) in graph
    assert URIRef("https://w3id.org/geoactors/graph/catalogue") in graph.objects(
        DATASET, VOID.subset
    )


def test_the_well_known_place_leads_there(demo_client: FlaskClient) -> None:
    """As VoID §7.2 has it."""
    answer = demo_client.get("/.well-known/void")
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://localhost/void")
    assert demo_client.get("/void", headers={"Accept": "image/png"}).status_code == 406


def test_downloads_are_described_as_they_are(demo_client: FlaskClient) -> None:
    """The size and the digest of an export stand there as soon as it was made."""
    file = fetched(demo_client, "/exports/nquads")
    answer = fetched(demo_client, "/void")
    graph = Graph().parse(data=answer.data, format="turtle")
    name = URIRef("http://localhost/void#export-nquads")
    assert name in graph.objects(DATASET, DCAT.distribution)
    assert str(graph.value(name, DCAT.byteSize)) == str(len(file.data))
    assert graph.value(name, DCAT.downloadURL) == URIRef("http://localhost/exports/nquads")
    assert (name, DCTERMS.license, None) in graph
    again = demo_client.get("/void", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_service_description_leads_to_it(demo_client: FlaskClient) -> None:
    """From the endpoint to the dataset that it serves."""
    answer = demo_client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.data, format="turtle")
    assert (URIRef("http://localhost/sparql"), DCAT.servesDataset, DATASET) in graph


def test_sitemaps_list_the_pages_of_things(demo_client: FlaskClient) -> None:
    """Every one is there, and no other number."""
    index = ElementTree.fromstring(fetched(demo_client, "/sitemap.xml").data)
    places = [element.text for element in index.iter(f"{SITEMAP}loc")]
    assert places == ["http://localhost/sitemap/1.xml"]
    urls = ElementTree.fromstring(demo_client.get("/sitemap/1.xml").data)
    pages = [str(element.text) for element in urls.iter(f"{SITEMAP}loc")]
    assert pages == sorted(set(pages))
    assert "http://localhost/page/agent/sergei-shoigu" in pages
    for page in pages[:: len(pages) // 5]:
        assert demo_client.get(page.removeprefix("http://localhost")).status_code == 200
    for number in ("0", "2", "-1", "9" * 30):
        assert demo_client.get(f"/sitemap/{number}.xml").status_code == 404


def test_large_datasets_have_several_sitemaps(
    demo_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None has more than it may, and together they have each page once."""
    fetched(demo_client, "/sitemap.xml")
    whole = ElementTree.fromstring(demo_client.get("/sitemap/1.xml").data)
    monkeypatch.setattr("kg.web.datasets.sitemap.MOST", 100)
    index = ElementTree.fromstring(demo_client.get("/sitemap.xml").data)
    pages: list[str | None] = []
    for number, _ in enumerate(index, start=1):
        part = ElementTree.fromstring(demo_client.get(f"/sitemap/{number}.xml").data)
        assert len(part) <= 100
        pages += [element.text for element in part.iter(f"{SITEMAP}loc")]
    assert pages == [element.text for element in whole.iter(f"{SITEMAP}loc")]


def test_robots_are_told_where_to_go(demo_client: FlaskClient) -> None:
    """Below the prefix that a proxy puts before it, too."""
    text = demo_client.get("/robots.txt", environ_overrides={"SCRIPT_NAME": "/geo"}).text
    assert "Disallow: /geo/sparql\n" in text
    assert "Sitemap: http://localhost/geo/sitemap.xml\n" in text


def test_the_home_page_can_link_to_them(demo_client: FlaskClient) -> None:
    """In the header Link of the page itself."""
    links = demo_client.get("/").headers["Link"].split(", ")
    assert '<http://localhost/void>; rel="describedby"; type="text/turtle"' in links
    assert '<http://localhost/openapi.json>; rel="service-desc"; type="application/json"' in links


def test_the_stored_iri_of_the_dataset_is_described(demo_client: FlaskClient) -> None:
    """Who looks it up learns its title, and what it is the same as."""
    graph = Graph().parse(data=fetched(demo_client, "/void.ttl").data, format="turtle")
    stored = URIRef("https://w3id.org/geoactors/void#dataset")
    assert graph.value(stored, DCTERMS.title) == graph.value(DATASET, DCTERMS.title)
    assert (stored, OWL.sameAs, DATASET) in graph


def test_turtle_begins_with_the_dataset(demo_client: FlaskClient) -> None:
    """Then the catalogue; types first, and a line for each of several values."""
    text = fetched(demo_client, "/void.ttl").text
    _, dataset, catalogue, *_ = text.split("\n\n")
    assert dataset.startswith("<http://localhost/void#dataset> a void:Dataset, dcat:Dataset ;\n")
    assert catalogue.startswith("<http://localhost/void#catalogue> a dcat:Catalog ;\n")
    assert max(len(line) for line in dataset.splitlines() if '"' not in line) < 150


def test_contents_of_claims_are_no_subsets(demo_client: FlaskClient) -> None:
    """Since the triples of the dataset do not count them."""
    graph = Graph().parse(data=fetched(demo_client, "/void.ttl").data, format="turtle")
    claims = "https://w3id.org/geoactors/id/claim/"
    assert not any(str(part).startswith(claims) for part in graph.objects(DATASET, VOID.subset))


def test_an_export_that_vanished_is_asked_for_again(
    demo_store: DatasetStore, tmp_path: Path
) -> None:
    """Between the moment that it was found and that it is opened; nothing says where it was."""
    with application(demo_store) as app:
        client, exports = app.test_client(), app.extensions["kg"].exports
        fetched(client, "/void.ttl")
        fetched(client, "/exports/iris")
        hold = exports.hold

        def lost(version: int, name: str) -> MadeExport:
            gone = tmp_path / "nothing"
            made: MadeExport = hold(version, name)
            return replace(made, file=gone, report=gone)

        exports.hold = lost
        for path in ("/sitemap.xml", "/sitemap/1.xml", "/void.ttl", "/exports/iris"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert str(tmp_path) not in answer.text
        once = iter([lost])
        exports.hold = lambda version, name: next(once, hold)(version, name)
        assert client.get("/sitemap.xml").status_code == 200


def test_a_browser_gets_a_page_of_it(demo_client: FlaskClient) -> None:
    """With its title, size, licences and sources, and the way to take it away."""
    answer = fetched(demo_client, "/void", Accept="text/html,*/*;q=0.8")
    assert answer.content_type == "text/html; charset=utf-8"
    for part in ("<h1>The dataset</h1>", "single statements", "Licences", 'href="/exports"'):
        assert part in answer.text
