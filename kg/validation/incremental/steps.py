"""The single steps of property paths, and what leads up to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
    inverted,
)


class Step(NamedTuple):
    """A place in a path where a triple is walked.

    *predicate* is None for any. The triple is walked from its subject, or with *backward*
    from its object, after *before* has been walked from where the path begins.
    """

    predicate: str | None
    backward: bool
    before: tuple[Path, ...]


def steps_of(path: Path) -> Iterator[Step]:
    """Every step of *path*, with what has to be walked first."""
    match path:
        case Predicate(iri):
            yield Step(iri, False, ())
        case AnyStep():
            yield Step(None, False, ())
        case Inverse(Predicate(iri)):
            yield Step(iri, True, ())
        case Inverse(AnyStep()):
            yield Step(None, True, ())
        case Inverse(inner):
            yield from steps_of(inverted(inner))
        case Sequence(parts):
            for index, part in enumerate(parts):
                yield from _after(parts[:index], part)
        case Alternative(members):
            for member in members:
                yield from steps_of(member)
        case Repeat(inner, "?"):
            yield from steps_of(inner)
        case Repeat(inner, _):
            yield from _after((Repeat(inner, "*"),), inner)


def _after(walked: tuple[Path, ...], path: Path) -> Iterator[Step]:
    for predicate, backward, before in steps_of(path):
        yield Step(predicate, backward, (*walked, *before))
