"""What differs where the default graph is the union of the source graphs."""

from __future__ import annotations

import pytest

from kg.vocabulary import BASE_IRI
from tests.conformance.protocol.client import N_TRIPLES, PROBLEM, Client, Reply, accept
from tests.conformance.protocol.graphs import (
    DEFAULT,
    EX,
    MANY,
    ONE,
    SAID,
    THREE,
    TWO,
    fresh,
    held,
    named,
    same,
    saying,
)
from tests.conformance.protocol.test_service_description import values

UNION_FEATURE = "?s sd:feature ?x"
CLAIM = "https://w3id.org/geoactors/ns#ClaimGraph"


def assert_explained(reply: Reply) -> None:
    """A refusal that says where triples belong."""
    assert (reply.status, reply.media_type) == (409, PROBLEM), reply.text
    assert "source graph" in reply.json["detail"] + reply.json.get("hint", "")


def words_in_default(client: Client) -> set[str]:
    """What is said in the default graph."""
    return {row["word"] for row in client.rows(SAID) if row["graph"] == f"{EX}default"}


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_the_default_graph_is_not_written_directly(union: Client, method: str) -> None:
    """409 and why."""
    before = union.get(DEFAULT, accept(N_TRIPLES))
    fields = [] if method == "DELETE" else [("Content-Type", "text/turtle")]
    body = None if method == "DELETE" else saying("x").encode()
    assert_explained(union.send(method, DEFAULT, body, *fields))
    assert same(union.get(DEFAULT, accept(N_TRIPLES)), before)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ {saying('x')} }}",
        f"DELETE DATA {{ <{EX}in-one> <{EX}says> 'one' }}",
        "INSERT { ?s ?p 'x' } WHERE { ?s ?p 'one' }",
        "DELETE { ?s ?p 'one' } WHERE { ?s ?p 'one' }",
        "DELETE WHERE { ?s ?p 'one' }",
        "CLEAR DEFAULT",
        "DROP DEFAULT",
        f"COPY <{ONE}> TO DEFAULT",
        f"MOVE <{ONE}> TO DEFAULT",
        f"MOVE DEFAULT TO <{EX}moved>",
        f"ADD <{ONE}> TO DEFAULT",
        f"INSERT DATA {{ GRAPH <{EX}moved> {{ {saying('x')} }} }} ; CLEAR DEFAULT",
    ],
)
def test_no_update_writes_the_default_graph(union: Client, text: str) -> None:
    """By none of its operations, and not after one that is allowed."""
    assert_explained(union.update(text))
    assert words_in_default(union) >= {"one", "two", "three", "shared"}
    assert held(union, named(f"{EX}moved")) is None


def test_the_default_graph_follows_the_source_graphs(union: Client) -> None:
    """By whatever way they were written."""
    iri = fresh()
    ask = "ASK {{ ?s ?p '{}' }}".format
    assert union.put(named(iri), saying("new", "shared")).status == 201
    assert union.ask(ask("new"))
    assert union.update(f"WITH <{iri}> DELETE {{ ?s ?p 'new' }} WHERE {{ ?s ?p ?o }}").status == 204
    assert not union.ask(ask("new"))
    assert union.delete(named(iri)).status == 204
    assert union.ask(ask("shared"))
    assert not union.ask(f"ASK {{ <{EX}s> <{EX}p> 'shared' }}")


def test_patterns_read_the_default_graph(union: Client) -> None:
    """And write into a source graph; it may be copied into one."""
    first, second = fresh(), fresh()
    text = f"INSERT {{ GRAPH <{first}> {{ ?s <{EX}found> ?o }} }} WHERE {{ ?s <{EX}says> ?o }}"
    assert union.update(text).status == 204
    assert held(union, named(first)) == {"one", "two", "three", "shared"}
    assert union.update(f"COPY DEFAULT TO <{second}>").status == 204
    assert (held(union, named(second)) or set()) >= {"one", "two", "three", "shared"}
    assert union.update(f"DROP GRAPH <{first}> ; DROP GRAPH <{second}>").status == 204


def test_the_default_graph_is_read(union: Client) -> None:
    """As a graph of the Graph Store Protocol, and as that of a dataset."""
    reply = union.get(DEFAULT, accept(N_TRIPLES))
    assert same(reply, union.query("CONSTRUCT WHERE { ?s ?p ?o }", as_=N_TRIPLES))
    assert words_in_default(union) == {"one", "two", "three", "shared"}


def test_a_dataset_of_the_protocol_is_no_union(union: Client) -> None:
    """What is not named is not there, here too."""
    rows = union.rows(SAID, ("default-graph-uri", TWO), ("named-graph-uri", THREE))
    said = {(row["word"], row["graph"]) for row in rows}
    assert said == {("two", f"{EX}default"), ("shared", f"{EX}default"), ("three", THREE)}


def test_the_tag_of_the_default_graph_follows_all(union: Client) -> None:
    """Whichever source graph changes."""
    before = union.get(DEFAULT).field("ETag")
    iri = fresh()
    union.put(named(iri), saying(iri))
    assert union.get(DEFAULT).field("ETag") != before
    union.delete(named(iri))


def test_a_content_of_claims_makes_the_default_graph_less_than_a_union(union: Client) -> None:
    """And then the service does not call it one."""
    iri = fresh()
    assert "UnionDefaultGraph" in values(union, UNION_FEATURE)
    union.put(named(iri), f'<{iri}> a <{CLAIM}> ; <{EX}p> "claimed" .')
    assert not union.ask("ASK { ?s ?p 'claimed' }")
    assert "UnionDefaultGraph" not in values(union, UNION_FEATURE)
    union.delete(named(iri))
    assert "UnionDefaultGraph" in values(union, UNION_FEATURE)


@pytest.mark.parametrize("name", ["acceptance", "tombstones"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_what_the_store_keeps_is_not_written(union: Client, name: str, method: str) -> None:
    """Neither under its IRI nor under its address."""
    for where in (named(f"{BASE_IRI}graph/{name}"), f"/graphs/{name}", f"/graph/{name}"):
        fields = [] if method == "DELETE" else [("Content-Type", "text/turtle")]
        body = None if method == "DELETE" else saying("x").encode()
        assert union.send(method, where, body, *fields).status == 409


@pytest.mark.parametrize(
    "iri", [f"{BASE_IRI}id/agent/x", f"{BASE_IRI}ns", f"{BASE_IRI}graphs/x", "javascript:alert(1)"]
)
def test_a_source_graph_has_the_name_of_a_graph(union: Client, iri: str) -> None:
    """What names something else is no name of a source."""
    assert union.put(named(iri), saying("x")).status == 400


def test_named_graphs_are_written_as_elsewhere(union: Client) -> None:
    """Statuses and all."""
    where = named(fresh())
    assert union.put(where, saying("a")).status == 201
    assert union.post(where, saying("b")).status == 204
    assert held(union, where) == {"a", "b"}
    assert union.put(where, saying("c"), ("If-None-Match", "*")).status == 412
    assert [union.delete(where).status for _ in range(2)] == [204, 404]
    assert union.post("/graphs", saying("d")).status == 201
    assert held(union, named(MANY)) is not None
