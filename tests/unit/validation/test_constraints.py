"""SPARQL constraints: what they find, and in which words."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, Literal, URIRef

from kg.errors import ShapesError
from kg.report import Severity, Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.validation.constraints import (
    best_message,
    choose_message,
    fill_message,
    read_constraint,
)
from kg.validation.written import WrittenForms

EX = "http://example.org/"
SHAPE = URIRef(EX + "S")
DATA = 'ex:a ex:p "one" ; ex:q ex:b . ex:b ex:p "two" .'


def run(
    turtle: str, build: Callable[[str], Graph], quads: Callable[[str], list[ox.Quad]]
) -> list[ValidationResult]:
    """Run the one constraint of ex:S on ex:a."""
    shapes = build(turtle)
    node = shapes.value(SHAPE, SH.sparql)
    assert node is not None
    constraint = read_constraint(SHAPE, node, shapes, ShapesError)
    written = WrittenForms(build(DATA))
    return constraint.run(MemoryDataset(quads(DATA)), [ox.NamedNode(EX + "a")], written)


def test_a_constraint_of_a_node_shape_reports_the_node(
    build: Callable[[str], Graph], quads: Callable[[str], list[ox.Quad]]
) -> None:
    """SHACL §5.3.2: without ?value and ?path, the value is the focus node and there is no path."""
    query = "SELECT $this WHERE { $this <http://example.org/p> ?x }"
    (result,) = run(f'ex:S sh:sparql [ sh:select "{query}" ] .', build, quads)
    assert result.value == result.focus_node == ox.NamedNode(EX + "a")
    assert (result.path, result.severity) == ("", Severity.VIOLATION)
    assert result.component == "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
    assert result.message == f"A node breaks the SPARQL constraint of {SHAPE}."


def test_a_constraint_of_a_property_shape_reports_its_path(
    build: Callable[[str], Graph], quads: Callable[[str], list[ox.Quad]]
) -> None:
    """`$PATH` stands for the path of the shape; severity and message come from it too."""
    query = "SELECT $this ?value WHERE { $this $PATH ?value }"
    (result,) = run(
        f"ex:S sh:path ( ex:q ex:p ) ; sh:severity sh:Warning ; sh:message 'm'@en ;"
        f' sh:sparql [ sh:select "{query}" ] .',
        build,
        quads,
    )
    assert result.value == ox.Literal("two")
    assert result.path == f"<{EX}q>/<{EX}p>"
    assert (result.severity, result.message) == (Severity.WARNING, "m")


def test_a_solution_names_value_path_and_message(
    build: Callable[[str], Graph], quads: Callable[[str], list[ox.Quad]]
) -> None:
    """Variables of these names say what the result says; the nearer message wins."""
    query = "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER(ISIRI(?value)) }"
    turtle = f"""ex:S sh:message "outer" ; sh:sparql [ sh:select "{query}" ;
        sh:message "{{$this}} has {{?value}}, {{?absent}}."@en ] ."""
    (result,) = run(turtle, build, quads)
    assert result.path == f"<{EX}q>"
    assert result.value == ox.NamedNode(EX + "b")
    assert result.message == f"{EX}a has {EX}b, {{?absent}}."


def test_a_solution_may_bring_its_message(
    build: Callable[[str], Graph], quads: Callable[[str], list[ox.Quad]]
) -> None:
    """The variable ?message goes before every sh:message."""
    query = "SELECT $this ?message WHERE { $this <http://example.org/p> ?message }"
    (result,) = run(f'ex:S sh:sparql [ sh:select "{query}" ; sh:message "other" ] .', build, quads)
    assert result.message == "one"


@pytest.mark.parametrize(
    ("messages", "chosen"),
    [
        ('"plain", "English"@en, "Deutsch"@de', "English"),
        ('"plain", "Deutsch"@de', "plain"),
        ('"Deutsch"@de, "Français"@fr', "Deutsch"),
        ('"colour"@en-gb, "plain"', "colour"),
        ("ex:none", ""),
    ],
)
def test_the_english_message_is_chosen(
    messages: str, chosen: str, build: Callable[[str], Graph]
) -> None:
    """Then one without a language, then any, the same every time."""
    assert best_message(build(f"ex:S sh:message {messages} ."), SHAPE) == chosen


def test_there_may_be_no_message() -> None:
    """Nothing to choose from gives nothing."""
    assert choose_message([]) == ""
    assert choose_message([Literal("a")]) == "a"


def test_values_are_put_into_a_message_as_they_are() -> None:
    """IRIs are shortened; nothing in a value is read as a place for another."""
    row: dict[str, Term] = {
        "a": ox.NamedNode("https://w3id.org/geoactors/ns#holder"),
        "b": ox.Literal("{?a} \\1"),
        "c": ox.BlankNode("x"),
    }
    assert fill_message("{?a} {$b} {?c} {a} {?d}", row) == "ga:holder {?a} \\1 _:x {a} {?d}"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this { $this $PATH ?x }", "PATH"),
        ("SELECT $this { $this ?p $shapesGraph }", "shapesGraph"),
        ("SELECT $this { $this ?p $currentShape }", "currentShape"),
        ("SELECT $this { $this ?p ?o MINUS { $this a 1 } }", "MINUS"),
        ("SELECT $this { $this ?p }", "cannot be run"),
    ],
)
def test_a_constraint_that_cannot_be_evaluated_is_refused(
    query: str, reason: str, build: Callable[[str], Graph]
) -> None:
    """A failure is said before there is data, not passed over."""
    shapes = build(f'ex:S sh:sparql ex:c . ex:c sh:select "{query}" .')
    with pytest.raises(ShapesError, match=reason):
        read_constraint(SHAPE, URIRef(EX + "c"), shapes, ShapesError)
