"""Finds shapes that refer to themselves, for which SHACL defines no meaning (§3.4.3).

Found are also those that refer to others which refer to others, deeper than we can go.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import SH, BNode, Graph
from rdflib.term import Node

from kg.errors import KgError
from kg.terms import shorten
from kg.validation.defects import about
from kg.validation.reports.common import plain
from kg.validation.results import name_of

REFERENCES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
"""The predicates by which a shape refers to another one."""
LISTS = (SH["and"], SH["or"], SH.xone)
"""Those by which it refers to the members of a list."""

_DEEPEST = 64


def refuse_recursion(shapes: Graph, error: type[KgError]) -> None:
    """Refuse shapes that refer to themselves, directly or through others, or are nested too deep.

    Raises:
        KgError: of the class *error*, naming the shapes of one circle, or the outermost.
    """
    heights: dict[Node, int] = {}
    for start in sorted(_referring(shapes), key=lambda node: (isinstance(node, BNode), node)):
        circle = _circle_from(start, shapes, heights, error)
        if circle:
            names = " → ".join(_names(circle, shapes))
            shape, following = circle[:2]
            with about(shape, next(shapes.predicates(shape, following), None), following):
                raise error(
                    f"The shapes are recursive: {names}. SHACL does not say what that means.",
                    hint="Follow the chain with a property path instead, such as"
                    " sh:path [ sh:zeroOrMorePath ex:next ].",
                )


def _circle_from(
    start: Node, shapes: Graph, heights: dict[Node, int], error: type[KgError]
) -> list[Node]:
    """Walk depth first without recursion.

    *heights* collects the shapes that lead to no circle, and how deep others are nested in each.
    """
    trail = {start: 0}
    ahead = [_referred(start, shapes, error)]
    while trail:
        shape = next(ahead[-1], None)
        if shape is None:
            done, height = trail.popitem()
            heights[done] = height
            ahead.pop()
            _note_height(trail, height, shapes, error)
        elif shape in trail:
            shapes_on_it = list(trail)
            return [*shapes_on_it[shapes_on_it.index(shape) :], shape]
        elif shape in heights:
            _note_height(trail, heights[shape], shapes, error)
        else:
            trail[shape] = 0
            ahead.append(_referred(shape, shapes, error))
    return []


def _note_height(trail: dict[Node, int], inner: int, shapes: Graph, error: type[KgError]) -> None:
    """Note that a shape of this height is in the last one of a trail."""
    if not trail:
        return
    outer = next(reversed(trail))
    trail[outer] = max(trail[outer], inner + 1)
    if trail[outer] >= _DEEPEST:
        with about(outer):
            raise error(
                f"Shapes are nested deeper than {_DEEPEST} in {_name(outer, shapes)}.",
                hint="Follow the chain with a property path instead.",
            )


def _referring(shapes: Graph) -> set[Node]:
    return {shape for predicate in (*REFERENCES, *LISTS) for shape in shapes.subjects(predicate)}


def _referred(shape: Node, shapes: Graph, error: type[KgError]) -> Iterator[Node]:
    for predicate in REFERENCES:
        yield from shapes.objects(shape, predicate)
    for predicate in LISTS:
        for members in shapes.objects(shape, predicate):
            try:
                yield from shapes.items(members)
            except ValueError as failure:
                with about(shape, predicate, members):
                    raise error(f"A list of {_name(shape, shapes)} never ends.") from failure


def _names(circle: list[Node], shapes: Graph) -> list[str]:
    """Name the shapes along *circle*; what has no name goes by the shape that it is part of."""
    names = [_name(shape, shapes) for shape in circle]
    steps = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    return steps if len(steps) > 1 else steps * 2


def _name(shape: Node, shapes: Graph) -> str:
    name = name_of(shape, shapes)
    return plain(shorten(name)) if name else "a shape without a name"
