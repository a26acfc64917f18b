"""Which graph a request of the Graph Store Protocol means."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.conformance.protocol.client import Client, target
from tests.conformance.protocol.graphs import (
    DEFAULT,
    EX,
    ONE,
    direct_iri,
    fresh,
    fresh_path,
    held,
    named,
    saying,
)

TURTLE_BODY = saying("x")
METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]


def attempt(client: Client, method: str, where: str) -> int:
    """Use a method on what a target names; give the status."""
    if method in ("PUT", "POST"):
        body = TURTLE_BODY.encode()
        return client.send(method, where, body, ("Content-Type", "text/turtle")).status
    return client.send(method, where).status


@pytest.mark.parametrize(
    "iri",
    [
        f"{EX}plain",
        f"{EX}with?query=a&b=c+d",
        f"{EX}with#fragment",
        f"{EX}élan/𝄞",
        f"{EX}a%20b%C3%A9",
        "urn:example:graph",
        "tag:example.org,2020:graph",
        "geo:1,2",
        f"{EX}graphs?default",
    ],
)
def test_a_graph_is_named_indirectly(own: Client, iri: str) -> None:
    """By any absolute IRI, percent-encoded once; SPARQL knows it under the same."""
    assert attempt(own, "PUT", named(iri)) == 201
    assert held(own, named(iri)) == {"x"}
    assert own.ask(f"ASK {{ GRAPH <{iri}> {{ ?s ?p 'x' }} }}")
    assert own.delete(named(iri)).status == 204
    assert held(own, named(iri)) is None


def test_the_value_is_decoded_as_a_parameter_is(own: Client) -> None:
    """Signs that need no encoding may come without, hexadecimal digits in either case."""
    iri = fresh()
    own.put(named(iri), TURTLE_BODY)
    encoded = quote(iri, safe="").replace("%3A", "%3a")
    for where in (f"/graphs?graph={iri}", f"/graphs?graph={encoded}", f"/graphs?&graph={iri}&"):
        assert held(own, where) == {"x"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "value",
    [
        "",
        "one",
        "/one",
        "//example.org/one",
        "default",
        "http://example.org/a b",
        "http://example.org/{x}",
        'http://example.org/"',
        "http://example.org/<x>",
        "http://[bad",
        "http://example.org/%zz",
        "1http://example.org/",
        "_:b",
    ],
)
def test_a_name_that_is_no_absolute_iri_is_refused(own: Client, method: str, value: str) -> None:
    """Whatever is asked."""
    assert attempt(own, method, named(value)) == 400


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("query", ["graph=http://e/%FF", "graph=http://e/%", "graph=http://e/%C3"])
def test_a_name_that_is_not_utf8_is_refused(own: Client, method: str, query: str) -> None:
    """Or is not percent-encoded at all."""
    assert attempt(own, method, f"/graphs?{query}") == 400


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "where",
    [
        target("/graphs", ("graph", ONE), ("default", "")),
        f"{named(ONE)}&default",
        f"/graphs?default&{named(ONE).partition('?')[2]}",
        target("/graphs", ("graph", ONE), ("graph", ONE)),
        target("/graphs/name", ("graph", ONE)),
        "/graphs/name?default",
    ],
)
def test_two_names_are_refused(own: Client, method: str, where: str) -> None:
    """Even when they name the same graph."""
    assert attempt(own, method, where) == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize("where", ["/graphs", "/graphs?graf=http://example.org/one"])
def test_no_name_is_refused(own: Client, method: str, where: str) -> None:
    """The whole store is neither read nor replaced nor removed by an address without a name."""
    assert attempt(own, method, where) == 400
    assert held(own, named(ONE)) is not None


@pytest.mark.parametrize("where", ["/graphs?default", "/graphs?default="])
def test_the_default_graph_is_named_by_a_word(own: Client, where: str) -> None:
    """With the sign of equality that forms write, or without."""
    assert "default" in (held(own, where) or set())


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("suffix", ["", "/deeper/name.ttl", "-%C3%A9", "-a%20b"])
def test_a_graph_is_named_directly(own: Client, method: str, suffix: str) -> None:
    """By its own address; the base IRI of the store stands for that of the server."""
    path = fresh_path() + suffix
    assert attempt(own, method, path) == 201
    assert held(own, path) == {"x"}
    assert held(own, named(direct_iri(path))) == {"x"}
    assert own.ask(f"ASK {{ GRAPH <{direct_iri(path)}> {{ ?s ?p 'x' }} }}")
    assert own.delete(path).status == 204
    assert held(own, named(direct_iri(path))) is None


def test_every_graph_under_the_base_has_its_address(own: Client) -> None:
    """The IRI with the base taken away is a path that leads to the graph, for all methods."""
    path = fresh_path()
    singular = path.replace("/graphs/", "/graph/")
    assert own.put(singular, saying("a")).status == 201
    assert own.post(singular, saying("b")).status == 204
    assert held(own, singular) == held(own, path) == {"a", "b"}
    assert own.get(singular).field("ETag") == own.get(path).field("ETag")
    assert own.delete(singular).status == 204
    assert held(own, path) is None


def test_an_address_and_its_graph_are_one(own: Client) -> None:
    """The address of a graph on this server, embedded in the query, means that graph."""
    path = fresh_path()
    own.put(path, saying("a"))
    assert held(own, named(own.address + path)) == {"a"}
    assert own.post(named(own.address + path), saying("b")).status == 204
    assert held(own, path) == {"a", "b"}


def test_another_server_is_another_name(own: Client) -> None:
    """Only the own address stands for the base."""
    path = fresh_path()
    own.put(path, TURTLE_BODY)
    assert held(own, named(f"http://other.example{path}")) is None


@pytest.mark.parametrize("where", ["target", "named", "default"])
def test_relative_iris_of_a_document_are_resolved(own: Client, where: str) -> None:
    """Against the IRI of the graph; in the default graph against the base IRI of the store."""
    path, iri = fresh_path(), fresh()
    places = {
        "target": (path, direct_iri(path).rpartition("/")[0]),
        "named": (named(iri), iri.rpartition("/")[0]),
        "default": (DEFAULT, direct_iri("").removesuffix("/graph/")),
    }
    place, folder = places[where]
    before = held(own, place) or set()
    assert own.post(place, f"<{EX}s> <{EX}p> <relative> .").status in (201, 204)
    assert held(own, place) == before | {f"{folder}/relative"}
    own.update(f"DELETE WHERE {{ <{EX}s> <{EX}p> <{folder}/relative> }}")


@pytest.mark.parametrize("name", ["a%2Fb", "a?b=1", "a#b", "a%C3%A9", "a%FF", "", "a/../b", "é/b"])
def test_the_location_of_a_new_graph_leads_to_it(own: Client, name: str) -> None:
    """And to no other one, whose data a client would overwrite there."""
    iri = f"{direct_iri(fresh_path())}/{name}"
    made = own.put(named(iri), TURTLE_BODY)
    assert made.status == 201, made.text
    location = made.field("Location")
    assert own.get(location.removeprefix(own.address)).status == 200
    assert own.delete(location.removeprefix(own.address)).status == 204
    assert own.get(named(iri)).status == 404
