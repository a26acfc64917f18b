"""Validators of answers, and requests that spare an answer which has not changed."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import (
    JSON,
    N_TRIPLES,
    QUERY,
    TURTLE,
    Client,
    Field,
    accept,
    sent_as,
    target,
)
from tests.conformance.protocol.graphs import DEFAULT, ONE, TWO, fresh, held, named, saying

TAGGED = [
    pytest.param(target("/sparql", ("query", "SELECT * { ?s ?p ?o }")), JSON, id="table"),
    pytest.param(target("/sparql", ("query", "CONSTRUCT WHERE { ?s ?p ?o }")), TURTLE, id="graph"),
    pytest.param("/sparql", TURTLE, id="description"),
    pytest.param(named(ONE), TURTLE, id="named"),
    pytest.param(DEFAULT, N_TRIPLES, id="default"),
]
READS = pytest.mark.parametrize("method", ["GET", "HEAD"])


def tag_of(client: Client, where: str, *fields: Field) -> str:
    """The entity tag of an answer that must succeed."""
    reply = client.get(where, *fields)
    assert reply.status == 200, reply.text
    tag = reply.field("ETag")
    assert tag.endswith('"')
    return tag


@pytest.mark.parametrize(("where", "media_type"), TAGGED)
@READS
def test_an_unchanged_answer_is_304(own: Client, method: str, where: str, media_type: str) -> None:
    """With its tag and what it varies with, and without a body."""
    tag = tag_of(own, where, accept(media_type))
    for condition in (tag, f"W/{tag.removeprefix('W/')}", f'"a", {tag} , "b"', "*"):
        reply = own.send(method, where, None, accept(media_type), ("If-None-Match", condition))
        assert (reply.status, reply.body) == (304, b""), condition
        assert reply.field("ETag") == tag
        assert "accept" in reply.listed("Vary")


@pytest.mark.parametrize(("where", "media_type"), TAGGED)
@READS
def test_an_answer_with_another_tag_is_sent(
    own: Client, method: str, where: str, media_type: str
) -> None:
    """The tag of nothing that was ever answered."""
    condition = ("If-None-Match", '"another", W/"one more"')
    assert own.send(method, where, None, accept(media_type), condition).status == 200


@pytest.mark.parametrize(("where", "media_type"), TAGGED)
@READS
def test_a_read_may_insist_on_a_state(
    own: Client, method: str, where: str, media_type: str
) -> None:
    """If-Match compares strongly, and fails with 412."""
    tag = tag_of(own, where, accept(media_type))
    for condition, status in ((tag, 200), ("*", 200), ('"another"', 412), (f"W/{tag}", 412)):
        reply = own.send(method, where, None, accept(media_type), ("If-Match", condition))
        assert reply.status == status, condition


def test_each_format_has_its_own_tag(own: Client) -> None:
    """A strong validator names bytes, not a state."""
    for where in ("/sparql", named(ONE), target("/sparql", ("query", "CONSTRUCT WHERE {}"))):
        tags = {tag_of(own, where, accept(kind)) for kind in (TURTLE, N_TRIPLES)}
        assert len(tags) == 2


def test_each_query_of_a_version_is_tagged(own: Client) -> None:
    """The tag belongs to one target; no tag of another form of answer fits."""
    select = target("/sparql", ("query", "SELECT * {}"))
    describing = tag_of(own, "/sparql", accept(TURTLE))
    assert own.get(select, accept(JSON), ("If-None-Match", describing)).status == 200


def test_a_post_is_not_answered_with_304(own: Client) -> None:
    """Only GET and HEAD are; a query by POST is run."""
    fields = [sent_as(QUERY), accept(JSON), ("If-None-Match", '"another"')]
    assert own.send("POST", "/sparql", b"ASK {}", *fields).status == 200


def test_an_error_is_an_error_whatever_the_condition(own: Client) -> None:
    """Conditions count only where the request would have succeeded."""
    for condition in (("If-None-Match", "*"), ("If-Match", '"another"')):
        assert own.get("/sparql?query=x", condition).status == 400
        assert own.get(named(fresh()), condition).status == 404


def test_the_tag_of_a_query_follows_the_dataset(own: Client) -> None:
    """After a write the old answer is not confirmed any more."""
    where = target("/sparql", ("query", "ASK {}"))
    before = tag_of(own, where)
    assert own.get(where, ("If-None-Match", before)).status == 304
    assert own.put(named(fresh()), saying("new")).status == 201
    assert own.get(where, ("If-None-Match", before)).status == 200
    assert tag_of(own, where) != before


def test_the_tag_of_a_graph_follows_that_graph(own: Client) -> None:
    """A write to another graph leaves it, whichever way it came."""
    where = named(fresh())
    own.put(where, saying("a"))
    first, other = tag_of(own, where), tag_of(own, named(TWO))
    own.put(named(fresh()), saying("elsewhere"))
    own.update(f"INSERT DATA {{ GRAPH <{fresh()}> {{ {saying('elsewhere')} }} }}")
    assert tag_of(own, where) == first
    own.post(where, saying("b"))
    second = tag_of(own, where)
    own.delete(where)
    own.put(where, saying("a"))
    assert len({first, second, tag_of(own, where)}) == 3
    assert tag_of(own, named(TWO)) == other


def test_the_tag_of_the_default_graph_follows_it(own: Client) -> None:
    """Not the named graphs, as long as it is a graph of its own."""
    before = tag_of(own, DEFAULT)
    own.put(named(fresh()), saying("elsewhere"))
    assert tag_of(own, DEFAULT) == before
    own.post(DEFAULT, saying("here"))
    assert tag_of(own, DEFAULT) != before
    own.update(f"DELETE DATA {{ {saying('here')} }}")


def test_an_update_changes_the_tag_of_what_it_changes(own: Client) -> None:
    """By a pattern as well as by data."""
    iri = fresh()
    own.put(named(iri), saying("a"))
    before = tag_of(own, named(iri))
    text = f"WITH <{iri}> DELETE {{ ?s ?p 'a' }} INSERT {{ ?s ?p 'b' }} WHERE {{ ?s ?p 'a' }}"
    assert own.update(text).status == 204
    assert held(own, named(iri)) == {"b"}
    assert tag_of(own, named(iri)) != before


def test_what_changes_nothing_keeps_the_tags(own: Client) -> None:
    """The same content again, or a deletion of what is not there."""
    where = named(fresh())
    query = target("/sparql", ("query", "ASK {}"))
    own.put(where, saying("a"))
    before = tag_of(own, where), tag_of(own, query)
    assert own.put(where, saying("a")).status == 204
    assert own.post(where, saying("a")).status == 204
    assert own.update(f"DELETE DATA {{ {saying('not there')} }}").status == 204
    assert (tag_of(own, where), tag_of(own, query)) == before


def test_answers_may_be_cached(own: Client) -> None:
    """With a validator, and without a word against it."""
    for where in (named(ONE), target("/sparql", ("query", "ASK {}"))):
        assert "no-store" not in own.get(where).listed("Cache-Control")
