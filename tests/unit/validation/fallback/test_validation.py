"""Whole validations by shapes with a pattern that pySHACL matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest

from kg.errors import LimitError
from kg.gate import Change, OwnGate, Proposal
from kg.report import ValidationResult
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import plain
from kg.validation import NOTHING, Validator, validate_plain
from kg.validation.fallback import FallbackLimits
from kg.validation.fallback import matcher as module
from kg.validation.reports import FORMATS, write_report
from kg.vocabulary import BASE_IRI

SHAPE = """ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:name ; gs:scope gs:graph ;
    sh:property ex:S-name ; sh:property [ sh:path ex:age ; sh:maxCount 1 ] .
ex:S-name a sh:PropertyShape ; sh:path ex:name ; sh:pattern "^(?!x)" ; gs:scope gs:graph ."""
NOTE = "The pattern “^(?!x)” of <http://example.org/S-name> cannot be compiled; pySHACL matches it."
DATA = 'ex:a ex:name "abc" ; ex:age 1, 2 . ex:b ex:name "xyz" .'
BROKEN = ["a MaxCount", "b Pattern"]

Quads = Callable[[str], list[ox.Quad]]


def short(results: Iterable[ValidationResult]) -> list[str]:
    """The node and the component of each result."""
    pairs = ((plain(r.focus_node)[-1], r.component.partition("#")[2]) for r in results)
    return sorted(f"{node} {name.removesuffix('ConstraintComponent')}" for node, name in pairs)


def test_only_the_pattern_is_left_to_pyshacl(quads: Quads) -> None:
    """All else of the shape is compiled as ever; the report says so."""
    report = validate_plain(quads(DATA), quads(SHAPE))
    assert short(report.results) == BROKEN
    assert report.notes == (NOTE,)


@pytest.mark.parametrize("fmt", sorted({"text", "html", "json", "sarif"} & set(FORMATS)))
def test_reports_show_it(fmt: str, quads: Quads) -> None:
    """Where a reader or a program looks for remarks."""
    text = write_report(validate_plain(quads(DATA), quads(SHAPE)), fmt)
    assert "cannot be compiled" in text


def test_nothing_is_said_of_a_shape_that_looks_at_nothing(quads: Quads) -> None:
    """Its pattern was not matched."""
    report = validate_plain(quads("ex:a ex:p 1 ."), quads(SHAPE))
    assert (report.notes, report.idle_shapes) == ((), ("http://example.org/S",))


def test_source_graphs_are_validated_too(quads: Quads) -> None:
    """By shapes with a scope, in a context."""
    report = Validator.from_quads(quads(SHAPE), NOTHING).validate_graph("urn:g", quads(DATA))
    assert short(report.results) == BROKEN
    assert report.notes == (NOTE,)


def view(quads: Iterable[ox.Quad]) -> DatasetView:
    """A plain dataset."""
    store = ox.Store()
    store.extend(quads)
    return DatasetView(store, GraphNames(BASE_IRI), union=False)


def test_the_gate_blames_a_change_for_what_it_breaks(quads: Quads) -> None:
    """And not for what was broken before; it agrees with a validation of everything."""
    gate = OwnGate(quads(SHAPE))
    before, after = quads(DATA), quads(DATA + 'ex:c ex:name "xc" . ex:b ex:age 3 .')
    changed = {quad.triple for quad in after} - {quad.triple for quad in before}
    report = gate.judge(Change(view(before), view(after), {"": changed}))
    assert report is not None
    assert short(report.results) == ["c Pattern"]
    assert short(accepted.result for accepted in report.accepted) == ["b Pattern"]
    assert report.notes == (NOTE,)
    whole = gate(Proposal({}, frozenset(), [], [quad.triple for quad in after]))
    assert short(whole.results) == [*BROKEN, "c Pattern"]


def test_the_gate_lets_a_sound_change_pass(quads: Quads) -> None:
    """A deletion among them."""
    gate = OwnGate(quads(SHAPE))
    before, after = quads(DATA), quads('ex:a ex:name "abc" . ex:b ex:name "yz" .')
    changed = {quad.triple for quad in before} ^ {quad.triple for quad in after}
    report = gate.judge(Change(view(before), view(after), {"": changed}))
    assert report is not None
    assert (report.results, report.accepted) == ((), ())


def test_a_pattern_that_backtracks_for_ever_ends_the_validation(
    quads: Quads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an error that names the shape; the engine matches the like without look-ahead."""
    monkeypatch.setattr(module, "FallbackLimits", lambda: FallbackLimits(seconds=1.0))
    data = quads(f'ex:a ex:name "{"a" * 60}!" .')
    with pytest.raises(LimitError, match=r"of <http://example\.org/S-name>"):
        validate_plain(data, quads(SHAPE.replace("^(?!x)", "(?=a)(a+)+$")))
    report = validate_plain(data, quads(SHAPE.replace("^(?!x)", "(a+)+$")))
    assert short(report.results) == ["a Pattern"]
