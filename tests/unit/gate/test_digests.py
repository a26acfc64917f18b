"""Tests of kg.gate.digests: a digest per shape, and shapes without the targets of some."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from kg.gate.digests import digests_of, narrowed
from kg.gate.packaged import packaged_digests, packaged_validators
from kg.parsing import parse_document
from kg.store.passed import ShapeDigests
from kg.validation import validate_plain
from tests.conftest import Triples

E = "http://example.org/"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <http://example.org/> .
e:In a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; sh:in ( 1 2 3 ) ] .
e:Query a sh:NodeShape ; sh:targetClass e:C ; sh:sparql e:query .
e:query sh:prefixes e: ; sh:message "No." ; sh:select "SELECT $this { $this e:q ?o }" .
e: sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/" ] .
e:Refers a sh:NodeShape ; sh:targetNode e:n ; sh:or ( e:Named [ sh:nodeKind sh:IRI ] ) .
e:Named a sh:NodeShape ; rdfs:label "named" ; sh:class e:Thing .
e:Uses a sh:NodeShape ; sh:targetClass e:D ; e:length 3 .
e:Component a sh:ConstraintComponent ; sh:parameter e:parameter ;
    sh:validator [ sh:ask "ASK { FILTER(STRLEN(STR($value)) = $length) }" ] .
e:parameter sh:path e:length .
e:Class a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI .
e:Parent a sh:NodeShape ; sh:targetClass e:E ; sh:property e:Part , e:Other .
e:Part sh:path e:p ; sh:targetClass e:F ; sh:qualifiedValueShape e:Named ;
    sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
e:Other sh:path e:p ; sh:qualifiedValueShape [ sh:minLength 2 ] ; sh:qualifiedMinCount 1 .
e:Off a sh:NodeShape ; sh:targetNode e:o ; sh:deactivated true .
"""
NAMED = {"Refers", "Parent", "Part"}


def quads(text: str = SHAPES) -> list[ox.Quad]:
    """Parse shapes; each reading gives blank nodes other labels."""
    return list(parse_document(text.encode(), ox.RdfFormat.TURTLE).quads)


def names(digests: ShapeDigests) -> set[str]:
    """The local names of the shapes."""
    return {name.removeprefix(E) for name in digests.parts}


def test_neither_labels_nor_order_matter() -> None:
    """The same shapes, read again and shuffled, have the same digests."""
    shuffled = quads()
    Random(3).shuffle(shuffled)
    assert digests_of(shuffled) == digests_of(quads())


def test_shapes_with_targets_have_digests() -> None:
    """Those that are referred to are a part of others; those that are off ask nothing."""
    expected = {"In", "Query", "Refers", "Uses", "Class", "Parent", "Part"}
    assert names(digests_of(quads())) == expected


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("( 1 2 3 )", "( 1 2 4 )", {"In"}),
        ("e:q ?o", "e:r ?o", {"Query"}),
        ('"http://example.org/"', '"http://example.org/x#"', {"Query"}),
        ("sh:nodeKind sh:IRI ] )", "sh:nodeKind sh:Literal ] )", {"Refers"}),
        ("e:Thing", "e:Other", NAMED),
        ("= $length", "> $length", {"Uses"}),
        ("sh:minLength 2", "sh:minLength 3", {"Parent", "Part"}),
        ("sh:targetNode e:n", "sh:targetNode e:m", {"Refers"}),
        ('rdfs:label "named"', 'rdfs:label "renamed"', set()),
        ('sh:message "No."', 'sh:message "Never."', set()),
        ("sh:targetNode e:o", "sh:targetNode e:p", set()),
    ],
)
def test_a_change_shows_where_it_matters(old: str, new: str, changed: set[str]) -> None:
    """In the shapes that ask something else now, and in no others."""
    assert SHAPES.count(old) == 1
    found = digests_of(quads(SHAPES.replace(old, new))).since(digests_of(quads()))
    assert {name.removeprefix(E) for name in found.changed} == changed
    assert (found.added, found.removed) == ((), ())


