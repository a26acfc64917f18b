"""Tests of kg.gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ResourceError, ShapesError
from kg.gate import OwnGate, Proposal, gate_of, packaged_gate
from kg.gate import packaged as gates
from kg.parsing import parse_document
from kg.report import Scope
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI
from tests.conftest import BREAKING, Triples

G = "http://example.org/g"
CLAIM = f"{BASE_IRI}id/claim/moon"
SHAPES = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <http://example.org/> .
e:Shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:Shape-p .
e:Shape-p a sh:PropertyShape ; sh:path e:p ; sh:maxCount 1 .
"""
EVENT = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix gc: <https://w3id.org/geoactors/code/> .
<https://w3id.org/geoactors/id/event/visit> a ga:Event ; ga:eventType gc:visit .
"""
CITIZEN = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
agent:a a ga:Person ; skos:prefLabel "A"@en ; ga:citizenship agent:land .
"""
LAND = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
agent:land a ga:State ; skos:prefLabel "Land"@en .
"""


def propose(triples: set[ox.Triple], graph: str = G, *, claim: bool = False) -> Proposal:
    """A proposal that consists of one graph."""
    return Proposal(
        graphs={graph: triples},
        claims=frozenset([graph] if claim else []),
        reference=[],
        merged=[] if claim else triples,
    )


@pytest.fixture
def fresh() -> Iterator[None]:
    """No validators compiled before, and none left behind."""
    gates.packaged_validators.cache_clear()
    yield
    gates.packaged_validators.cache_clear()


def test_a_graph_that_breaks_a_shape_is_reported_in_its_scope(triples: Triples) -> None:
    """With the graph in which it was found."""
    (found,) = packaged_gate()(propose(triples(BREAKING))).violations
    assert (found.scope, found.graph) == (Scope.GRAPH, G)


def test_the_dataset_is_looked_at_when_the_graphs_are_sound(triples: Triples) -> None:
    """What a broken graph would do to the dataset says nothing more."""
    citizen = triples(CITIZEN)
    assert [v.scope for v in packaged_gate()(propose(citizen)).violations] == [Scope.DATASET]
    broken = packaged_gate()(propose(citizen | triples(BREAKING)))
    assert [v.scope for v in broken.violations] == [Scope.GRAPH]


def test_only_nodes_in_focus_are_looked_at_in_the_dataset(triples: Triples) -> None:
    """A document that is validated is not blamed for its context."""
    citizen = triples(CITIZEN)
    assert packaged_gate()(replace(propose(citizen), graphs={}, focus=[])).conforms
    focus = [triple.subject for triple in citizen]
    assert not packaged_gate()(replace(propose(citizen), graphs={}, focus=focus)).conforms


def test_the_content_of_a_claim_needs_no_evidence(triples: Triples) -> None:
    """What a party merely claims has none of its own; a fact without evidence is refused."""
    assert not packaged_gate()(propose(triples(EVENT))).conforms
    assert packaged_gate()(propose(triples(EVENT), CLAIM, claim=True)).conforms


def test_the_merged_dataset_holds_what_others_refer_to(triples: Triples) -> None:
    """A reference that no graph describes refuses; another graph's description will do."""
    citizen, land = triples(CITIZEN), triples(LAND)
    proposal = replace(propose(citizen), reference=land, merged=citizen | land)
    assert packaged_gate()(proposal).conforms
    assert not packaged_gate()(replace(proposal, merged=citizen)).conforms


def test_the_gate_of_a_store_is_the_one_of_its_settings(tmp_path: Path, triples: Triples) -> None:
    """None, the packaged shapes, or the store's own."""
    none = DatasetStore.create(tmp_path / "none", StoreSettings(shapes="none"))
    packaged = DatasetStore.create(tmp_path / "packaged")
    own = DatasetStore.create(tmp_path / "own", StoreSettings(shapes="sha256:…"), SHAPES)
    assert gate_of(none) is None
    breaking, twice = propose(triples(BREAKING)), propose(triples("e:s e:p 1, 2 ."))
    judged = [gate for gate in (gate_of(packaged), gate_of(own)) if gate is not None]
    assert [gate(breaking).conforms for gate in judged] == [False, True]
    assert [gate(twice).conforms for gate in judged] == [True, False]


@pytest.mark.parametrize(
    "text", [b"<a:s> <a:p> <a:o> .", SHAPES.replace(b"targetSubjectsOf", b"x")]
)
def test_own_shapes_that_look_at_nothing_are_refused(text: bytes) -> None:
    """They would let everything pass."""
    with pytest.raises(ShapesError):
        OwnGate(parse_document(text, ox.RdfFormat.TURTLE).quads)


@pytest.mark.parametrize(
    ("text", "name"), [("no turtle", "time.ttl:1:1"), (None, "shapes/time.ttl")]
)
@pytest.mark.usefixtures("fresh")
def test_broken_packaged_shapes_are_our_fault(
    text: str | None, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller's data are not to blame."""
    path = tmp_path / "shapes" / "time.ttl"
    path.parent.mkdir()
    if text is not None:
        path.write_text(text)
    monkeypatch.setattr(gates, "shape_files", lambda: [path])
    with pytest.raises(ResourceError, match=rf"installation is broken.*{name}"):
        packaged_gate()


@pytest.mark.usefixtures("fresh")
def test_no_packaged_shapes_are_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty shapes graph lets everything pass."""
    monkeypatch.setattr(gates, "shape_files", list)
    with pytest.raises(ResourceError):
        packaged_gate()
