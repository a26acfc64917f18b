"""Shapes as values."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from kg.errors import ShapesError
from kg.report import Severity
from kg.validation.model import (
    Check,
    Class,
    Closed,
    Conforms,
    Count,
    Datatype,
    Disjoint,
    Equals,
    HasValue,
    In,
    LanguageIn,
    Length,
    LessThan,
    NodeKind,
    Pattern,
    Qualified,
    Query,
    Range,
    Shape,
    UniqueLang,
)
from kg.validation.property_paths import Predicate
from kg.validation.reading import ShapeReader

EX, SH = "http://example.org/", "http://www.w3.org/ns/shacl#"
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
ONE, PADDED = (ox.Literal(text, datatype=INTEGER) for text in ("1", "01"))

CHECKS: dict[str, list[Check]] = {
    "sh:class ex:C, ex:D": [Class(EX + "C"), Class(EX + "D")],
    "sh:datatype xsd:integer": [Datatype(INTEGER.value)],
    "sh:nodeKind sh:BlankNodeOrIRI": [NodeKind("BlankNodeOrIRI")],
    "sh:minInclusive 1": [Range(">=", ONE)],
    "sh:maxInclusive 1": [Range("<=", ONE)],
    "sh:minExclusive 01": [Range(">", PADDED)],
    "sh:maxExclusive 1": [Range("<", ONE)],
    "sh:minLength 2": [Length(">=", 2)],
    "sh:maxLength 2": [Length("<=", 2)],
    "sh:pattern 'a', 'b' ; sh:flags 'i'": [Pattern("a", "i"), Pattern("b", "i")],
    "sh:languageIn ( 'en' 'fr' )": [LanguageIn(("en", "fr"))],
    "sh:in ( 01 ex:a )": [In((PADDED, ox.NamedNode(EX + "a")))],
    "sh:in ()": [In(())],
    "sh:minCount 1": [Count(">=", 1)],
    "sh:maxCount 2": [Count("<=", 2)],
    "sh:uniqueLang true": [UniqueLang()],
    "sh:uniqueLang false": [],
    "sh:hasValue 01": [HasValue(PADDED)],
    "sh:equals ex:q": [Equals(EX + "q")],
    "sh:disjoint ex:q": [Disjoint(EX + "q")],
    "sh:lessThan ex:q": [LessThan("<", EX + "q")],
    "sh:lessThanOrEquals ex:q": [LessThan("<=", EX + "q")],
    "sh:closed true ; sh:ignoredProperties ( ex:q ) ; sh:property [ sh:path ex:r ]": [
        Closed((EX + "q", EX + "r"))
    ],
    "sh:closed true ; sh:property [ sh:path ( ex:q ex:r ) ]": [Closed(())],
    "sh:closed false": [],
}
CONFORMS = {
    "sh:node ex:T": ("Node", 1, 1),
    "sh:not ex:T": ("Not", 0, 0),
    "sh:and ( ex:T ex:U )": ("And", 2, 2),
    "sh:or ( ex:T ex:U )": ("Or", 1, 2),
    "sh:xone ( ex:T ex:U )": ("Xone", 1, 1),
}
Read = Callable[[str], Shape]


@pytest.fixture(name="read")
def read_shape(build: Callable[[str], Graph]) -> Read:
    """Read the shape ex:S of a shapes graph."""
    return lambda turtle: ShapeReader(build(turtle), ShapesError).read(URIRef(EX + "S"))


@pytest.mark.parametrize(("turtle", "checks"), CHECKS.items())
def test_each_term_of_core_becomes_its_check(turtle: str, checks: list[Check], read: Read) -> None:
    """Literals keep the form in which they were written."""
    assert list(read(f"ex:S sh:path ex:p ; {turtle} .").checks) == checks


@pytest.mark.parametrize(("turtle", "expected"), CONFORMS.items())
def test_a_reference_to_shapes_becomes_a_number_to_conform_to(
    turtle: str, expected: tuple[str, int, int], read: Read
) -> None:
    """One check for five components."""
    (check,) = read(f"ex:S {turtle} . ex:T sh:nodeKind sh:IRI . ex:U sh:class ex:C .").checks
    assert isinstance(check, Conforms)
    name, least, most = expected
    assert check.component == f"{SH}{name}ConstraintComponent"
    assert (check.least, check.most) == (least, most)
    assert [shape.name for shape in check.shapes][:1] == [EX + "T"]


def test_a_shape_says_what_its_results_will_say(read: Read) -> None:
    """Its name, path, severity and messages."""
    shape = read(
        "ex:S sh:path ex:p ; sh:severity ex:Bad ; sh:message 'mal'@fr, 'bad'@en ; sh:minCount 1 ."
    )
    assert (shape.name, shape.path, shape.path_text) == (
        EX + "S",
        Predicate(EX + "p"),
        f"<{EX}p>",
    )
    assert (shape.severity, shape.severity_iri) == (Severity.VIOLATION, EX + "Bad")
    assert [message.value for message in shape.messages] == ["bad", "mal"]


def test_a_deactivated_shape_checks_nothing(read: Read) -> None:
    """Wherever it stands; a deactivated query is left out too (SHACL §2.1.6, §5.1)."""
    shape = read("""ex:S sh:deactivated true ; sh:minCount 1 ; sh:property [ sh:path ex:p ] .""")
    assert (shape.checks, shape.properties) == ((), ())
    shape = read("""ex:S sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:deactivated true ] ;
        sh:sparql [ sh:deactivated true ; sh:select "SELECT $this { $this ?p ?o }" ] .""")
    assert (shape.checks, [part.checks for part in shape.properties]) == ((), [()])


def test_a_shape_is_read_once(build: Callable[[str], Graph]) -> None:
    """It is the same shape for all that refer to it, and its values are looked at once."""
    reader = ShapeReader(build("ex:S sh:node ex:U . ex:T sh:not ex:U . ex:U sh:nodeKind sh:IRI ."))
    (one,), (other,) = (reader.read(URIRef(EX + name)).checks for name in "ST")
    assert isinstance(one, Conforms)
    assert isinstance(other, Conforms)
    assert one.shapes[0] is other.shapes[0]


SIBLINGS = """
ex:S sh:property ex:p1, ex:p2, [ sh:path ex:r ; sh:minCount 1 ] .
ex:p1 sh:path ex:p ; sh:qualifiedValueShape ex:A ; sh:qualifiedMinCount 1 DISJOINT .
ex:p2 sh:path ex:q ; sh:qualifiedValueShape ex:B ; sh:qualifiedMaxCount 2 .
ex:Other sh:property ex:p1, ex:p3 .
ex:p3 sh:path ex:p ; sh:qualifiedValueShape ex:C ; sh:qualifiedMaxCount 2 .
ex:A sh:class ex:A1 . ex:B sh:class ex:B1 . ex:C sh:class ex:C1 .
"""


@pytest.mark.parametrize(
    ("disjoint", "siblings"),
    [("; sh:qualifiedValueShapesDisjoint true", {"B", "C"}), ("", set())],
)
def test_siblings_are_the_qualified_shapes_of_all_parents(
    disjoint: str, siblings: set[str], read: Read
) -> None:
    """Whatever their paths, and only when the shape asks for it (SHACL §4.7.3)."""
    (first, *_) = read(SIBLINGS.replace("DISJOINT", disjoint)).properties
    parts = read(SIBLINGS.replace("DISJOINT", disjoint)).properties
    first = next(part for part in parts if part.name == EX + "p1")
    (check,) = first.checks
    assert isinstance(check, Qualified)
    assert (check.operator, check.number, check.shape.name) == (">=", 1, EX + "A")
    assert {shape.name.removeprefix(EX) for shape in check.siblings} == siblings


def test_a_query_of_the_shape_is_a_check(read: Read) -> None:
    """With the path of the shape in the place of `$PATH`."""
    (check,) = read(
        'ex:S sh:path ( ex:p ex:q ) ; sh:sparql [ sh:select "SELECT $this { $this $PATH 1 }" ] .'
    ).checks
    assert isinstance(check, Query)
    assert f"<{EX}p>/<{EX}q>" in check.text


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("sh:minCount 'many'", "sh:minCount needs an integer, and not many"),
        ("sh:maxLength 1.5", "sh:maxLength needs an integer"),
        ("sh:qualifiedMinCount ex:a ; sh:qualifiedValueShape ex:T", "sh:qualifiedMinCount"),
        ("sh:minInclusive ex:a", "sh:minInclusive needs a literal"),
        ("sh:sparql [ sh:select 'SELECT $this {' ]", "cannot be run"),
    ],
)
def test_a_parameter_of_the_wrong_kind_is_refused(turtle: str, reason: str, read: Read) -> None:
    """The error names the parameter."""
    with pytest.raises(ShapesError, match=reason):
        read(f"ex:S sh:path ex:p ; {turtle} .")


@pytest.mark.parametrize("turtle", ['sh:pattern "("', 'sh:pattern "a" ; sh:flags "z"'])
def test_a_pattern_that_nothing_can_match_is_refused(turtle: str, read: Read) -> None:
    """Unasked, every value would break it."""
    with pytest.raises(ShapesError, match="Nothing can match"):
        read(f"ex:S sh:path ex:p ; {turtle} .")


@pytest.mark.parametrize(
    "turtle",
    [
        'sh:pattern "(?=a)" ; sh:flags "i"',
        """sh:sparql [ sh:select "SELECT $this { $this ?p ?v FILTER REGEX(?v, '(?=a)') }" ]""",
    ],
)
def test_what_the_engine_cannot_match_is_left_over(turtle: str, read: Read) -> None:
    """To pySHACL, which can."""
    (check,) = read(f"ex:S sh:path ex:p ; {turtle} .").checks
    assert isinstance(check, Pattern | Query)
    assert not check.compiled
