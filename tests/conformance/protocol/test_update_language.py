"""Every operation of SPARQL 1.1 Update, as a client sees its effect."""

from __future__ import annotations

import pytest

from tests.conformance.protocol.client import Client
from tests.conformance.protocol.graphs import EX, fresh, held, named, saying

A, B, C = (f"{EX}graph-{letter}" for letter in "abc")
IN_A, IN_B = f"GRAPH <{A}> {{ {saying('a')} }}", f"GRAPH <{B}> {{ {saying('b')} }}"
PREPARED = f"INSERT DATA {{ {saying('d')} {IN_A} {IN_B} }}"
PREFIXED = """PREFIX e: <http://example.org/> INSERT DATA { e:s e:p 'x' } ;
PREFIX e: <http://other.example/> BASE <http://example.org/> INSERT { <s> <p> e:y } WHERE { }
"""
BEFORE = {"": {"d"}, A: {"a"}, B: {"b"}}
CONTENT = """
SELECT ?g ?o { { ?s ?p ?o BIND("" AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } }
"""


def content(client: Client) -> dict[str, set[str]]:
    """The words of each graph that holds any; the default graph is the empty name."""
    found: dict[str, set[str]] = {}
    for row in client.rows(CONTENT):
        found.setdefault(row["g"], set()).add(row["o"])
    return found


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (f"INSERT DATA {{ {saying('new')} }}", {"": {"d", "new"}}),
        (f"INSERT DATA {{ GRAPH <{C}> {{ {saying('new')} }} }}", {C: {"new"}}),
        (f"DELETE DATA {{ {saying('d')} }}", {"": set()}),
        (f"DELETE DATA {{ {saying('a')} GRAPH <{A}> {{ {saying('a')} }} }}", {A: set()}),
        (f"DELETE DATA {{ GRAPH <{C}> {{ {saying('a')} }} }}", {}),
        ("INSERT { ?s ?p 'new' } WHERE { ?s ?p 'd' }", {"": {"d", "new"}}),
        (
            f"INSERT {{ GRAPH <{C}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}",
            {C: {"a"}},
        ),
        ("INSERT { ?s ?p ?nothing } WHERE { ?s ?p 'd' }", {}),
        ("INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }", {}),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", {"": set()}),
        ("DELETE { ?s ?p ?o } INSERT { ?s ?p 'new' } WHERE { ?s ?p ?o }", {"": {"new"}}),
        ("DELETE { ?s ?p 'd' } INSERT { ?s ?p 'd' } WHERE { ?s ?p 'd' }", {}),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", {A: set(), B: set()}),
        (
            f"WITH <{A}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'new' }} WHERE {{ ?s ?p ?o }}",
            {A: {"new"}},
        ),
        (f"WITH <{A}> INSERT {{ ?s ?p ?o }} USING <{B}> WHERE {{ ?s ?p ?o }}", {A: {"a", "b"}}),
        (
            f"INSERT {{ ?s ?p ?o }} USING <{A}> USING <{B}> WHERE {{ ?s ?p ?o }}",
            {"": {"d", "a", "b"}},
        ),
        (
            f"INSERT {{ ?s ?p ?o }} USING NAMED <{A}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            {"": {"d", "a"}},
        ),
        ("DELETE WHERE { ?s ?p ?o }", {"": set()}),
        (f"DELETE WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}", {A: set()}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p 'b' } }", {B: set()}),
        (f"CLEAR GRAPH <{A}>", {A: set()}),
        ("CLEAR DEFAULT", {"": set()}),
        ("CLEAR NAMED", {A: set(), B: set()}),
        ("CLEAR ALL", {"": set(), A: set(), B: set()}),
        (f"DROP GRAPH <{A}>", {A: set()}),
        ("DROP DEFAULT", {"": set()}),
        ("DROP NAMED", {A: set(), B: set()}),
        ("DROP ALL", {"": set(), A: set(), B: set()}),
        (f"CREATE GRAPH <{C}>", {}),
        (f"COPY <{A}> TO <{B}>", {B: {"a"}}),
        (f"COPY DEFAULT TO GRAPH <{C}>", {C: {"d"}}),
        (f"COPY <{A}> TO DEFAULT", {"": {"a"}}),
        (f"COPY <{A}> TO <{A}>", {}),
        (f"MOVE <{A}> TO <{B}>", {A: set(), B: {"a"}}),
        (f"MOVE DEFAULT TO <{C}>", {"": set(), C: {"d"}}),
        (f"MOVE <{A}> TO DEFAULT", {"": {"a"}, A: set()}),
        (f"MOVE <{A}> TO <{A}>", {}),
        (f"ADD <{A}> TO <{B}>", {B: {"a", "b"}}),
        (f"ADD DEFAULT TO <{A}>", {A: {"a", "d"}}),
        (f"ADD GRAPH <{A}> TO DEFAULT", {"": {"d", "a"}}),
        (
            f"DELETE DATA {{ {saying('d')} }} ; INSERT {{ {saying('x')} }} WHERE {{ ?s ?p 'd' }}",
            {"": set()},
        ),
        (f"MOVE <{A}> TO <{C}> ; COPY <{C}> TO <{B}> ; DROP GRAPH <{C}> ;", {A: set(), B: {"a"}}),
        (PREFIXED, {"": {"d", "x", "http://other.example/y"}}),
    ],
)
def test_an_operation_has_its_effect(
    emptied: Client, text: str, changes: dict[str, set[str]]
) -> None:
    """On the graphs it names, and on no other."""
    assert emptied.update(PREPARED).status == 204
    reply = emptied.update(text)
    assert reply.status == 204, reply.text
    assert content(emptied) == {
        graph: words for graph, words in (BEFORE | changes).items() if words
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"CREATE GRAPH <{A}>", 409),
        (f"DROP GRAPH <{C}>", 404),
        (f"COPY <{C}> TO <{A}>", 404),
        (f"MOVE <{C}> TO <{A}>", 404),
        (f"ADD <{C}> TO <{A}>", 404),
    ],
)
def test_an_operation_that_fails_says_so(emptied: Client, text: str, status: int) -> None:
    """And changes nothing; told to be silent, it succeeds and changes nothing either."""
    emptied.update(PREPARED)
    assert emptied.update(text).status == status
    assert content(emptied) == BEFORE
    assert emptied.update(text.replace(" ", " SILENT ", 1)).status == 204
    assert content(emptied) == BEFORE


