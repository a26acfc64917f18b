"""The dataset of a query, by the protocol and in the query; the base of relative IRIs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from kg.vocabulary import BASE_IRI
from tests.conformance.protocol.client import (
    FORM,
    JSON,
    QUERY,
    Client,
    Pair,
    Reply,
    accept,
    form,
    sent_as,
    target,
)
from tests.conformance.protocol.graphs import EX, NOWHERE, ONE, SAID, THREE, TWO

DEFAULT_ONE, DEFAULT_TWO = ("default-graph-uri", ONE), ("default-graph-uri", TWO)
NAMED_ONE, NAMED_TWO = ("named-graph-uri", ONE), ("named-graph-uri", TWO)
FROM_THREE = SAID.replace("{", f"FROM <{THREE}> FROM NAMED <{THREE}> {{", 1)

Ways = Callable[[Client, str, list[Pair]], Reply]


class Said(NamedTuple):
    """What a request finds: the words in its default graph, and in its named graphs."""

    default: set[str]
    named: set[str]


def by_get(client: Client, query: str, dataset: list[Pair]) -> Reply:
    """The query and its dataset in the target."""
    return client.query(query, *dataset)


def by_form(client: Client, query: str, dataset: list[Pair]) -> Reply:
    """The query and its dataset in a form."""
    body = form(("query", query), *dataset)
    return client.send("POST", "/sparql", body, sent_as(FORM), accept(JSON))


def by_mixed_form(client: Client, query: str, dataset: list[Pair]) -> Reply:
    """The query in a form and its dataset in the target, as the W3C suite sends it."""
    where = target("/sparql", *dataset)
    return client.send("POST", where, form(("query", query)), sent_as(FORM), accept(JSON))


def by_direct_post(client: Client, query: str, dataset: list[Pair]) -> Reply:
    """The query as the body and its dataset in the target."""
    where = target("/sparql", *dataset)
    return client.send("POST", where, query.encode(), sent_as(QUERY), accept(JSON))


every_way = pytest.mark.parametrize("way", [by_get, by_form, by_mixed_form, by_direct_post])


def said(reply: Reply) -> Said:
    """Sort the words of an answer to `SAID`."""
    assert reply.status == 200, reply.text
    found = Said(set(), set())
    for row in reply.json["results"]["bindings"]:
        default = row["graph"]["value"] == f"{EX}default"
        (found.default if default else found.named).add(row["word"]["value"])
    return found


@every_way
@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ([DEFAULT_ONE], Said({"one", "shared"}, set())),
        ([DEFAULT_ONE, DEFAULT_TWO], Said({"one", "two", "shared"}, set())),
        ([NAMED_ONE], Said(set(), {"one", "shared"})),
        ([NAMED_ONE, NAMED_TWO], Said(set(), {"one", "two", "shared"})),
        ([DEFAULT_ONE, NAMED_TWO], Said({"one", "shared"}, {"two", "shared"})),
        ([NAMED_TWO, DEFAULT_TWO, NAMED_ONE], Said({"two", "shared"}, {"one", "two", "shared"})),
        ([("default-graph-uri", NOWHERE), NAMED_ONE], Said(set(), {"one", "shared"})),
        ([("named-graph-uri", NOWHERE)], Said(set(), set())),
    ],
)
def test_the_protocol_names_the_dataset(
    own: Client, way: Ways, dataset: list[Pair], expected: Said
) -> None:
    """What is not named is not there; default graphs are merged; a missing graph is empty."""
    assert said(way(own, SAID, dataset)) == expected


def test_graphs_are_merged_without_repetition(own: Client) -> None:
    """A triple of two default graphs is one triple."""
    query = f'SELECT (COUNT(*) AS ?n) {{ ?s <{EX}says> "shared" }}'
    assert own.rows(query, DEFAULT_ONE, DEFAULT_TWO) == [{"n": "1"}]


@every_way
@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ([], Said({"three"}, {"three"})),
        ([DEFAULT_ONE], Said({"one", "shared"}, set())),
        ([NAMED_TWO], Said(set(), {"two", "shared"})),
    ],
)
def test_the_dataset_of_the_protocol_replaces_that_of_the_query(
    own: Client, way: Ways, dataset: list[Pair], expected: Said
) -> None:
    """As a whole; without one, FROM and FROM NAMED count."""
    assert said(way(own, FROM_THREE, dataset)) == expected


def test_without_a_dataset_the_whole_store_answers(own: Client) -> None:
    """Its default graph, and all its named graphs."""
    found = said(own.query(SAID))
    assert found.default == {"default"}
    assert found.named >= {"one", "two", "three", "shared"}


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "iri", ["", "one", "/one", "//example.org/one", "http://example.org/a b", "http://e/{x}", "_:b"]
)
def test_a_graph_of_the_protocol_needs_an_absolute_iri(own: Client, name: str, iri: str) -> None:
    """Rather than naming a graph that the client did not mean."""
    assert own.query("ASK {}", (name, iri)).status == 400


@pytest.mark.parametrize("iri", ["urn:x:y", "tag:example.org,2020:g", f"{EX}élan#part"])
def test_a_graph_of_the_protocol_has_any_scheme(own: Client, iri: str) -> None:
    """Whether the store holds it or not."""
    assert own.query("ASK {}", ("default-graph-uri", iri)).status == 200


@pytest.mark.parametrize(
    ("query", "iri"),
    [
        ("SELECT (<test> AS ?iri) {}", f"{BASE_IRI}test"),
        ("SELECT (IRI('a/b') AS ?iri) {}", f"{BASE_IRI}a/b"),
        (f"BASE <{EX}x/y> SELECT (<test> AS ?iri) {{}}", f"{EX}x/test"),
        (f"BASE <{EX}> BASE <deeper/> SELECT (<../test> AS ?iri) {{}}", f"{EX}test"),
        ("PREFIX p: <p#> SELECT (p:test AS ?iri) {}", f"{BASE_IRI}p#test"),
    ],
)
def test_relative_iris_are_resolved(own: Client, query: str, iri: str) -> None:
    """Against BASE, and without it against the base IRI of the store, whatever the host."""
    assert own.rows(query) == [{"iri": iri}]


def test_the_graphs_of_a_query_are_resolved_too(own: Client) -> None:
    """FROM takes a relative IRI."""
    query = f"BASE <{EX}> SELECT ?word FROM <one> {{ ?s <{EX}says> ?word }}"
    assert {row["word"] for row in own.rows(query)} == {"one", "shared"}


def test_a_day_is_bound_or_refused(own: Client) -> None:
    """In the target and in a form."""
    day = ("at", "2024-05-12")
    for way in (by_get, by_form, by_mixed_form):
        assert "2024-05-12" in way(own, "SELECT ?at {}", [day]).text
        assert way(own, "SELECT ?s { ?s ?p ?o }", [day]).status == 400
        assert way(own, "SELECT ?at {}", [("at", "May")]).status == 400
        assert way(own, "SELECT ?at {}", [day, day]).status == 400
        assert way(own, "ASK {}", [("at", "")]).status == 200


def test_what_was_known_needs_the_union(own: Client, union: Client) -> None:
    """The graphs of the seed have no dates: nothing of them was known for sure."""
    for way in (by_get, by_form, by_mixed_form):
        refused = way(own, "ASK {}", [("known-at", "2024-05-12")])
        assert (refused.status, "union of its source graphs" in refused.text) == (400, True)
        known = way(union, "ASK { ?s ?p ?o }", [("known-at", "2024-05-12")])
        assert known.json["boolean"] is False
        assert way(union, "ASK {}", [("known-at", "soon")]).status == 400
