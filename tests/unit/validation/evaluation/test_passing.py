"""What surely passes a check, what breaks it, and what is left to the queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from kg.report import Severity, Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.forms import Forms, encode_quads
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.passing import Passing
from kg.validation.model import Check, HasValue, In, Shape
from kg.validation.reading import ShapeReader
from tests.unit.validation.evaluation.conftest import EX, Find

X = ox.NamedNode(EX + "x")
P = ox.NamedNode(EX + "p")
SHAPE = "ex:S sh:targetNode ex:x ; sh:path ex:p ; {} ."
DATA = """
ex:C rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A . ex:c a ex:C ; ex:r 1 . ex:n a ex:N .
ex:x {} .
"""
COMPONENT = """
ex:Own a sh:ConstraintComponent ; sh:parameter [ sh:path ex:own ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value = $own) }" ] ."""
DISJOINT = """[ sh:path ex:r ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
    sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ],
    [ sh:path ex:s ; sh:qualifiedValueShape [ sh:in ( 1 ) ] ; sh:qualifiedMinCount 0 ]"""
ASKS_Q = 'sh:sparql [ sh:select "SELECT $this { $this <http://example.org/q> ?y }" ]'
COUNTS_Q = (
    'sh:sparql [ sh:select "SELECT $this { $this <http://example.org/q> ?y } GROUP BY $this'
    ' HAVING (COUNT(?y) > 1)" ]'
)

