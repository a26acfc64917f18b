"""Random shapes over random data: the engine beside pySHACL, and changes beside everything.

pySHACL is mended where it departs from the text of SHACL (`tests/oracle/mending.py`). Of what
remains, these are not drawn:

* `sh:minLength 0`, which any blank node breaks (SHACL §4.4.1) and pySHACL never reports.
* NaN as a bound: the engine holds it for equal to itself, and IEEE 754 does not.
* Paths that may take no step, in a query of the shapes graph: the engine walks them from nodes of
  the data only, where SPARQL 1.1 §18.4 has them lead from any term to itself.
* Solutions that differ in how often they come along such paths or circles, where rdflib repeats
  itself; and `STR` of a blank node, which is an error (SPARQL 1.1 §17.4.2.5) and none to rdflib.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Verbosity, assume, given, settings

from kg.errors import KgError
from kg.gate import Change as Written
from kg.gate.change import judge_merged
from kg.report import ValidationReport, ValidationResult
from kg.store.forms import as_stored
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import in_graph
from kg.validation import PlainValidator, check_shapes, validate_plain
from kg.validation.terms import graph_of
from kg.vocabulary import BASE_IRI
from tests.drawn import Change, changes, graphs, shapes_graphs
from tests.drawn.terms import read
from tests.oracle import validate

_NAMES = GraphNames(BASE_IRI)
_HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
_several = settings(max_examples=150, deadline=None, suppress_health_check=_HEALTH)
_some = settings(max_examples=300, deadline=None, suppress_health_check=_HEALTH)
_many = settings(
    max_examples=5_000, deadline=None, suppress_health_check=_HEALTH, verbosity=Verbosity.quiet
)
_most = settings(_many, max_examples=10_000)


@pytest.fixture(autouse=True, scope="module")
def _unasked() -> Iterator[None]:
    """Drawn shapes are well-formed; to ask the shapes of SHACL each time takes half of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.validation.engine.check_shapes", partial(check_shapes, well_formed=False))
        yield


def verdict(results: Iterable[ValidationResult]) -> Counter[tuple[str, ...]]:
    """What both programs must agree on; a result counts for each way in which it is found."""
    return Counter(
        (str(r.focus_node), r.path, str(r.value), r.component, r.shape, str(r.severity))
        for r in results
    )


def agrees(triples: frozenset[ox.Triple], turtle: str) -> None:
    """The engine finds what pySHACL finds."""
    quads, shapes = [in_graph(triple) for triple in triples], read(turtle)
    found = validate_plain(quads, shapes).results
    assert verdict(found) == verdict(validate(quads, shapes).results)


def is_sound(change: Change, turtle: str) -> None:
    """What a change breaks is what is broken after it and was not before."""
    try:
        validator = PlainValidator(read(turtle))
    except KgError:
        assume(False)
    before, after = _view(change.before), _view(change.after)
    written = Written(before, after, {"": as_stored({*change.added, *change.removed})})
    judged = judge_merged(written, validator.changes)
    assume(judged is not None)
    assert judged is not None
    now, earlier = _kinds(_whole(validator, after)), _kinds(_whole(validator, before))
    # What one more node leads to may be told once more, or not.
    assert now.keys() - earlier.keys() <= _kinds(judged).keys() <= (now - earlier).keys()


def _whole(validator: PlainValidator, view: DatasetView) -> ValidationReport:
    return validator.validate((in_graph(triple) for triple in view.triples()), stored=True)


def _kinds(report: ValidationReport) -> Counter[tuple[str, ...]]:
    """Each result with its message, which tells apart two checks of one shape."""
    return Counter((*kind, r.message) for r in report.results for kind in verdict([r]))


def _view(triples: Iterable[ox.Triple]) -> DatasetView:
    store = ox.Store()
    store.extend(in_graph(triple) for triple in triples)
    return DatasetView(store, _NAMES, union=False)


@pytest.mark.timeout(1200)
@_several
@given(graphs, shapes_graphs())
def test_the_engine_finds_what_pyshacl_finds(triples: frozenset[ox.Triple], turtle: str) -> None:
    """Every kind of constraint, nested and over every kind of path."""
    agrees(triples, turtle)


@settings(max_examples=15, deadline=None, suppress_health_check=_HEALTH)
@given(shapes_graphs())
def test_drawn_shapes_are_well_formed(turtle: str) -> None:
    """Else a difference would say nothing."""
    check_shapes(graph_of(read(turtle)))


@pytest.mark.timeout(1200)
@_some
@given(changes(), shapes_graphs())
def test_a_change_breaks_what_everything_tells(change: Change, turtle: str) -> None:
    """Nothing that it breaks is missed, and nothing is blamed on it that it did not do."""
    is_sound(change, turtle)


@pytest.mark.long
@pytest.mark.timeout(0)
@_many
@given(graphs, shapes_graphs())
def test_the_engine_finds_what_pyshacl_finds_at_length(
    triples: frozenset[ox.Triple], turtle: str
) -> None:
    """The same, for hours of a machine."""
    agrees(triples, turtle)


@pytest.mark.long
@pytest.mark.timeout(0)
@_most
@given(changes(), shapes_graphs())
def test_a_change_breaks_what_everything_tells_at_length(change: Change, turtle: str) -> None:
    """The same, ten thousand times."""
    is_sound(change, turtle)
