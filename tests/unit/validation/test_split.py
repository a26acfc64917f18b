"""What is taken out of pySHACL's hands, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import SH, Graph, URIRef

from kg.errors import ShapesError
from kg.validation.split import ShapeSet, is_deactivated, keep_whole, split_shapes
from kg.validation.targets import read_targets, strip_targets

EX = "http://example.org/"
SPARQL = 'sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ]'


def split(turtle: str, build: Callable[[str], Graph]) -> ShapeSet:
    """Split the shapes in *turtle*."""
    graph = build(turtle)
    targets = read_targets(graph)
    strip_targets(graph)
    return split_shapes(graph, targets, ShapesError)


def names(nodes: object) -> set[str]:
    """Name nodes by their local names."""
    assert hasattr(nodes, "__iter__")
    return {str(node).removeprefix(EX) for node in nodes}


def test_a_property_of_a_targeted_shape_stands_alone(build: Callable[[str], Graph]) -> None:
    """It looks at the focus nodes of every shape that has it, and at those of its own targets."""
    shapes = split(
        """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P .
        ex:T a sh:NodeShape ; sh:targetClass ex:D ; sh:property ex:P ; sh:nodeKind sh:IRI .
        ex:P a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 ; sh:targetNode ex:n .""",
        build,
    )
    aims = {str(shape).removeprefix(EX): names(owners) for shape, owners in shapes.aims.items()}
    assert aims == {"P": {"S", "T", "P"}, "T": {"T"}}
    assert (None, SH.property, None) not in shapes.core


def test_a_sparql_constraint_runs_apart(build: Callable[[str], Graph]) -> None:
    """On node shapes and on their properties; nothing of it is left to pySHACL."""
    shapes = split(
        f"""ex:S a sh:NodeShape ; sh:targetClass ex:C ; {SPARQL} ; sh:property ex:P .
        ex:P a sh:PropertyShape ; sh:path ex:p ; {SPARQL} .""",
        build,
    )
    assert [(c.shape, names(owners)) for c, owners in shapes.constraints] == [
        (EX + "P", {"S"}),
        (EX + "S", {"S"}),
    ]
    assert shapes.aims == {}


@pytest.mark.parametrize(
    "use",
    [
        "ex:S sh:node ex:N .",
        "ex:S sh:not ex:N .",
        "ex:S sh:or ( ex:N [ sh:nodeKind sh:IRI ] ) .",
        "ex:S sh:and ( ex:N ) .",
        "ex:S sh:xone ( ex:N ) .",
        "ex:S sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:N ;"
        " sh:qualifiedMinCount 1 ] .",
        "ex:S sh:property [ sh:path ex:p ; sh:property ex:N-p ] .",
    ],
)
def test_a_shape_that_others_ask_about_stays_whole(use: str, build: Callable[[str], Graph]) -> None:
    """Its SPARQL constraint decides whether a node conforms to it."""
    shapes = split(
        f"""ex:S a sh:NodeShape ; sh:targetClass ex:C . {use}
        ex:N a sh:NodeShape ; sh:targetClass ex:D ; sh:property ex:N-p .
        ex:N-p a sh:PropertyShape ; sh:path ex:p ; {SPARQL} .""",
        build,
    )
    assert shapes.constraints == []
    assert (URIRef(EX + "N-p"), SH.sparql, None) in shapes.core
    assert (URIRef(EX + "N"), SH.property, URIRef(EX + "N-p")) in shapes.core


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql ex:c . ex:c sh:deactivated true ;"
        ' sh:select "SELECT $this { $this ?p ?o }" .',
        f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P ."
        f" ex:P sh:path ex:p ; sh:deactivated true ; {SPARQL} .",
    ],
)
def test_a_deactivated_constraint_is_dropped(turtle: str, build: Callable[[str], Graph]) -> None:
    """Whether the constraint is switched off or its shape."""
    shapes = split(turtle, build)
    assert shapes.constraints == []
    assert (None, SH.sparql, None) not in shapes.core


def test_only_true_deactivates(build: Callable[[str], Graph]) -> None:
    """False does not, nor does the word."""
    graph = build(
        'ex:a sh:deactivated true, false . ex:b sh:deactivated false . ex:c sh:deactivated "true" .'
    )
    assert [is_deactivated(URIRef(EX + name), graph) for name in "abcd"] == [True] + [False] * 3


def test_a_shape_with_nothing_to_check_is_not_aimed(build: Callable[[str], Graph]) -> None:
    """Messages and names constrain nothing."""
    shapes = split(
        'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:message "m" ; sh:severity sh:Info .', build
    )
    assert shapes.aims == {}


def test_parameters_of_own_components_are_constraints(build: Callable[[str], Graph]) -> None:
    """Any predicate may be one."""
    shapes = split(
        """ex:L rdfs:subClassOf sh:ConstraintComponent . ex:K a ex:L .
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; ex:limit 3 .""",
        build,
    )
    assert names(shapes.aims) == {"S"}


def test_whole_shapes_keep_everything(build: Callable[[str], Graph]) -> None:
    """The oracle gets the shapes as they are."""
    graph = build(f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {SPARQL} .")
    shapes = keep_whole(graph, read_targets(graph))
    assert shapes.constraints == []
    assert names(shapes.aims) == {"S"}
    assert (None, SH.sparql, None) in shapes.core


COMPONENT = """
    ex:K a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ; sh:validator ex:V .
    ex:V sh:ask "ASK { FILTER($value < $limit) }" ; sh:prefixes ex:head .
    ex:head sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] ."""


def test_only_shapes_with_something_to_look_at_are_handed_on(
    build: Callable[[str], Graph],
) -> None:
    """With what they refer to and the components that any shape may use, aimed at their nodes."""
    shapes = split(
        f"""ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P ; sh:node ex:N ; {SPARQL} .
        ex:P a sh:PropertyShape ; sh:path ( ex:p ex:q ) ; sh:minCount 1 .
        ex:N a sh:NodeShape ; sh:nodeKind sh:IRI .
        ex:T a sh:NodeShape ; sh:targetClass ex:D ; sh:nodeKind sh:IRI .
        ex:Orphan a sh:PropertyShape ; sh:path ex:r ; sh:minCount 1 . {COMPONENT}""",
        build,
    )
    node = URIRef(EX + "a")
    aimed = shapes.aimed(
        {shape: {node} if "S" in names(o) else set() for shape, o in shapes.aims.items()}
    )
    assert aimed is not None
    assert names(aimed.subjects(SH.targetNode, node)) == {"S", "P"}
    subjects = {name for name in names(aimed.subjects()) if name in {*"SPNTKV", "Orphan", "head"}}
    assert subjects == {"S", "P", "N", "K", "V", "head"}
    (path,) = aimed.objects(URIRef(EX + "P"), SH.path)
    assert [str(item).removeprefix(EX) for item in aimed.items(path)] == ["p", "q"]


def test_without_a_focus_node_there_is_nothing_to_run(build: Callable[[str], Graph]) -> None:
    """pySHACL conforms to a shapes graph without targets, so it must not be asked."""
    shapes = split("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .", build)
    assert shapes.aimed({shape: set() for shape in shapes.aims}) is None


def test_whole_shapes_are_handed_on_whole(build: Callable[[str], Graph]) -> None:
    """The oracle sees also what is aimed at nothing."""
    graph = build("""ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .
        ex:T a sh:NodeShape ; sh:targetClass ex:D ; sh:nodeKind sh:IRI .""")
    aimed = keep_whole(graph, read_targets(graph)).aimed({URIRef(EX + "S"): {URIRef(EX + "a")}})
    assert aimed is not None
    assert set(graph) < set(aimed)
    assert len(aimed) == len(graph) + 1