@pytest.mark.parametrize(
    "text", ["CLEAR GRAPH <{0}>", "CLEAR SILENT GRAPH <{0}>", "DROP SILENT GRAPH <{0}>"]
)
def test_what_is_not_there_may_be_cleared(own: Client, text: str) -> None:
    """As the W3C suite does before it begins."""
    iri = fresh()
    assert own.update(text.format(iri)).status == 204
    assert held(own, named(iri)) is None


def test_a_graph_may_be_empty(emptied: Client) -> None:
    """After CREATE, CLEAR and the removal of its last triple; DROP takes it away."""
    emptied.update(PREPARED)
    emptied.update(f"CREATE GRAPH <{C}> ; CLEAR GRAPH <{A}> ; DELETE DATA {{ {IN_B} }}")
    assert [held(emptied, named(iri)) for iri in (A, B, C)] == [set(), set(), set()]
    emptied.update(f"DROP GRAPH <{A}> ; DROP NAMED")
    assert [held(emptied, named(iri)) for iri in (A, B, C)] == [None, None, None]


def test_blank_nodes_are_new_for_each_solution(emptied: Client) -> None:
    """And stay one within it."""
    emptied.update(f"INSERT DATA {{ {saying('x')} {saying('y')} }}")
    emptied.update(f"INSERT {{ _:n <{EX}of> ?o . _:n <{EX}seen> true }} WHERE {{ ?s ?p ?o }}")
    assert len(emptied.rows(f"SELECT ?n {{ ?n <{EX}of> ?o ; <{EX}seen> true }}")) == 2