CASES: list[tuple[str, str, str, str]] = [
    ("sh:class ex:A", "ex:p ex:c", "ex:p ex:c, ex:n", ""),
    ("sh:class ex:A", "ex:q 1", "ex:p 'c'", ""),
    ("sh:datatype xsd:integer", "ex:p 1, -5", "ex:p 1, 'x'^^xsd:integer", "ex:p 01"),
    ("sh:datatype xsd:date", "ex:p '2020-02-29'^^xsd:date", "ex:p '2021-02-29'^^xsd:date", ""),
    ("sh:datatype ex:own", "ex:p 'a'^^ex:own", "ex:p 'a'", ""),
    ("sh:datatype xsd:int", "ex:q 1", "ex:p 1", "ex:p '1'^^xsd:int"),
    ("sh:datatype rdf:langString", "ex:p 'a'@en", "ex:p 'a'", ""),
    ("sh:nodeKind sh:IRI", "ex:p ex:a", "ex:p []", ""),
    ("sh:nodeKind sh:BlankNodeOrIRI", "ex:p ex:a, []", "ex:p 1", ""),
    ("sh:nodeKind sh:IRIOrLiteral", "ex:p ex:a, 01", "ex:p []", ""),
    ("sh:minInclusive 5", "ex:q 1", "ex:p 1", "ex:p 5"),
    ("sh:minLength 2", "ex:p 'ab', ex:a, 01", "ex:p 1", ""),
    ("sh:maxLength 2", "ex:p 'ab', 'éé'", "ex:p 001", ""),
    ("sh:maxLength 99", "ex:q 1", "ex:p []", ""),
    ("sh:pattern '^a'", "ex:p 'ab', 'a'@en", "ex:p 'b'", "ex:p 'aé'"),
    ("sh:pattern '^ex' ; sh:flags 'i'", "ex:q 1", "ex:p 'b'", "ex:p 'Exa'"),
    ("sh:languageIn ( 'en' 'fr' )", "ex:p 'a'@en, 'a'@fr-be", "ex:p 'a'@eng", ""),
    ("sh:languageIn ( '*' )", "ex:q 1", "ex:p 'a'", "ex:p 'a'@en"),
    ("sh:languageIn ( 'EN-gb' )", "ex:p 'a'@en-GB", "ex:p 'a'@en", ""),
    ("sh:in ( ex:c 01 'text' )", "ex:p ex:c, 01, 'text'", "ex:p 1", ""),
    ("sh:in ()", "ex:q 1", "ex:p 1", ""),
    ("sh:minCount 2", "ex:p 1, 01", "ex:p 1", ""),
    ("sh:maxCount 1", "ex:p 1", "ex:p 1, 01", ""),
    ("sh:hasValue 01", "ex:p 01, 2", "ex:p 1", ""),
    ("sh:hasValue ex:c", "ex:p ex:c", "ex:q ex:c", ""),
    ("sh:uniqueLang true", "ex:p 'a'@en, 'a'@fr, 'a', 'b'", "ex:p 'a'@en, 'b'@en", ""),
    ("sh:uniqueLang true", "ex:p 'a'@en, 'a'@en-gb", "ex:p 'a'@en-gb, 'b'@EN-GB", ""),
    ("sh:equals ex:q", "ex:p 1, 2 ; ex:q 2, 1", "ex:p 1, 2 ; ex:q 1", ""),
    ("sh:equals ex:q", "ex:r 1", "ex:p 1 ; ex:q 1, 2", ""),
    ("sh:equals ex:q", "ex:p 01 ; ex:q 01", "ex:p 1 ; ex:q 01", ""),
    ("sh:disjoint ex:q", "ex:p 1 ; ex:q 01", "ex:p 1 ; ex:q 1", ""),
    ("sh:lessThan ex:q", "ex:p 1", "ex:p 1 ; ex:q 1", "ex:p 1 ; ex:q 2"),
    ("sh:lessThanOrEquals ex:q", "ex:q 1", "ex:p 2 ; ex:q 1", "ex:p 1 ; ex:q 1"),
    ("sh:closed true", "ex:p ex:a, 1", "ex:p ex:n", ""),
    ("sh:closed true ; sh:ignoredProperties ( rdf:type )", "ex:p ex:n", "ex:p ex:c", ""),
    ("sh:node [ sh:nodeKind sh:IRI ]", "ex:p ex:a", "ex:p 1", ""),
    ("sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class ex:A ] )", "ex:p ex:c", "ex:p ex:n", ""),
    ("sh:or ( [ sh:nodeKind sh:IRI ] [ sh:minInclusive 5 ] )", "ex:p ex:a", "ex:p 1", "ex:p 5"),
    ("sh:xone ( [ sh:nodeKind sh:IRI ] )", "ex:p ex:a", "ex:p 1", ""),
    ("sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:in ( 1 ) ] )", "ex:q 1", "ex:p 2", "ex:p 1"),
    ("sh:not [ sh:nodeKind sh:IRI ]", "ex:q 1", "ex:p ex:a", "ex:p 1"),
    (
        "sh:qualifiedValueShape [ sh:class ex:A ] ; sh:qualifiedMinCount 1",
        "ex:p ex:c, ex:n",
        "ex:p ex:n",
        "",
    ),
    (
        "sh:qualifiedValueShape [ sh:class ex:A ] ; sh:qualifiedMaxCount 0",
        "ex:q 1",
        "ex:p ex:c",
        "ex:p ex:n",
    ),
    ("sh:property [ sh:path ex:r ; sh:in ( 1 ) ]", "ex:p ex:c", "ex:p [ ex:r 2 ]", ""),
    ("sh:property [ sh:path ex:r ; sh:minCount 1 ]", "ex:p ex:c", "ex:p ex:c, ex:n", ""),
    (f"sh:property {DISJOINT}", "ex:q 1", "ex:p ex:c", "ex:p [ ex:r 2 ]"),
    (ASKS_Q, "ex:p 1", "ex:q 1", ""),
    (COUNTS_Q, "", "ex:q 1, 2", "ex:p 1"),
    (f"ex:own 1 . {COMPONENT} ex:S ex:own 1", "ex:q 1", "ex:p 2", "ex:p 1"),
]
"""A check; what of a node surely passes it, what breaks it, and what is right and doubtful."""

Passes: TypeAlias = Callable[[str, str], bool]


def told(place: int) -> list[tuple[str, str]]:
    """The checks with the data at a place of the cases."""
    return [(case[0], DATA.format(case[place])) for case in CASES if case[place]]


@pytest.fixture(name="passes")
def make_passes(
    quads: Callable[[str], list[ox.Quad]], build: Callable[[str], Graph]
) -> Callable[[str, str], bool]:
    """Whether ex:x surely passes the shape ex:S; literals are kept as they are written."""

    def passes(data: str, shape: str) -> bool:
        encoded, differs = encode_quads(quads(data))
        read = ShapeReader(build(shape)).read(URIRef(EX + "S"))
        return passing(encoded, Forms(encoded=differs)).passes(read, X)

    return passes


def passing(quads: list[ox.Quad], forms: Forms) -> Passing:
    """What is known of some data."""
    dataset = MemoryDataset(quads)
    return Passing(dataset, Hierarchy(dataset), forms)


def node_shape(*checks: Check) -> Shape:
    """A node shape of some checks."""
    return Shape(X, EX, None, Severity.VIOLATION, "", (), checks, ())


