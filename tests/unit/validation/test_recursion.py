"""Shapes that refer to themselves."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import ResourceError, ShapesError
from kg.validation import validate_plain
from kg.validation.recursion import refuse_recursion

S = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; "
CIRCLES = {
    S + "sh:node ex:S .": "ex:S → ex:S",
    S + "sh:not ex:S .": "ex:S → ex:S",
    S + "sh:property [ sh:path ex:p ; sh:node ex:S ] .": "ex:S → ex:S",
    S + "sh:property ex:P . ex:P sh:path ex:p ; sh:node ex:S .": "ex:P → ex:S → ex:P",
    S + "sh:and ( ex:T ) . ex:T sh:xone ( ex:U ) . ex:U sh:or ( ex:V ex:S ) .": (
        "ex:S → ex:T → ex:U → ex:S"
    ),
    S + "sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:S ; sh:qualifiedMinCount 1 ] .": (
        "ex:S → ex:S"
    ),
    S + "sh:node ex:T . ex:T sh:node ex:U . ex:U sh:not [ sh:node ex:T ] .": "ex:T → ex:U → ex:T",
}


@pytest.mark.parametrize(("turtle", "circle"), CIRCLES.items())
def test_a_circle_is_refused_with_its_shapes(
    turtle: str, circle: str, build: Callable[[str], Graph]
) -> None:
    """Through each predicate by which a shape refers to another, nameless shapes included."""
    named = circle.replace("ex:S", "<http://example.org/S>")
    for name in "PTU":
        named = named.replace(f"ex:{name}", f"<http://example.org/{name}>")
    with pytest.raises(ShapesError) as caught:
        refuse_recursion(build(turtle), ShapesError)
    assert caught.value.message.startswith(f"The shapes are recursive: {named}.")
    assert "property path" in caught.value.hint


def test_a_shape_that_two_others_use_is_no_circle(build: Callable[[str], Graph]) -> None:
    """Nor is one that looks along a path for ever."""
    refuse_recursion(
        build(f"""{S} sh:node ex:T, ex:U . ex:T sh:node ex:V . ex:U sh:node ex:V .
        ex:V sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:node ex:W ] ."""),
        ShapesError,
    )


def chain(length: int) -> str:
    """Shapes that each refer to the next; the last ones come first."""
    links = [f"ex:n{n} sh:node ex:n{n + 1} ." for n in reversed(range(length))]
    return f"{S} sh:node ex:n0 . {' '.join(links)}"


def test_a_long_chain_is_refused(build: Callable[[str], Graph]) -> None:
    """It is no circle, and would exhaust the stack of whoever evaluates it."""
    with pytest.raises(ShapesError, match="nested deeper than 64"):
        refuse_recursion(build(chain(3000)), ShapesError)


@pytest.mark.parametrize("term", ["sh:node", "sh:not", "sh:property"])
def test_what_is_as_deep_as_may_be_can_be_evaluated(
    term: str, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """However the shapes refer to each other, and with room to spare on the stack."""
    inner = "sh:path ex:p ; " if term == "sh:property" else ""
    links = [f"ex:n{n} {inner}{term} ex:n{n + 1} ." for n in range(62)]
    text = f"{S} {term} ex:n0 . {' '.join(links)} ex:n62 {inner}sh:nodeKind sh:IRI ."

    def deeper(frames: int) -> None:
        if frames:
            deeper(frames - 1)
        else:
            validate_plain(quads("ex:a a ex:C ; ex:p ex:a ."), quads(text))

    deeper(250)


def test_a_list_without_an_end_is_refused(build: Callable[[str], Graph]) -> None:
    """It could be walked for ever."""
    with pytest.raises(ResourceError, match="never ends"):
        refuse_recursion(
            build(S + "sh:and ex:l . ex:l rdf:first ex:T ; rdf:rest ex:l ."), ResourceError
        )


@pytest.mark.parametrize("turtle", CIRCLES)
def test_recursive_shapes_do_not_pass_for_kept_ones(
    turtle: str, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """pySHACL backs out with a warning, and conforms."""
    with pytest.raises(ShapesError, match="recursive"):
        validate_plain(quads("ex:a a ex:C ; ex:p ex:a ."), quads(turtle))
