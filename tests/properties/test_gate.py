"""Random writes to random datasets: what the gate says of a change, beside all of both times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise, starmap
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, Verbosity, event, given, settings

from kg.gate.change import judge_change
from kg.report import ValidationResult
from kg.store.view import DatasetView
from kg.terms import in_graph
from kg.validation import Validator, check_shapes
from kg.vocabulary import GA, GS
from tests.drawn.scoped import Case, cases
from tests.unit.gate.changes import changed, quads

_HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
_some = settings(max_examples=300, deadline=None, suppress_health_check=_HEALTH)
_most = settings(_some, max_examples=10_000, verbosity=Verbosity.quiet)
_same = settings(_some, max_examples=100, derandomize=True, database=None, phases=[Phase.generate])

_EXEMPTS, _CLAIM = ox.NamedNode(f"{GS}exempts"), ox.NamedNode(str(GA.ClaimGraph))
_DEACTIVATED = ox.NamedNode("http://www.w3.org/ns/shacl#deactivated")

Kind: TypeAlias = tuple[str, ...]
"""What tells a result apart."""


@pytest.fixture(autouse=True, scope="module")
def _unasked() -> Iterator[None]:
    """Drawn shapes are well-formed; to ask the shapes of SHACL each time takes half of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.validation.engine.check_shapes", partial(check_shapes, well_formed=False))
        yield


def validators(case: Case) -> tuple[Validator, Validator]:
    """The shapes for facts, and what of them holds in claims."""
    shapes = quads(case.shapes)
    exempt = [q.subject for q in shapes if q.predicate == _EXEMPTS and q.object == _CLAIM]
    off = [ox.Quad(shape, _DEACTIVATED, ox.Literal(True)) for shape in exempt]
    facts = Validator.from_quads(shapes, quads(case.context))
    return facts, facts.with_shapes([*shapes, *off])


def judged(case: Case) -> Iterator[tuple[set[Kind], set[Kind]] | None]:
    """What the gate blames on each write, and what is broken after it and was not before.

    None when the gate leaves the write to a whole run.
    """
    facts, claims = validators(case)
    for change in starmap(changed, pairwise(case.states)):
        report = judge_change(change, facts, claims)
        if report is None:
            yield None
            continue
        alone = _alone(change.after, facts, claims) - _alone(change.before, facts, claims)
        merged = _merged(change.after, facts) - _merged(change.before, facts)
        yield kinds(report.results), alone or merged


def _alone(view: DatasetView, facts: Validator, claims: Validator) -> set[Kind]:
    """What is found in each graph for itself."""
    known = facts.with_context(
        quad for graph in view.reference_graphs() for quad in _quads(view, graph)
    )
    contents = claims.in_context_of(known)
    found: set[Kind] = set()
    for graph in view.graphs():
        validator = contents if view.is_claim(graph) else known
        found |= kinds(validator.validate_graph(graph, _quads(view, graph), stored=True).results)
    return found


def _merged(view: DatasetView, facts: Validator) -> set[Kind]:
    return kinds(facts.validate_dataset(_quads(view), stored=True).results)


def _quads(view: DatasetView, graph: str = "") -> list[ox.Quad]:
    return [in_graph(triple) for triple in view.triples(graph)]


def kinds(results: Iterable[ValidationResult]) -> set[Kind]:
    """Each result as far as both sides must agree on it."""
    return {
        (str(r.focus_node), r.path, str(r.value), r.component, r.shape, r.graph, r.message)
        for r in results
    }


def is_sound(case: Case) -> None:
    """The gate finds what everything tells, unless it leaves a write to a whole run."""
    for both in judged(case):
        event("left to the whole run" if both is None else "judged")
        if both is not None:
            found, expected = both
            event("breaks something" if expected else "breaks nothing")
            assert found == expected


@pytest.mark.timeout(1200)
@_some
@given(cases())
def test_the_gate_says_of_a_change_what_everything_tells(case: Case) -> None:
    """In graphs and in the merged dataset, nothing is missed and nothing blamed wrongly."""
    is_sound(case)


def test_most_drawn_changes_are_judged() -> None:
    """Were they left to the whole run, or broke they nothing, their agreement would say nothing."""
    seen: Counter[str] = Counter()

    @_same
    @given(cases())
    def look(case: Case) -> None:
        for both in judged(case):
            seen["drawn"] += 1
            seen["judged"] += both is not None
            seen["breaking"] += both is not None and bool(both[1])

    look()
    assert seen["drawn"] >= 100
    assert seen["judged"] >= seen["drawn"] / 2
    assert seen["breaking"] >= seen["drawn"] / 40  # what is drawn follows constants of our code


@pytest.mark.long
@pytest.mark.timeout(0)
@_most
@given(cases())
def test_the_gate_says_of_a_change_what_everything_tells_at_length(case: Case) -> None:
    """The same, ten thousand times."""
    is_sound(case)