@pytest.mark.parametrize(("check", "data"), told(1))
def test_what_surely_passes_breaks_nothing(
    check: str, data: str, passes: Passes, find: Find
) -> None:
    """No query is needed, and one would find nothing."""
    assert passes(data, SHAPE.format(check))
    assert find(data, SHAPE.format(check)) == []


@pytest.mark.parametrize(("check", "data"), told(2))
def test_what_breaks_a_check_never_passes(
    check: str, data: str, passes: Passes, find: Find
) -> None:
    """Else a violation would be missed."""
    assert not passes(data, SHAPE.format(check))
    assert find(data, SHAPE.format(check))


@pytest.mark.parametrize(("check", "data"), told(3))
def test_what_is_doubtful_is_left_to_the_queries(
    check: str, data: str, passes: Passes, find: Find
) -> None:
    """Nothing is wrong with it, and look-ups do not tell."""
    assert not passes(data, SHAPE.format(check))
    assert find(data, SHAPE.format(check)) == []


@pytest.mark.parametrize(
    ("path", "sure"),
    [
        ("( ex:p ex:q )", True),
        ("[ sh:inversePath ex:q ]", True),
        ("[ sh:alternativePath ( ex:p ex:q ) ]", True),
        ("[ sh:zeroOrOnePath ex:p ]", False),
        ("( ex:p [ sh:oneOrMorePath ex:q ] )", False),
    ],
)
def test_only_paths_of_so_many_steps_are_walked(path: str, sure: bool, passes: Passes) -> None:
    """Others may lead anywhere."""
    shape = f"ex:S sh:path {path} ; sh:minCount 0 ."
    assert passes("ex:x ex:p ex:y . ex:y ex:q ex:x .", shape) is sure


def test_without_a_path_a_node_is_looked_at_itself(passes: Passes) -> None:
    """And all its property shapes have to pass as well."""
    shape = "ex:S sh:nodeKind sh:IRI ; sh:property [ sh:path ex:p ; sh:maxCount 1 ]{} ."
    one = " , [ sh:path ex:q ; sh:minCount 1 ]"
    assert passes("ex:x ex:p 1 .", shape.format(""))
    assert not passes("ex:x ex:p 1, 2 .", shape.format(""))
    assert not passes("ex:x ex:p 1 .", shape.format(one))


@pytest.mark.parametrize("check", [HasValue(ox.BlankNode("b")), In((ox.BlankNode("b"), P))])
def test_a_blank_node_of_the_shapes_is_none_of_the_data(check: Check) -> None:
    """Though it has the same label."""
    node = ox.BlankNode("b")
    known = passing([ox.Quad(node, P, P)], Forms())
    assert not known.passes(node_shape(check), node)
    assert known.passes(node_shape(HasValue(P)), P)


def test_literals_of_a_store_are_compared_as_the_store_holds_them() -> None:
    """What a shape spells in another way is left to the queries."""
    one, other = ox.Literal(1), ox.Literal("01", datatype=ox.Literal(1).datatype)
    known = passing([ox.Quad(X, P, one)], Forms(stored=True))
    assert known.passes(node_shape(HasValue(one)), one)
    assert not known.passes(node_shape(HasValue(other)), one)


NEEDS: list[tuple[str, Term, bool]] = [
    ("?this <p> ?y", X, True),
    ("?this <r> ?y", X, False),
    ("?this <p> ?y ; <r> ?z", X, False),
    ("?this <p> <y> . ?y <none> ?z", X, True),
    ("?this <p> <z>", X, False),
    ("?y <p> ?this", X, False),
    ("?y <p> ?this", ox.NamedNode(EX + "y"), True),
    ("?y <q> ?this", ox.Literal(1), True),
    ("?this <q> ?y", ox.Literal(1), False),
    ("?this <p>/<none> ?y", X, True),
    ("?this <none>* ?y", X, True),
    ("OPTIONAL { ?this <none> ?y }", X, True),
]


@pytest.mark.parametrize(("pattern", "node", "expected"), NEEDS)
def test_a_query_can_match_where_all_is_there_that_it_needs_of_a_node(
    pattern: str, node: Term, expected: bool, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """Look-ups of single triples; it may need more."""
    known = passing(quads("ex:x ex:p ex:y ; ex:q 1 ."), Forms())
    query = "SELECT ?this { " + pattern.replace("<", f"<{EX}") + " }"
    assert known.can_match(query, node) is expected
