"""A graph laid over its context."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, Dataset, Graph, URIRef

from tests.oracle.overlay import Overlay

EX = "http://example.org/"


@pytest.fixture
def overlay(build: Callable[[str], Graph]) -> Overlay:
    """Build a source graph about ex:a, over a context that knows ex:a and ex:b as well."""
    own = build('ex:a ga:holder ex:b ; rdfs:label "own" .')
    context = build('ex:a a ga:Person ; rdfs:label "context" . ex:b rdfs:label "b" .')
    more = build('ex:b rdfs:label "b", "more" . ex:c ga:holder ex:a .')
    return Overlay(own, [context, more], {URIRef(EX + "a")})


def test_a_described_node_has_its_own_values_alone(overlay: Overlay) -> None:
    """The context answers for the nodes that the graph refers to, not for those it describes."""
    about = set(overlay.predicate_objects(URIRef(EX + "a")))
    assert {(str(p).rpartition("#")[2], str(o)) for p, o in about} == {
        ("holder", EX + "b"),
        ("label", "own"),
    }


def test_a_node_referred_to_comes_with_its_description_once(overlay: Overlay) -> None:
    """A triple in two layers shows once."""
    labels = [str(o) for o in overlay.objects(URIRef(EX + "b"))]
    assert sorted(labels) == ["b", "more"]


def test_references_from_the_context_show(overlay: Overlay) -> None:
    """An inverse path can start at a described node."""
    assert list(overlay.subjects(None, URIRef(EX + "a"))) == [URIRef(EX + "c")]


def test_membership_agrees_with_the_triples(overlay: Overlay) -> None:
    """`in` hides what iteration hides."""
    a, label = URIRef(EX + "a"), URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert (a, RDF.type, None) not in overlay
    assert all(triple in overlay for triple in overlay)
    hidden = [triple for triple in overlay.triples((a, label, None)) if str(triple[2]) == "context"]
    assert hidden == []


def test_it_is_a_plain_graph_that_is_not_empty(overlay: Overlay) -> None:
    """pySHACL merges the graphs of a dataset, and asks a graph for its truth value."""
    assert not isinstance(overlay, Dataset)
    assert overlay
    assert not Overlay(Graph(), [])
    assert len(overlay) == len(list(overlay)) > 0


def test_additions_leave_the_layers_alone(build: Callable[[str], Graph]) -> None:
    """The context is shared by all validations."""
    context = build("ex:a ga:holder ex:b .")
    overlay = Overlay(Graph(), [context])
    assert len(overlay) == 1
    overlay.add((URIRef(EX + "x"), RDF.type, URIRef(EX + "y")))
    assert (len(overlay), len(context)) == (2, 1)
