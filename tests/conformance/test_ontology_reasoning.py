"""The ontology is consistent, and never makes a thing what it is not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from kg.resources import article_files, ontology_files
from kg.vocabulary import BASE_IRI, GA, PREFIXES
from tests.conformance.ontology_graphs import FOLDER, own_terms, triples
from tests.conformance.reasoning import closure, contradictions, kinds, representatives

CORE = triples(ontology_files()[:1])
SAMPLE = triples([FOLDER / "reasoning-sample.ttl"])
PREFIX = f"@prefix ga: <{PREFIXES['ga']}> . @prefix gc: <{PREFIXES['gc']}> . "

# Whatever a thing is, all its classes lie in one of these families.
FAMILIES = {
    "agent": "ga:Agent ga:Person ga:Organisation ga:Polity ga:State ga:Government ga:PublicBody "
    "ga:InternationalOrganisation ga:Collective ga:Temporal foaf:Agent foaf:Person foaf:Group "
    "prov:Agent org:Organization",
    "place": "ga:Place dcterms:Location",
    "post": "ga:Post ga:Temporal org:Post",
    "membership": "ga:Membership ga:Tenure ga:Temporal org:Membership",
    "event": "ga:Event ga:Communication ga:Temporal",
    "event series": "ga:EventSeries ga:Temporal",
    "participation": "ga:Participation",
    "status report": "ga:StatusReport ga:Temporal",
    "claim": "ga:Claim ga:ClaimGraph prov:Bundle prov:Entity",
    "stance": "ga:Stance ga:Temporal",
    "document": "ga:Document ga:Temporal foaf:Document prov:Entity schema:NewsArticle "
    "schema:ImageObject",
    "evidence": "ga:Evidence prov:Entity",
    "inference": "ga:Inference ga:Correction prov:Activity",
    "graph": "ga:SourceGraph ga:ReferenceGraph ga:SuspendedGraph prov:Bundle prov:Entity",
    "tombstone": "ga:Tombstone prov:Entity",
}


def spelled_out(family: str) -> frozenset[str]:
    """Expand the shortened names of a family."""
    pairs = (name.split(":") for name in family.split())
    return frozenset(PREFIXES[prefix] + name for prefix, name in pairs)


ALLOWED = {name: spelled_out(family) for name, family in FAMILIES.items()}


def stray(graph: Graph) -> dict[str, frozenset[str]]:
    """Find the things whose classes lie in no one family."""
    return {
        thing: types
        for thing, types in kinds(graph)
        if not any(types <= family for family in ALLOWED.values())
    }


def one_of_each_class() -> str:
    """Write one thing for every class of ours."""
    classes = [term for term, kind in own_terms().items() if kind == "class"]
    assert len(classes) >= 27
    return "".join(f"<{BASE_IRI}id/x/{number}> a <{c}> . " for number, c in enumerate(classes))


def test_no_class_is_empty_by_definition() -> None:
    """Every class can have a member without contradiction."""
    assert contradictions(closure(CORE, one_of_each_class())) == []


def test_the_codes_hold_together() -> None:
    """The code lists contradict nothing, and no code turns out to be an agent or an event."""
    graph = closure(CORE, triples(ontology_files()[1:]))
    assert contradictions(graph) == []
    codes = set(graph.subjects(RDF.type, URIRef(PREFIXES["skos"] + "Concept")))
    assert len(codes) > 100
    for class_ in (GA.Agent, GA.Event, GA.Post, GA.Place):
        assert codes.isdisjoint(graph.subjects(RDF.type, class_))


@pytest.mark.parametrize(
    "data",
    [
        "<urn:x> a ga:Person, ga:Post .",
        "<urn:x> a ga:Person, ga:Organisation .",
        "<urn:x> a ga:State, ga:Government .",
        "<urn:x> a ga:SourceGraph, ga:ClaimGraph .",
        "<urn:x> ga:holder <urn:p> ; ga:participant <urn:q> .",
        "<urn:x> a ga:Event . <urn:y> ga:eventType <urn:x> .",
        "<urn:x> ga:succeeds <urn:x> .",
    ],
)
def test_a_contradiction_is_found(data: str) -> None:
    """The closure is not blind: what cannot be is reported."""
    assert contradictions(closure(CORE, PREFIX + data))


@pytest.fixture(scope="module")
def sample() -> Graph:
    """The conclusions from the sample."""
    return closure(CORE, SAMPLE)


def test_the_sample_holds_together(sample: Graph) -> None:
    """The sample is consistent, has something of every family, and nothing between families."""
    assert contradictions(sample) == []
    assert stray(sample) == {}
    found = [types for _, types in kinds(sample)]
    for name, family in ALLOWED.items():
        assert any(types <= family for types in found), name


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("event/visit", GA.involves, "agent/minister"),
        ("event/opening", GA.subEventOf, "event/visit"),
        ("claim/neutral", GA.contradicts, "claim/aid"),
        ("tenure/minister-1", URIRef(PREFIXES["org"] + "member"), "agent/minister"),
    ],
)
def test_what_should_follow_follows(
    sample: Graph, subject: str, predicate: URIRef, object_: str
) -> None:
    """Participants are involved, parts of parts are parts, contradiction is mutual."""
    triple = URIRef(f"{BASE_IRI}id/{subject}"), predicate, URIRef(f"{BASE_IRI}id/{object_}")
    assert triple in sample


@pytest.mark.parametrize(
    ("thing", "class_"),
    [
        ("event/visit", "prov:Entity"),
        ("event/visit", "prov:Activity"),
        ("agent/minister", "skos:Concept"),
        ("agent/russia", "ga:Event"),
        ("tenure/minister-1", "prov:Entity"),
    ],
)
def test_what_should_not_follow_does_not(sample: Graph, thing: str, class_: str) -> None:
    """Evidence makes no entity of an event, and concern no concept of a state."""
    prefix, name = class_.split(":")
    assert (
        URIRef(f"{BASE_IRI}id/{thing}"),
        RDF.type,
        URIRef(PREFIXES[prefix] + name),
    ) not in sample


def test_an_unexpected_type_is_found() -> None:
    """A thing between two families is noticed even where OWL sees no contradiction."""
    data = f"<{BASE_IRI}id/event/x> a ga:Event, <{PREFIXES['prov']}Entity> ."
    assert stray(closure(CORE, PREFIX + data)).keys() == {f"{BASE_IRI}id/event/x"}


def test_the_packaged_data_is_what_it_says() -> None:
    """The data contradicts nothing, and nothing in it falls between the families."""
    data = [quad.triple for path in article_files() for quad in ox.parse(path=path)]
    assert len(data) > 1000
    graph = closure(CORE, representatives(data))
    assert contradictions(graph) == []
    assert stray(graph) == {}
