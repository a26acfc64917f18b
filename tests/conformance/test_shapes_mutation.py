"""Removes every constraint and target of every shape in turn; a case must notice each time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from kg.validation import Validator
from tests.conformance.shape_cases import (
    CASES,
    GS,
    SH,
    closure,
    context_quads,
    node_shapes,
    validate_case,
    verdict,
)

# Terms of a shape that constrain nothing by themselves; whatever else stands there does.
SILENT = {"property", "path", "message", "severity", "flags", "name", "description"}
TARGETS = {"target", "targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One node shape with its parts, without the triple *removed*."""

    shape: str
    removed: ox.Quad

    @property
    def name(self) -> str:
        """The shape, the term and the value that are gone."""
        quad = self.removed
        return f"{local(quad.subject)} {local(quad.predicate)} {local(quad.object)}"


def local(term: object) -> str:
    """Shorten an IRI to its local name."""
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    return text.replace("/", "#").rpartition("#")[2]


def mutants_of(shape: str, quads: Iterable[ox.Quad]) -> Iterator[Mutant]:
    """Find what can be removed: constraints of the shape and its properties, and targets."""
    quads = list(quads)
    owned: set[object] = {ox.NamedNode(GS + shape)}
    owned |= {quad.object for quad in quads if quad.predicate.value == f"{SH}property"}
    terms = [quad for quad in quads if quad.subject in owned and SH in quad.predicate.value]
    targets = [quad for quad in terms if local(quad.predicate) in TARGETS]
    for quad in terms:
        term = local(quad.predicate)
        # Without its only target a shape is no mutant: the validator refuses to run it.
        if (term in TARGETS and len(targets) > 1) or term not in TARGETS | SILENT:
            yield Mutant(shape, quad)


def checker_of(quads: list[ox.Quad]) -> Validator:
    """Compile the shapes in *quads* alone."""
    return Validator.from_quads(quads, context_quads())


def test_mutants_are_found() -> None:
    """A mutation test without mutants would pass."""
    terms = {
        local(mutant.removed.predicate)
        for shape in node_shapes()
        for mutant in mutants_of(shape, closure(shape))
    }
    constraints = {"minCount", "maxCount", "datatype", "pattern", "class", "sparql", "uniqueLang"}
    assert terms >= constraints | {"target", "targetClass", "targetSubjectsOf"}


def survivors_of(shape: str, mutants: Iterable[Mutant]) -> list[str]:
    """Name the mutants that give the same verdict on every invalid case of their folder."""
    quads = closure(shape)
    cases = [case for case in CASES if case.shape == shape and not case.valid]
    whole = checker_of(quads)
    before = {case: verdict(validate_case(case, whole)) for case in cases}
    return [
        mutant.name
        for mutant in mutants
        if all(
            verdict(validate_case(case, checker)) == before[case]
            for checker in [checker_of([quad for quad in quads if quad is not mutant.removed])]
            for case in cases
        )
    ]


def test_no_constraint_can_be_removed_unnoticed(
    capfd: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    """Each constraint and target is needed for the verdict on some case of its folder."""
    mutants = {shape: list(mutants_of(shape, closure(shape))) for shape in node_shapes()}
    survivors = [name for shape, found in mutants.items() for name in survivors_of(shape, found)]
    total = sum(map(len, mutants.values()))
    summary = f"{total - len(survivors)} of {total}"
    record_property("mutants killed", summary)
    # Standard error is the one stream that reaches the terminal from a parallel run.
    with capfd.disabled():
        sys.stderr.write(f"\nmutants killed: {summary}\n")
    assert survivors == []
