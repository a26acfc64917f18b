"""Tests of kg.update.instantiate and kg.update.delta: what a pattern changes, and its way back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import InputError, TooLargeError, UnavailableError
from kg.update import Delta, Modify, by_graph, decode, encode, instantiate, parse_update
from tests.unit.update.memory import MemoryTarget

TRIG = """
PREFIX e: <urn:e:>
e:a e:p e:b, 'text', _:x .
GRAPH e:g { e:a e:q 1 . _:x e:q 2 }
GRAPH e:h { e:a e:q 1 }
"""


def modify(text: str) -> Modify:
    """The only operation of a request."""
    (operation,) = parse_update(f"PREFIX e: <urn:e:> {text}")
    assert isinstance(operation, Modify)
    return operation


@pytest.fixture
def target() -> MemoryTarget:
    """Three graphs; one blank node is in two of them."""
    quads = ox.parse(TRIG, ox.RdfFormat.TRIG, rename_blank_nodes=False)
    return MemoryTarget(quads)


def lines(quads: frozenset[ox.Quad]) -> set[str]:
    """Quads as a person would write them."""
    return {str(quad).replace("<urn:e:", "<") for quad in quads}


@pytest.mark.parametrize(
    ("text", "removed", "added"),
    [
        (
            "DELETE { ?s e:p ?o } INSERT { ?o e:r ?s } WHERE { ?s e:p ?o FILTER(isIRI(?o)) }",
            {"<a> <p> <b>"},
            {"<b> <r> <a>"},
        ),
        ("INSERT { ?o e:r 1 } WHERE { ?s e:p ?o FILTER(isLiteral(?o)) }", set(), set()),
        ("INSERT { e:a ?o 1 } WHERE { ?s e:p ?o FILTER(!isIRI(?o)) }", set(), set()),
        (
            "INSERT { GRAPH ?o { e:a e:r 1 } } WHERE { ?s e:p ?o }",
            set(),
            {'<a> <r> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <b>'},
        ),
        ("INSERT { e:a e:r ?none . e:b e:r e:c } WHERE {}", set(), {"<b> <r> <c>"}),
        ("INSERT { e:b e:r e:c } WHERE { ?s e:none ?o }", set(), set()),
        ("DELETE { ?s e:p e:b } INSERT { ?s e:p e:b } WHERE { ?s e:p ?o }", set(), {"<a> <p> <b>"}),
        ("DELETE WHERE { ?s e:p ?o . ?o ?p 'none' }", set(), set()),
        (
            "DELETE { ?s e:p ?o } WHERE { ?s e:p ?o . GRAPH e:g { ?o e:q 2 } }",
            {"<a> <p> _:x"},
            set(),
        ),
        (
            "DELETE { GRAPH e:g { ?s e:q ?o } } WHERE { GRAPH e:g { ?s e:q ?o FILTER(?o = 2) } }",
            {'_:x <q> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <g>'},
            set(),
        ),
        ("WITH e:g INSERT { ?s e:r e:c } WHERE { ?s e:q 1 }", set(), {"<a> <r> <c> <g>"}),
        ("WITH e:g INSERT { ?s e:r e:c } USING e:h WHERE { ?s e:q 2 }", set(), set()),
        (
            "WITH e:g INSERT { e:a e:r ?g } WHERE { ?s e:q 1 GRAPH ?g { ?s e:q 1 } }",
            set(),
            {"<a> <r> <g> <g>", "<a> <r> <h> <g>"},
        ),
        ("INSERT { e:a e:r ?g } USING e:g WHERE { ?s e:q 1 GRAPH ?g { ?s e:q 1 } }", set(), set()),
        (
            "INSERT { e:a e:r ?g } USING NAMED e:h WHERE { GRAPH ?g { ?s e:q 1 } }",
            set(),
            {"<a> <r> <h>"},
        ),
        ("INSERT { e:a e:r ?s } USING NAMED e:h WHERE { ?s ?p ?o }", set(), set()),
        ("INSERT { ?s e:r e:c } USING e:g USING e:h WHERE { ?s e:q 1 }", set(), {"<a> <r> <c>"}),
    ],
)
def test_templates_are_filled(
    text: str, removed: set[str], added: set[str], target: MemoryTarget
) -> None:
    """§3.1.3: what is unbound or no RDF is left out, and USING and WITH say where to look."""
    delta = target.where(modify(text))
    assert lines(delta.removed) == removed
    assert lines(delta.added) == added


def test_blank_nodes_of_a_template_are_new_in_each_solution(target: MemoryTarget) -> None:
    """One label is one node in one solution."""
    delta = target.where(modify("INSERT { _:n e:r ?o ; e:s _:n } WHERE { ?s e:p ?o }"))
    nodes = {quad.subject for quad in delta.added}
    assert len(delta.added) == 6
    assert len(nodes) == 3
    assert all(q.subject == q.object for q in delta.added if q.predicate.value == "urn:e:s")


def test_blank_nodes_of_the_data_stay_themselves(target: MemoryTarget) -> None:
    """They can be given more, which their labels survive."""
    text = "INSERT { ?o e:r e:c } WHERE { ?s e:p ?o FILTER(isBlank(?o)) }"
    assert lines(target.where(modify(text)).added) == {"_:x <r> <c>"}


def test_a_pattern_is_asked_for_once(target: MemoryTarget) -> None:
    """Both templates see the same solutions, on the dataset that the operation names."""
    asked = []

    def solve(
        query: str, default: tuple[str, ...] | None, named: tuple[str, ...] | None
    ) -> ox.QuerySolutions:
        asked.append((default, named))
        solutions = target.store().query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions

    operation = modify("DELETE { ?s e:p ?o } INSERT { ?s e:r ?o } USING e:g WHERE { ?s e:p ?o }")
    assert len(instantiate(operation, solve).added) == 3
    assert asked == [(("urn:e:g",), ())]
    assert len(instantiate(operation, solve, limit=6).removed) == 3
    with pytest.raises(TooLargeError, match="changes more than 5 triples") as caught:
        instantiate(operation, solve, limit=5)
    assert caught.value.limit == "update-changes"


@pytest.mark.parametrize(
    ("made", "kind"),
    [("TRIPLE(e:a, e:b, e:c)", "triple term"), ("STRLANGDIR('x', 'en', 'ltr')", "text with a")],
)
def test_rdf_1_2_is_refused(made: str, kind: str, target: MemoryTarget) -> None:
    """It could be made by a function; removing it removes nothing."""
    with pytest.raises(InputError, match=f"gives <urn:e:a> a {kind}"):
        target.where(modify(f"INSERT {{ e:a e:b ?x }} WHERE {{ BIND({made} AS ?x) }}"))
    removed = target.where(modify(f"DELETE {{ e:a e:b ?x }} WHERE {{ BIND({made} AS ?x) }}"))
    assert len(removed.removed) == 1


def test_what_xml_cannot_carry_is_refused(target: MemoryTarget) -> None:
    """It could be made by a function; removing it mends what another program left."""
    with pytest.raises(InputError, match=r"text with the character U\+000B, which XML cannot"):
        target.where(modify("INSERT { e:a e:b ?x } WHERE { BIND(STRDT('\\u000B', e:d) AS ?x) }"))
    removed = target.where(modify("DELETE { e:a e:b ?x } WHERE { BIND('\\u000B' AS ?x) }"))
    assert len(removed.removed) == 1


def node(name: str) -> ox.NamedNode:
    """A node of the tests."""
    return ox.NamedNode(f"urn:e:{name}")


TERMS: list[ox.NamedNode | ox.BlankNode | ox.Literal] = [
    node("a"),
    ox.BlankNode("label.1"),
    ox.Literal('a " \\ \n \r \t \x00 \u2028 é'),
    ox.Literal("x", language="en-GB"),
    ox.Literal("01", datatype=node("type")),
]


def test_a_delta_comes_back_as_it_was() -> None:
    """Labels of blank nodes and spellings of literals included."""
    removed = frozenset(ox.Quad(node("s"), node("p"), term) for term in TERMS)
    added = frozenset(ox.Quad(ox.BlankNode("b"), node("p"), term, node("g")) for term in TERMS)
    for delta in (Delta(), Delta(removed), Delta(added=added), Delta(removed, added)):
        assert decode(encode(delta)) == delta


@pytest.mark.parametrize("cut", [0, 1, 4, 20, -1])
def test_a_delta_that_is_cut_short_is_noticed(cut: int) -> None:
    """A worker may be killed while it writes."""
    data = encode(Delta(added=frozenset([ox.Quad(node("s"), node("p"), node("o"))])))
    with pytest.raises(UnavailableError, match="broke off"):
        decode(data[:cut])


def test_quads_are_sorted_by_graph() -> None:
    """The default graph has the empty name."""
    quads = [ox.Quad(node("s"), node("p"), node("o"), graph) for graph in (node("g"), node("h"))]
    default = ox.Quad(node("s"), node("q"), node("o"))
    triple = quads[0].triple
    assert by_graph([*quads, default]) == {
        "": {default.triple},
        "urn:e:g": {triple},
        "urn:e:h": {triple},
    }
