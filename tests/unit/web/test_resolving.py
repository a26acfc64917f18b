"""Every IRI under the base in the data of a thing is answered by the server of the data."""

from __future__ import annotations

from urllib.parse import urldefrag

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.vocabulary import BASE_IRI
from tests.unit.web.test_exports import fetched


def iris_of(quads: list[ox.Quad]) -> set[str]:
    """The IRIs under the base, without fragments: those of terms and of datatypes."""
    terms = [term for quad in quads for term in (quad.subject, quad.predicate, quad.object)]
    named = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    named |= {term.datatype.value for term in terms if isinstance(term, ox.Literal)}
    return {urldefrag(iri).url for iri in named if iri.startswith(BASE_IRI)}


@pytest.mark.parametrize("place", ["agent/sergei-shoigu", "doc/58d4d7d1640f7572"])
def test_every_iri_in_the_turtle_of_a_thing_resolves(demo_client: FlaskClient, place: str) -> None:
    """Things, graphs, terms and codes; redirects are followed, as `curl -L` does."""
    turtle = {"Accept": "text/turtle"}
    answer = demo_client.get(f"/id/{place}", headers=turtle, follow_redirects=True)
    assert answer.status_code == 200
    found = iris_of(list(ox.parse(answer.data, ox.RdfFormat.TURTLE)))
    assert {iri[len(BASE_IRI) :].partition("/")[0] for iri in found} >= {"id", "graph", "ns"}
    for iri in sorted(found):
        path = "/" + iri.removeprefix(BASE_IRI)
        said = demo_client.get(path, headers=turtle, follow_redirects=True)
        assert said.status_code == 200, path
        if path.startswith("/id/"):
            described = {quad.subject for quad in ox.parse(said.data, ox.RdfFormat.TURTLE)}
            assert ox.NamedNode(iri) in described


def test_a_fragment_is_described_by_its_document(demo_client: FlaskClient) -> None:
    """Each that the dataset says anything of: a client asks for the document."""
    document = f"{BASE_IRI}id/doc/58d4d7d1640f7572"
    query = f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{document}#")) }}'
    asked = {"query": query}
    rows = demo_client.get("/sparql", query_string=asked, headers={"Accept": "text/csv"})
    fragments = set(rows.text.split()[1:])
    assert len(fragments) > 50
    said = demo_client.get("/data/doc/58d4d7d1640f7572.nt").data
    described = {str(quad.subject)[1:-1] for quad in ox.parse(said, ox.RdfFormat.N_TRIPLES)}
    assert fragments <= described


def test_the_context_of_json_ld_is_on_this_server(demo_client: FlaskClient) -> None:
    """At the path of its IRI."""
    document = demo_client.get("/data/agent/sergei-shoigu.json").get_json()
    context = document["@context"]
    named = context if isinstance(context, str) else context[0]
    answer = demo_client.get("/" + named.removeprefix(BASE_IRI))
    assert answer.status_code == 200
    assert "@context" in answer.get_json(force=True)


@pytest.mark.parametrize(
    "path",
    ["/ns.ttl", "/code.ttl", "/shapes.ttl", "/align/ftm.ttl", "/void.ttl", "/graph/catalogue"],
)
def test_every_iri_of_a_document_resolves(demo_client: FlaskClient, path: str) -> None:
    """Versions before this one lead to it; things of other datasets need not be here."""
    answer = fetched(demo_client, path, Accept="text/turtle")
    found = iris_of(list(ox.parse(answer.data, ox.RdfFormat.TURTLE)))
    assert found
    for iri in sorted(found):
        place = "/" + iri.removeprefix(BASE_IRI)
        said = demo_client.get(place, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert said.status_code == 200, place


@pytest.mark.parametrize("path", ["/ns/1.0.0", "/code/1.0.0"])
def test_the_version_before_leads_to_its_successor(demo_client: FlaskClient, path: str) -> None:
    """In the syntax that the address names (RFC 5829)."""
    answer = demo_client.get(f"{path}.nt")
    after = path.removeprefix("/").replace("1.0.0", "1.1.0")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"http://localhost/{after}.nt")
    assert answer.headers["Link"] == f'<{BASE_IRI}{after}>; rel="successor-version"'
