"""PUT, POST and DELETE of graphs."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from tests.conformance.protocol.client import N_TRIPLES, TRIG, TURTLE, Client, sent_as
from tests.conformance.protocol.graphs import (
    DEFAULT,
    EX,
    ONE,
    THREE,
    TWO,
    direct_iri,
    fresh,
    fresh_path,
    held,
    named,
    same,
    saying,
)

DOCUMENTS = {
    TURTLE: saying("x"),
    N_TRIPLES: saying("x"),
    TRIG: saying("x"),
    "application/n-quads": saying("x"),
    "application/ld+json": f'{{"@id": "{EX}s", "{EX}p": "x"}}',
    "application/rdf+xml": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<r:Description r:about="{EX}s"><p xmlns="{EX}">x</p></r:Description></r:RDF>'
    ),
}
EMPTY = ["", "# nothing\n", f"@prefix e: <{EX}> ."]


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("media_type", DOCUMENTS)
def test_a_graph_is_stored_from_every_format(own: Client, method: str, media_type: str) -> None:
    """Each read by its media type."""
    where = named(fresh())
    reply = own.send(method, where, DOCUMENTS[media_type].encode(), sent_as(media_type))
    assert reply.status == 201
    assert held(own, where) == {"x"}


def test_put_creates_and_then_replaces(own: Client) -> None:
    """201, then 204; of the old graph nothing is left."""
    for where in (named(fresh()), fresh_path()):
        assert own.put(where, saying("a", "b")).status == 201
        assert own.put(where, saying("c")).status == 204
        assert held(own, where) == {"c"}


def test_post_creates_and_then_merges(own: Client) -> None:
    """201, then 204; the old graph stays."""
    for where in (named(fresh()), fresh_path()):
        assert own.post(where, saying("a", "b")).status == 201
        assert own.post(where, saying("b", "c")).status == 204
        assert held(own, where) == {"a", "b", "c"}


def test_a_merge_keeps_blank_nodes_apart(own: Client) -> None:
    """The same label in two documents means two nodes."""
    where = named(fresh())
    for _ in range(2):
        own.post(where, f'_:b <{EX}p> "x" .')
    assert len(own.get(where, ("Accept", N_TRIPLES)).text.splitlines()) == 2


def test_a_write_reaches_one_graph(own: Client) -> None:
    """All others stay as they were, the default graph too."""
    others = [named(ONE), named(TWO), DEFAULT]
    before = [held(own, where) for where in others]
    where = named(fresh())
    own.put(where, saying("a"))
    own.post(where, saying("b"))
    own.delete(where)
    assert [held(own, where) for where in others] == before


def test_a_graph_comes_back_as_it_was_sent(own: Client) -> None:
    """Up to the names of its blank nodes."""
    where = named(fresh())
    sent = own.get(named(THREE))
    own.put(where, sent.text)
    assert same(own.get(where), sent)


def test_delete_removes_a_graph(own: Client) -> None:
    """204, and then there is none: 404 for every method that needs one."""
    for where in (named(fresh()), fresh_path()):
        own.put(where, saying("a"))
        assert own.delete(where).status == 204
        assert [own.send(m, where).status for m in ("GET", "HEAD", "DELETE")] == [404] * 3


def test_the_default_graph_is_written(emptied: Client) -> None:
    """It always exists, so nothing is created and nothing is gone for good."""
    assert emptied.post(DEFAULT, saying("a")).status == 204
    assert emptied.post(DEFAULT, saying("b")).status == 204
    assert held(emptied, DEFAULT) == {"a", "b"}
    assert emptied.put(DEFAULT, saying("c")).status == 204
    assert held(emptied, DEFAULT) == {"c"}
    assert [emptied.delete(DEFAULT).status for _ in range(2)] == [204, 204]
    assert held(emptied, DEFAULT) == set()


@pytest.mark.parametrize("text", EMPTY)
def test_put_of_nothing_makes_an_empty_graph(own: Client, text: str) -> None:
    """Which exists; a graph that was there is emptied."""
    for where in (named(fresh()), fresh_path()):
        assert own.put(where, text).status == 201
        assert held(own, where) == set()
        own.put(where, saying("a"))
        assert own.put(where, text).status == 204
        assert held(own, where) == set()


@pytest.mark.parametrize("media_type", ["application/rdf+xml", "application/ld+json"])
def test_nothing_is_no_document_of_some_formats(own: Client, media_type: str) -> None:
    """XML and JSON have no empty document."""
    where = named(fresh())
    assert own.put(where, "", as_=media_type).status == 400
    assert held(own, where) is None


def test_post_of_nothing_changes_nothing(own: Client) -> None:
    """204, whether the graph is there or not, and with any media type or none."""
    where, missing = named(fresh()), named(fresh())
    own.put(where, saying("a"))
    for target in (where, missing, DEFAULT, "/graphs"):
        for fields in ([], [sent_as(TURTLE)], [sent_as("application/rdf+xml")]):
            reply = own.send("POST", target, b"", *fields)
            assert (reply.status, reply.field("Location")) == (204, "")
    assert held(own, where) == {"a"}
    assert held(own, missing) is None


@pytest.mark.parametrize("media_type", DOCUMENTS)
def test_a_post_to_the_store_makes_a_new_graph(own: Client, media_type: str) -> None:
    """Location is where it is found, here, by all methods, under an IRI of its own."""
    reply = own.send("POST", "/graphs", DOCUMENTS[media_type].encode(), sent_as(media_type))
    assert reply.status == 201
    address = urljoin(f"{own.address}/graphs", reply.field("Location"))
    assert address.startswith((f"{own.address}/graphs/", f"{own.address}/graph/"))
    path = urlsplit(address).path
    assert held(own, path) == held(own, named(direct_iri(path))) == {"x"}
    assert own.delete(path).status == 204


def test_every_post_to_the_store_makes_another_graph(own: Client) -> None:
    """Also of the same document."""
    places = {own.post("/graphs", saying("x")).field("Location") for _ in range(3)}
    assert len(places) == 3


@pytest.mark.parametrize(
    ("method", "where"),
    [
        ("PUT", named(f"{EX}refused")),
        ("POST", named(f"{EX}refused")),
        ("PUT", DEFAULT),
        ("POST", DEFAULT),
        ("POST", "/graphs"),
    ],
)
def test_a_document_with_other_graphs_is_refused(own: Client, method: str, where: str) -> None:
    """A graph was asked for; nothing of it is stored."""
    other = fresh()
    for text, media_type in (
        (f"{saying('a')} <{other}> {{ {saying('b')} }}", TRIG),
        (f'<{EX}s> <{EX}p> "b" <{other}> .', "application/n-quads"),
        (f'{{"@id": "{other}", "@graph": {{"{EX}p": "b"}}}}', "application/ld+json"),
    ):
        assert own.send(method, where, text.encode(), sent_as(media_type)).status == 400
    assert held(own, named(f"{EX}refused")) is None
    assert held(own, named(other)) is None
    assert held(own, DEFAULT) == {"default"}


def test_a_document_may_name_its_own_graph(own: Client) -> None:
    """A TriG file of one graph is sent to that graph as it is."""
    iri = fresh()
    assert own.put(named(iri), f"<{iri}> {{ {saying('x')} }}", as_=TRIG).status == 201
    assert held(own, named(iri)) == {"x"}
    assert own.post(named(iri), f'<{EX}s> <{EX}p> "y" <{iri}> .', as_="application/n-quads")
    assert held(own, named(iri)) == {"x", "y"}


def test_there_is_no_graph_store_elsewhere(own: Client) -> None:
    """Other paths are 404."""
    for where in ("/graphstore", "/graphs-of-mine/x", f"/graph?graph={ONE}"):
        assert own.post(where, saying("x")).status == 404
