"""Writes that insist on the state of a graph: nothing is lost to another writer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conformance.protocol.client import N_TRIPLES, TURTLE, Client, Field, accept
from tests.conformance.protocol.graphs import DEFAULT, ONE, fresh, held, named, saying

STALE = '"of-another-state"'


def tag_of(client: Client, where: str, *fields: Field) -> str:
    """The entity tag of a graph that must be there."""
    reply = client.get(where, *fields)
    assert reply.status == 200, reply.text
    return reply.field("ETag")


def write(client: Client, method: str, where: str, *fields: Field) -> int:
    """Write `new` into a graph, or remove it; give the status."""
    if method == "DELETE":
        return client.delete(where, *fields).status
    reply = (client.put if method == "PUT" else client.post)(where, saying("new"), *fields)
    return reply.status


every_write = pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])


@every_write
def test_a_write_succeeds_on_the_state_it_names(own: Client, method: str) -> None:
    """By the tag of any of its formats, alone or in a list, or by the star."""
    for condition in (TURTLE, N_TRIPLES, "list", "*", "gzip"):
        where = named(fresh())
        own.put(where, saying("old"))
        tag = {
            "*": "*",
            "list": f'"a", {tag_of(own, where)}',
            "gzip": tag_of(own, where, ("Accept-Encoding", "gzip")),
        }.get(condition) or tag_of(own, where, accept(condition))
        assert write(own, method, where, ("If-Match", tag)) == 204, condition


@every_write
@pytest.mark.parametrize("condition", [STALE, f'"a", {STALE}', "W/{tag}", ""])
def test_a_write_fails_on_another_state(own: Client, method: str, condition: str) -> None:
    """With 412 and nothing changed; a weak tag fits no state."""
    where = named(fresh())
    own.put(where, saying("old"))
    value = condition.format(tag=tag_of(own, where).removeprefix("W/"))
    assert write(own, method, where, ("If-Match", value)) == 412
    assert held(own, where) == {"old"}


@every_write
def test_the_tag_of_an_earlier_state_is_another_state(own: Client, method: str) -> None:
    """And so is that of another graph."""
    where = named(fresh())
    own.put(where, saying("old"))
    earlier = tag_of(own, where)
    own.put(where, saying("newer"))
    for tag in (earlier, tag_of(own, named(ONE))):
        assert write(own, method, where, ("If-Match", tag)) == 412
    assert held(own, where) == {"newer"}


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("condition", ["*", STALE])
def test_a_graph_that_must_be_there_is_not_made(own: Client, method: str, condition: str) -> None:
    """No tag fits a graph that does not exist."""
    where = named(fresh())
    assert write(own, method, where, ("If-Match", condition)) == 412
    assert held(own, where) is None


def test_the_deletion_of_no_graph_is_404_in_any_case(own: Client) -> None:
    """Conditions count only where the request would have succeeded."""
    for condition in (("If-Match", "*"), ("If-None-Match", "*")):
        assert own.delete(named(fresh()), condition).status == 404


@every_write
def test_a_graph_that_must_not_be_there_is_left(own: Client, method: str) -> None:
    """`If-None-Match: *` protects what exists, and so does its tag."""
    where = named(fresh())
    own.put(where, saying("old"))
    for condition in ("*", tag_of(own, where), f"W/{tag_of(own, where).removeprefix('W/')}"):
        assert write(own, method, where, ("If-None-Match", condition)) == 412
    assert held(own, where) == {"old"}


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_graph_that_is_not_there_may_be_made_once(own: Client, method: str) -> None:
    """The second writer is told."""
    where = named(fresh())
    condition = ("If-None-Match", "*")
    assert [write(own, method, where, condition) for _ in range(2)] == [201, 412]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_the_default_graph_has_conditions_too(own: Client, method: str) -> None:
    """It always exists."""
    before = held(own, DEFAULT)
    for condition in (("If-Match", STALE), ("If-None-Match", "*")):
        assert write(own, method, DEFAULT, condition) == 412
    assert held(own, DEFAULT) == before


def test_a_malformed_body_is_400_whatever_the_condition(own: Client) -> None:
    """As without one."""
    where = named(fresh())
    own.put(where, saying("old"))
    assert own.put(where, "x", ("If-Match", "*")).status == 400


def test_of_many_writers_one_wins(own: Client) -> None:
    """The condition and the write are one step."""
    where = named(fresh())
    own.put(where, saying("0"))
    condition = ("If-Match", tag_of(own, where))
    with ThreadPoolExecutor(8) as pool:
        done = pool.map(lambda n: own.put(where, saying(str(n)), condition).status, range(1, 9))
        statuses = sorted(done)
    assert statuses == [204] + [412] * 7
    assert held(own, where) != {"0"}


def test_a_write_answers_without_a_validator(own: Client) -> None:
    """RFC 9110 §9.3.4: what is stored are not the bytes that were sent."""
    where = named(fresh())
    for reply in (own.put(where, saying("a")), own.put(where, saying("b"))):
        assert reply.field("ETag") == ""
        assert reply.field("Last-Modified") == ""


@pytest.mark.parametrize("field", ["If-Match", "If-None-Match"])
def test_an_update_takes_no_condition(own: Client, field: str) -> None:
    """It touches graphs that nobody named; whoever sends one must not believe to be protected."""
    where = fresh()
    body = f"INSERT DATA {{ GRAPH <{where}> {{ {ONE} }} }}".encode()
    media_type = ("Content-Type", "application/sparql-update")
    assert own.send("POST", "/update", body, media_type, (field, STALE)).status == 400
    assert own.get(named(where)).status == 404
