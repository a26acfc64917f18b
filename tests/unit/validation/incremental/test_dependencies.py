"""What shapes look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from kg.validation.incremental.dependencies import Dependencies, dependencies_of
from kg.validation.shapes import CompiledShapes
from tests.unit.validation.incremental.conftest import EX, texts

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ANY = "(<|!<)"
QUERY = 'sh:sparql [ sh:select "SELECT $this {{ {} }}" ; sh:prefixes ex: ]'
DECLARED = f'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}" ] .'

TARGETS: dict[str, set[str]] = {
    "sh:targetNode ex:x": set(),
    "sh:targetSubjectsOf ex:p, ex:q": {"p", "q"},
    "sh:targetObjectsOf ex:p": {"^p"},
    "sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this ?p ?o }' ]": {ANY},
    "sh:target [ a sh:SPARQLTarget ; sh:prefixes ex: ; sh:select 'SELECT ?this { ?x ex:p ?this }' ]"
    "": {"^p"},
}
CHECKS: dict[str, set[str]] = {
    "sh:nodeKind sh:IRI": set(),
    "sh:minCount 1": set(),
    "sh:path ex:p ; sh:minCount 1": {"p"},
    "sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:nodeKind sh:IRI": {"p/^q"},
    "sh:path ex:p ; sh:hasValue 1 ; sh:uniqueLang true": {"p"},
    "sh:equals ex:q": {"q"},
    "sh:path ex:p ; sh:equals ex:q ; sh:disjoint ex:r ; sh:lessThan ex:s": {"p", "q", "r", "s"},
    "sh:closed true": {ANY},
    "sh:path ex:p ; sh:closed true": {"p", f"p/{ANY}"},
    "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]": {"p", "p/q"},
    "sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ] ]": {"p", "p/q"},
    "sh:path ex:p ; sh:not [ sh:path ex:q ; sh:lessThan ex:r ]": {"p", "p/q", "p/r"},
    "sh:or ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:equals ex:q ] )": {"p", "q"},
    "sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:path ex:q ]": {"p", "p/q"},
    "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:path ex:q ] ;"
    " sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ],"
    " [ sh:path ex:r ; sh:qualifiedValueShape [ sh:path ex:s ] ; sh:qualifiedMinCount 1 ]": {
        *("p", "r", "p/q", "p/s", "r/s"),
    },
    QUERY.format("$this ex:p ?x . ?x ex:q ?y"): {"p", "p/q"},
    "sh:path ex:r ; " + QUERY.format("$this $PATH ?x . ?x ex:q ?y"): {"r", "r/q"},
    "sh:property [ sh:path ex:p ; " + QUERY.format("$this ex:q ?x") + " ]": {"p", "q"},
    "sh:path ex:p ; sh:property [ sh:path ex:r ; " + QUERY.format("$this ex:q ?x") + " ]": {
        *("p", "p/r", "p/q"),
    },
    "sh:node [ sh:deactivated true ; sh:equals ex:q ]": set(),
}

Depend = Callable[[str], Dependencies]


@pytest.fixture(name="depend")
def make_depend(build: Callable[[str], Graph]) -> Depend:
    """What the shape ex:S looks at."""

    def depend(turtle: str) -> Dependencies:
        shapes = CompiledShapes(build(DECLARED + turtle)).whole
        shape = URIRef(EX + "S")
        return dependencies_of(shapes.shapes[shape], shapes.targets[shape])

    return depend


@pytest.mark.parametrize(("target", "expected"), TARGETS.items())
def test_what_makes_a_node_a_target_is_looked_at(
    target: str, expected: set[str], depend: Depend
) -> None:
    """A node that is named always is one."""
    found = depend(f"ex:S {target} .")
    assert texts(found.paths) == expected
    assert (found.by_class, found.unknown) == (False, "")


@pytest.mark.parametrize(("check", "expected"), CHECKS.items())
def test_what_checks_look_at_is_on_paths_from_the_focus_node(
    check: str, expected: set[str], depend: Depend
) -> None:
    """Through all shapes that are inside of others."""
    found = depend(f"ex:S a sh:NodeShape ; sh:targetNode ex:x ; {check} .")
    assert texts(found.paths) == expected
    assert (found.by_class, found.unknown, found.vocabulary) == (False, "", set())


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("ex:S sh:targetClass ex:C .", {TYPE}),
        ("ex:S sh:targetNode ex:x ; sh:class ex:C .", {TYPE}),
        ("ex:S sh:targetNode ex:x ; sh:path ex:p ; sh:class ex:C .", {"p", f"p/{TYPE}"}),
        ("ex:S sh:targetNode ex:x ; sh:node [ sh:class ex:C ] .", {TYPE}),
    ],
)
def test_classes_are_looked_at_with_their_hierarchy(
    turtle: str, expected: set[str], depend: Depend
) -> None:
    """Of a target or of a value, wherever it is asked for."""
    found = depend(turtle)
    assert texts(found.paths) == {path.replace(">", "") for path in expected}
    assert found.by_class


def test_what_a_query_asks_of_predicates_is_vocabulary(depend: Depend) -> None:
    """It is the same for all nodes."""
    found = depend(
        "ex:S sh:targetNode ex:x ; " + QUERY.format("$this ?p ?x . ?p ex:range ?c") + " ."
    )
    assert texts(found.paths) == {ANY}
    assert [pattern.subject for pattern in found.vocabulary] == ["?p"]


@pytest.mark.parametrize(
    "group",
    [
        "$this ex:p ?x . ?y ex:q ?z",
        "$this ex:p [ ex:q ?x ]",
        "{ SELECT $this { $this ex:p ?x } }",
    ],
)
def test_a_query_that_is_not_understood_is_said_to_be(group: str, depend: Depend) -> None:
    """The shape then runs in full; what else it looks at does not matter."""
    inner = f"sh:node [ {QUERY.format(group)} ]"
    found = depend(f"ex:S sh:targetNode ex:x ; sh:path ex:p ; {inner} .")
    assert found.unknown == "a query in it is not understood well enough"
