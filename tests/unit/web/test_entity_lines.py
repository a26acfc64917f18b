"""Lines of N-Quads are cut as bytes: every term may look like a name or like an end."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.web.entities.lines import LineOrder, graph_of, triple_of
from kg.web.entities.prefixes import prefixes_of

GRAPH = ox.NamedNode("http://example.org/g")
THING = ox.NamedNode("http://example.org/id/agent/x")
PREDICATE = ox.NamedNode("http://example.org/p")
OBJECTS = (
    THING,
    ox.BlankNode("b"),
    ox.Literal("a <http://example.org/g> ."),
    ox.Literal("ends with <b>"),
    ox.Literal("ends with _:b"),
    ox.Literal("_:b"),
    ox.Literal('quote " and\nline <b>', language="en"),
    ox.Literal("x <y", datatype=ox.NamedNode("http://example.org/type")),
    ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal(""),
    ox.Literal(" "),
)


@pytest.mark.parametrize("graph", [GRAPH, ox.BlankNode("g"), ox.DefaultGraph()])
@pytest.mark.parametrize("value", OBJECTS, ids=str)
def test_a_line_is_cut_where_its_graph_begins(
    value: ox.NamedNode | ox.BlankNode | ox.Literal,
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph,
) -> None:
    """Whatever the object looks like, and when there is none."""
    quad = ox.Quad(THING, PREDICATE, value, graph)
    line = ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
    triple = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
    assert line is not None
    assert graph_of(line) == (b"" if graph == ox.DefaultGraph() else str(graph).encode())
    assert triple_of(line) == triple


def test_a_triple_term_is_no_graph() -> None:
    """It ends with a bracket."""
    term = ox.Triple(THING, PREDICATE, ox.Literal("a <b>"))
    for graph in (GRAPH, ox.DefaultGraph()):
        quad = ox.Quad(ox.BlankNode("r"), PREDICATE, term, graph)
        line = ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
        assert line is not None
        assert triple_of(line) == ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)


def test_people_read_the_thing_first() -> None:
    """Then its parts, what is told of others, their names, and what is elsewhere."""
    base = "http://example.org/"
    kind = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = [
        b"<http://else.example/> <e:p> <e:o> .\n",
        b"<http://example.org/id/agent/named> <e:p> <e:o> .\n",
        b"<http://example.org/id/agent/told> <e:p> <e:o> .\n",
        b"<http://example.org/id/agent/told> %s <e:C> .\n" % kind,
        b"<http://example.org/id/agent/x#part> <e:p> <e:o> .\n",
        b"<http://example.org/id/agent/x> <e:p> <e:o> .\n",
    ]
    ordered = LineOrder(THING.value, base).ordered(lines)
    assert ordered == [lines[5], lines[4], lines[3], lines[2], lines[1], lines[0]]


def test_prefixes_are_those_of_the_iris() -> None:
    """A document whose passages are spoken of has its own; a text in angles has none."""
    base = "http://example.org/"
    lines = b'<http://example.org/id/doc/d-1#q> <http://example.org/p> "<\xc3\xa9/\xff" .\n'
    assert prefixes_of(lines.replace(b"\xff", b"x"), base) == {"doc-d-1": f"{base}id/doc/d-1#"}
