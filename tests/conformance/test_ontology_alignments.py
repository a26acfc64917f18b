"""The alignments lead to terms that exist, and entail nothing absurd with them."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import ORG, PROV, SDO

from kg.resources import alignment_files, article_files, ontology_files
from kg.vocabulary import GA, PREFIXES
from tests.conformance.ontology_graphs import FOLDER, OWN, own_terms, triples
from tests.conformance.reasoning import closure, contradictions, representatives

ALIGNMENTS = triples(alignment_files())
AXIOMS = triples([FOLDER / "alignment-axioms.ttl"])
CORE = triples(ontology_files()[:1])
SAMPLE = triples([FOLDER / "reasoning-sample.ttl"])
RDFS = PREFIXES["rdfs"]
ENTAILING = {RDFS + "subClassOf", RDFS + "subPropertyOf", PREFIXES["owl"] + "inverseOf"}
STATED = [t for t in ALIGNMENTS if t.predicate.value in ENTAILING | {str(GA.closeTo)}]
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"


@cache
def pinned_names() -> dict[str, frozenset[str]]:
    """Read which names each aligned vocabulary defines, by namespace."""
    text = (FOLDER / "alignment-targets.txt").read_text("utf-8")
    blocks = re.findall(r"^@ (\S+) .*\n((?:[^@#\n].*\n)+)", text, re.M)
    return {namespace: frozenset(names.split()) for namespace, names in blocks}


def exists(term: str) -> bool:
    """Look a term up in the pinned copies, or in those that rdflib carries."""
    if any(URIRef(term) in namespace for namespace in (ORG, PROV, SDO)):
        return True
    return any(
        term.startswith(namespace) and term.removeprefix(namespace) in names
        for namespace, names in pinned_names().items()
    )


def targets() -> list[str]:
    """The foreign terms that the alignments lead to."""
    return sorted({t.object.value for t in STATED if isinstance(t.object, ox.NamedNode)})


@pytest.mark.parametrize("target", targets())
def test_a_target_exists(target: str) -> None:
    """A term that an alignment leads to is defined by its vocabulary."""
    assert exists(target)


@pytest.mark.parametrize(
    "term",
    [SEM + "Evnt", PREFIXES["schema"] + "Persn", PREFIXES["org"] + "heldby", "urn:x"],
)
def test_a_misspelt_target_is_found(term: str) -> None:
    """A term that no vocabulary defines does not pass."""
    assert not exists(term)


def test_alignments_start_from_our_terms() -> None:
    """What is aligned is ours, but for the inverses that ORG states itself."""
    for triple in STATED:
        assert isinstance(triple.subject, ox.NamedNode)
        ours = triple.subject.value in own_terms()
        assert ours or triple.predicate.value.endswith("#inverseOf"), triple


def test_every_file_aligns_and_most_classes_are_aligned() -> None:
    """No alignment file is a stub, and few classes stand alone in the world."""
    for path in alignment_files():
        assert len([t for t in triples([path]) if t in set(STATED)]) >= 30, path
    classes = {term for term, kind in own_terms().items() if kind == "class"}
    aligned = {t.subject.value for t in STATED if isinstance(t.subject, ox.NamedNode)}
    assert {c.rpartition("#")[2] for c in classes - aligned} == {
        "Correction",
        "Inference",
        "ReferenceGraph",
        "SourceGraph",
        "StatusReport",
        "SuspendedGraph",
        "Tombstone",
    }


@pytest.fixture(scope="module")
def everything() -> Graph:
    """What follows from ontology, alignments, their targets, the sample and the data."""
    data = [quad.triple for path in article_files() for quad in ox.parse(path=path)]
    return closure(CORE, ALIGNMENTS, AXIOMS, SAMPLE, representatives(data))


def test_nothing_contradicts_the_aligned_vocabularies(everything: Graph) -> None:
    """Every class keeps its members when the targets have their say: the sample has them all."""
    assert contradictions(everything) == []
    for term, kind in own_terms().items():
        if kind == "class":
            assert (None, RDF.type, URIRef(term)) in everything, term


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (GA.Person, PREFIXES["skos"] + "Concept"),
        (GA.Person, PREFIXES["prov"] + "Organization"),
        (GA.State, PREFIXES["schema"] + "Place"),
        (GA.State, "https://schema.followthemoney.tech/#Person"),
        (GA.Event, PREFIXES["prov"] + "Entity"),
        (GA.Event, "http://www.cidoc-crm.org/cidoc-crm/E52_Time-Span"),
        (GA.Tenure, PREFIXES["prov"] + "Entity"),
        (GA.Post, PREFIXES["org"] + "Role"),
    ],
)
def test_no_alignment_types_our_things_absurdly(
    everything: Graph, ours: URIRef, theirs: str
) -> None:
    """A person is no concept, a state no place, and an event no time-span."""
    things = set(everything.subjects(RDF.type, ours))
    assert things
    assert things.isdisjoint(everything.subjects(RDF.type, URIRef(theirs)))


def classes_that_are_codes(graph: Graph) -> set[str]:
    """Find the codes that something is an instance of."""
    return {str(c) for c in graph.objects(None, RDF.type) if str(c).startswith(PREFIXES["gc"])}


def test_no_alignment_makes_a_class_of_a_code(everything: Graph) -> None:
    """A code describes a thing; the thing is no instance of it."""
    assert classes_that_are_codes(everything) == set()


@pytest.mark.parametrize(
    "alignment",
    [
        "ga:eventType rdfs:subPropertyOf <http://semanticweb.cs.vu.nl/2009/11/sem/eventType> .",
        "ga:eventType rdfs:subPropertyOf <https://schema.org/additionalType> .",
    ],
)
def test_an_alignment_that_makes_a_class_of_a_code_is_found(alignment: str) -> None:
    """The pinned axioms know that some type properties are subproperties of rdf:type."""
    prefixes = f"@prefix ga: <{OWN}ns#> . @prefix rdfs: <{RDFS}> . "
    assert classes_that_are_codes(closure(AXIOMS, SAMPLE, prefixes + alignment))


@pytest.mark.parametrize(
    "alignment",
    [
        "ga:evidence rdfs:subPropertyOf prov:wasDerivedFrom . "
        "ga:Event rdfs:subClassOf prov:Activity .",
        "ga:postType rdfs:subPropertyOf ga:holder .",
        "ga:Person rdfs:subClassOf <http://www.w3.org/2004/02/skos/core#Concept> .",
    ],
)
def test_an_alignment_that_contradicts_is_found(alignment: str) -> None:
    """An event that is entity and activity at once, or a person that is a concept, is reported."""
    prefixes = (
        f"@prefix ga: <{OWN}ns#> . @prefix rdfs: <{RDFS}> . @prefix prov: <{PREFIXES['prov']}> . "
    )
    assert contradictions(closure(CORE, AXIOMS, SAMPLE, prefixes + alignment))
