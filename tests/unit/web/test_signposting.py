"""FAIR Signposting of things, read with the client of others: https://signposting.org/FAIR/."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from signposting import Signposting, find_signposting_http_link

from kg.store.embedded import DatasetStore
from kg.store.entity_description import Summary
from kg.vocabulary import BASE_IRI, GA
from kg.web import application
from kg.web.entities.addresses import EntityAddress
from kg.web.entities.signposting import PAGE, link_value, signposting_links
from tests.conftest import Load

HERE = "http://localhost/"
PERSON = "agent/sergei-shoigu"
IRI = f"{BASE_IRI}id/{PERSON}"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def signposts(link: str) -> Signposting:
    """What a client reads out of a Link field, of which it has no warning to give."""
    return find_signposting_http_link([link], HERE)


def targets(found: object) -> set[str]:
    """The addresses of some signposts."""
    assert isinstance(found, set | frozenset | list)
    return {str(post.target) for post in found}


@pytest.mark.parametrize("path", [f"/id/{PERSON}", f"/data/{PERSON}.ttl", f"/data/{PERSON}"])
def test_a_thing_is_cited_by_its_stored_iri(demo_client: FlaskClient, path: str) -> None:
    """On the redirect and on the data, with its types; several licences stand in the data."""
    found = signposts(demo_client.get(path).headers["Link"])
    assert found.citeAs is not None
    assert str(found.citeAs.target) == IRI
    assert "https://schema.org/Person" in targets(found.types)
    assert found.license is None
    data = demo_client.get(f"/data/{PERSON}.nt").text
    assert f"<{LICENCE}>" in data
    assert "<http://spdx.org/licenses/Unicode-3.0>" in data
    assert targets(found.describedBy)


def test_the_page_leads_to_its_data_and_back(demo_store: DatasetStore) -> None:
    """Items and descriptions of the page are the data, which is of the collection of the page."""
    with application(demo_store) as app, app.test_request_context("/"):
        address = EntityAddress(PERSON)
        summary = Summary(IRI, True, types=(str(GA.Person),), licences=(LICENCE,))
        page = signposts(signposting_links(address, summary, PAGE))
        data = signposts(signposting_links(address, summary, "ttl"))
    assert page.license is not None
    assert str(page.license.target) == LICENCE
    assert "https://schema.org/AboutPage" in targets(page.types)
    assert "https://schema.org/Dataset" in targets(data.types)
    turtle = f"{HERE}data/{PERSON}.ttl"
    assert turtle in targets(page.describedBy)
    assert turtle in targets(page.items)
    assert data.collection is not None
    assert str(data.collection.target) == f"{HERE}page/{PERSON}"


def test_a_document_names_its_authors(demo_client: FlaskClient) -> None:
    """By their IRIs."""
    answer = demo_client.get("/data/doc/peace-plan.ttl")
    authors = targets(signposts(answer.headers["Link"]).authors)
    assert f"{BASE_IRI}id/agent/white-house-officials" in authors


def test_each_target_is_there(demo_client: FlaskClient) -> None:
    """Links of this server are answered by it, with the media type that they name."""
    found = signposts(demo_client.get(f"/id/{PERSON}").headers["Link"])
    for post in found.describedBy:
        answer = demo_client.get(str(post.target).removeprefix(HERE.rstrip("/")))
        assert answer.status_code == 200
        assert answer.content_type.startswith(str(post.type))


def test_hostile_iris_do_no_harm_in_fields(load: Load) -> None:
    """No other scheme than the web's, no sign that a field cannot hold, no more than a few."""
    licences = ", ".join(f"<http://example.org/{n}>" for n in range(50))
    store = load(
        g=f"<{BASE_IRI}id/agent/x> a <{GA.Person}> .",
        catalogue=f"""<http://example.org/g> <http://purl.org/dc/terms/license>
            <javascript:alert(1)>, <http://example.org/é>, {licences} .""",
    )
    with application(store) as app:
        link = app.test_client().get("/id/agent/x").headers["Link"]
    assert "javascript" not in link
    assert link.isascii()
    assert link.count('rel="license"') <= 20
    assert link_value("http://e.org/a b>", "type") == '<http://e.org/a%20b%3E>; rel="type"'


def test_a_relation_that_is_left_out_can_be_asked_for(load: Load) -> None:
    """The link answers with all of it, and stands in the data as well."""
    holds = f"<{GA.holder}> <{BASE_IRI}id/agent/x> ."
    many = " ".join(f"<{BASE_IRI}id/tenure/t{n}> {holds}" for n in range(2001))
    store = load(g=f"<{BASE_IRI}id/agent/x> a <{GA.Person}> . {many}")
    with application(store) as app:
        client = app.test_client()
        answer = client.get("/data/agent/x.nt")
        said = [quad.object for quad in ox.parse(answer.data, ox.RdfFormat.N_TRIPLES)]
        link = next(x for x in answer.headers["Link"].split(", <") if 'rel="related"' in x)
        place = link.partition(">")[0]
        assert {ox.NamedNode(GA.Person), ox.NamedNode(place)} == set(said)
        asked = place.removeprefix(HERE.rstrip("/"))
        rows = client.get(asked, headers={"Accept": "text/csv"}).text.splitlines()
    assert len(rows) == 2002