@pytest.mark.parametrize(
    ("old", "new"), [("rdf:first 2", "rdf:first 3"), ("/imported#", "/other#"), ("e:m .", "e:n .")]
)
def test_what_a_shape_reads_by_way_of_names_belongs_to_it(old: str, new: str) -> None:
    """The nodes of a list that have names, and the prefixes that others import."""
    text = """
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix e: <http://example.org/> .
    e:S a sh:NodeShape ; sh:targetClass e:C ; sh:in e:l ; sh:sparql [
        sh:prefixes e:o ; sh:select "SELECT $this { $this i:p ?o }" ] .
    e:l rdf:first 1 ; rdf:rest e:m . e:m rdf:first 2 ; rdf:rest () . e:n rdf:first 4 ; rdf:rest () .
    e:o owl:imports e:b . e:b owl:imports e:c .
    e:c sh:declare [ sh:prefix "i" ; sh:namespace "http://example.org/imported#" ] .
    """
    assert text.count(old) == 1
    found = digests_of(quads(text.replace(old, new))).since(digests_of(quads(text)))
    assert found.changed == (f"{E}S",)


def test_a_shape_that_is_switched_on_is_new() -> None:
    """One that is switched off is gone."""
    on = digests_of(quads(SHAPES.replace("sh:deactivated true", "sh:nodeKind sh:IRI")))
    off = digests_of(quads())
    assert on.since(off).added == off.since(on).removed == (f"{E}Off",)


def test_a_query_may_read_all_shapes() -> None:
    """Then each change may be one of every shape, labels included."""
    text = SHAPES.replace("$this e:q ?o", "GRAPH $shapesGraph { ?s rdfs:label ?o }")
    found = digests_of(quads(text.replace('"named"', '"renamed"'))).since(digests_of(quads(text)))
    assert len(found.changed) == 7
    assert sorted(map(str, narrowed(quads(SHAPES), ()))) != sorted(map(str, quads(SHAPES)))
    kept = quads(text)
    assert narrowed(kept, ()) == kept


def test_a_shape_without_a_name_goes_by_its_digest() -> None:
    """The same in every reading; when it changes, one is gone and another is new."""
    text = f"{SHAPES} [] a sh:NodeShape ; sh:targetNode e:z ; sh:nodeKind sh:IRI ."
    first, second = digests_of(quads(text)), digests_of(quads(text.replace("e:z", "e:y")))
    [name] = names(first) - names(digests_of(quads()))
    assert name.startswith("_:")
    assert digests_of(quads(text)) == first
    found = second.since(first)
    assert (found.changed, found.removed, len(found.added)) == ((), (name,), 1)


def test_the_context_counts() -> None:
    """Where there is one."""
    digests = [digests_of(quads(), context) for context in ("", "1", "2")]
    assert digests[2].since(digests[1]).changed == ("context",)
    assert digests[1].since(digests[0]).added == ("context",)


@pytest.mark.parametrize("name", ["In", "Class"])
def test_shapes_are_narrowed_to_some(triples: Triples, name: str) -> None:
    """The others find nothing to look at, also those that are classes."""
    data = [
        ox.Quad(triple.subject, triple.predicate, triple.object)
        for triple in triples("e:s e:p 4 . [] a e:Class .")
    ]
    every = {result.focus_node for result in validate_plain(data, quads()).results}
    assert len(every) == 2
    report = validate_plain(data, narrowed(quads(), {E + name}))
    [found] = report.results
    assert isinstance(found.focus_node, ox.NamedNode) is (name == "In")


def test_the_packaged_digests_are_those_of_their_gate() -> None:
    """Read with and without compiling, all shapes of all files and the context."""
    digests = packaged_digests()
    assert digests == packaged_validators().digests
    assert "https://w3id.org/geoactors/shapes#TenureShape" in digests.parts
    assert len(digests.parts) > 80
