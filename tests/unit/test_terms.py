"""Tests of kg.terms."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError
from kg.report import Term
from kg.terms import expand, in_graph, plain, shorten, show

XI = "https://w3id.org/geoactors/id/agent/xi-jinping"


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (XI, "agent:xi-jinping"),
        ("https://w3id.org/geoactors/ns#Tenure", "ga:Tenure"),
        (
            "https://w3id.org/geoactors/graph/doc/58d4",
            "<https://w3id.org/geoactors/graph/doc/58d4>",
        ),
        ("https://w3id.org/geoactors/graph/reference", "graph:reference"),
        (
            "https://w3id.org/geoactors/id/doc/58d4#p1",
            "<https://w3id.org/geoactors/id/doc/58d4#p1>",
        ),
        ("https://w3id.org/geoactors/ns#", "<https://w3id.org/geoactors/ns#>"),
        ("https://w3id.org/geoactors/ns#a.", "<https://w3id.org/geoactors/ns#a.>"),
        ("https://w3id.org/geoactors/ns#-a", "<https://w3id.org/geoactors/ns#-a>"),
        ("urn:example", "<urn:example>"),
    ],
)
def test_iris_are_shortened_where_that_is_legal(iri: str, short: str) -> None:
    """What comes out can be pasted into a query."""
    assert shorten(iri) == short


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("agent:xi-jinping", XI),
        (f"<{XI}>", XI),
        (f"  {XI} ", XI),
        ("urn:example:a", "urn:example:a"),
        ("ga:Tenure", "https://w3id.org/geoactors/ns#Tenure"),
    ],
)
def test_iris_are_read_in_each_of_their_forms(text: str, iri: str) -> None:
    """As people write them on a command line."""
    assert expand(text) == iri


@pytest.mark.parametrize("text", ["", "xi-jinping", "<>", "http://[", "a b:c", f"{XI}> <b", 'e:"'])
def test_what_is_no_iri_is_refused(text: str) -> None:
    """Nothing that could break out of a query gets into one."""
    with pytest.raises(ParameterError, match=r"is no IRI.*agent:"):
        expand(text)


def test_shortening_and_expanding_are_inverse() -> None:
    """For names of ours and for others."""
    for iri in (XI, "urn:example", "http://www.w3.org/ns/prov#Entity"):
        assert expand(shorten(iri)) == iri


@pytest.mark.parametrize(
    ("term", "shown", "text"),
    [
        (ox.NamedNode(XI), "agent:xi-jinping", XI),
        (ox.Literal("Си", language="ru"), "Си @ru", "Си"),
        (ox.Literal("a\x1b[31m\nb\x9b"), "a [31m b ", "a\x1b[31m\nb\x9b"),
        (ox.Literal(12), "12", "12"),
        (ox.BlankNode("b"), "_:b", "_:b"),
    ],
)
def test_terms_are_shown_to_people(term: Term, shown: str, text: str) -> None:
    """Without control characters, which a terminal would obey."""
    assert show(term) == shown
    assert plain(term) == text


def test_a_triple_is_placed_in_a_graph() -> None:
    """In the default graph when none is given."""
    triple = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("o"))
    assert in_graph(triple).graph_name == ox.DefaultGraph()
    assert in_graph(triple, ox.NamedNode("a:g")) == ox.Quad(
        triple.subject, triple.predicate, triple.object, ox.NamedNode("a:g")
    )
