"""What a report says of checks that pySHACL had a part in."""

from __future__ import annotations

from collections.abc import Iterator

from kg.validation.fallback.calls import uncompiled_patterns
from kg.validation.fallback.patterns import Regex
from kg.validation.model import Check, Conforms, Pattern, Qualified, Query, Shape


def notes_of(shape: Shape) -> tuple[str, ...]:
    """A sentence for each pattern that pySHACL matches in *shape* and the shapes in it."""
    return tuple(dict.fromkeys(_notes(shape)))


def _notes(shape: Shape) -> Iterator[str]:
    for check in shape.checks:
        for regex in _left_over(check):
            name = regex.of(shape.name)
            yield f"{name[0].upper()}{name[1:]} cannot be compiled; pySHACL matches it."
        for part in _asked_about(check):
            yield from _notes(part)
    for part in shape.properties:
        yield from _notes(part)


def _left_over(check: Check) -> list[Regex]:
    match check:
        case Pattern(regex, flags, compiled=False):
            return [Regex(regex, flags)]
        case Query(text=text, compiled=False):
            return uncompiled_patterns(text)
    return []


def _asked_about(check: Check) -> tuple[Shape, ...]:
    match check:
        case Conforms(shapes=shapes):
            return shapes
        case Qualified(shape=shape, siblings=siblings):
            return (shape, *siblings)
    return ()
