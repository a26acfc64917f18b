"""Unit tests of kg.store.identity and kg.store.delivered: what triples are written as, and why."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.normalise import derived
from kg.resources import rule_files
from kg.store.delivered import record_of, triple_of
from kg.store.graphs import GraphNames
from kg.store.identity import (
    ALTERNATIVE,
    CANONICAL,
    FOLLOWING,
    IDENTIFIES,
    PREFERRED,
    Identities,
    canonical_iri,
)
from kg.store.view import DatasetView
from kg.vocabulary import BASE_IRI, EDTF, GA

A, B, C = (ox.NamedNode(f"http://example.org/{name}") for name in "abc")
KNOWS = ox.NamedNode("http://example.org/knows")
SAME = Identities({B.value: A.value})


def name(node: ox.NamedNode, text: str, predicate: ox.NamedNode = PREFERRED) -> ox.Triple:
    """A name of a thing in English."""
    return ox.Triple(node, predicate, ox.Literal(text, language="en"))


def test_triples_are_written_with_canonical_iris() -> None:
    """As subject and as object; others are left as they are."""
    assert SAME.written(ox.Triple(B, KNOWS, B)) == ox.Triple(A, KNOWS, A)
    assert SAME.written(ox.Triple(C, KNOWS, ox.Literal("b"))) == ox.Triple(
        C, KNOWS, ox.Literal("b")
    )
    assert not SAME.concern(ox.Triple(C, KNOWS, C))


def test_an_iri_leads_to_the_one_that_is_written() -> None:
    """That of a decision, or itself when none is about it."""
    names = GraphNames(BASE_IRI)
    store, graph = ox.Store(), ox.NamedNode(names.identity)
    decision = ox.NamedNode("http://example.org/decision")
    for predicate, value in ((IDENTIFIES, A), (IDENTIFIES, B), (CANONICAL, A)):
        store.add(ox.Quad(decision, predicate, value, graph))
    view = DatasetView(store, names, union=True)
    assert [canonical_iri(view, node.value) for node in (A, B, C)] == [A.value, A.value, C.value]


def test_the_forms_of_a_triple_are_all_that_can_be_stored_as_it() -> None:
    """Whichever of the IRIs they name."""
    forms = set(SAME.forms(ox.Triple(A, KNOWS, A)))
    assert forms == {ox.Triple(s, KNOWS, o) for s in (A, B) for o in (A, B)}


def test_one_name_of_a_language_stays_preferred() -> None:
    """That of the canonical IRI; the same text twice is no matter."""
    images = SAME.images([name(A, "X"), name(B, "Y"), name(B, "X")])
    assert images[name(B, "Y")] == name(A, "Y", ALTERNATIVE)
    assert images[name(B, "X")] == images[name(A, "X")] == name(A, "X")
    assert SAME.images([name(B, "Y")]) == {name(B, "Y"): name(A, "Y")}


def test_what_can_be_told_from_what_is_stored_is_not_recorded() -> None:
    """Triples of the canonical IRI that no other falls in with."""
    images = SAME.images([ox.Triple(A, KNOWS, C), ox.Triple(C, KNOWS, B), ox.Triple(C, KNOWS, A)])
    assert SAME.to_record(images) == {ox.Triple(C, KNOWS, B), ox.Triple(C, KNOWS, A)}


def test_iris_that_mean_the_same_as_before_do_not_differ() -> None:
    """Only classes that changed are written anew."""
    wider = Identities({B.value: A.value, "http://example.org/y": "http://example.org/x"})
    assert {node.value for node in SAME.differing(wider)} == {
        "http://example.org/x",
        "http://example.org/y",
    }
    assert SAME.differing(Identities({A.value: B.value})) == {A, B}


@pytest.mark.parametrize(
    "triple",
    [
        ox.Triple(ox.BlankNode("x"), KNOWS, ox.Literal('a "b" \\ \n\u2028王', language="zh-Hans")),
        ox.Triple(A, KNOWS, ox.Literal("1", datatype=ox.Literal(1).datatype)),
    ],
)
def test_a_record_gives_its_triple_back(triple: ox.Triple) -> None:
    """Also with blank nodes, and with what a line of N-Triples has to escape."""
    assert triple_of(record_of("http://example.org/g", triple).object) == triple


def test_all_that_follows_from_others_has_a_predicate_that_is_known() -> None:
    """The bounds of dates, and the heads of the rules."""
    heads = {
        predicate
        for path in rule_files()
        for head in re.findall(r"CONSTRUCT\s*\{([^}]*)\}", path.read_text(encoding="utf-8"))
        for predicate in re.findall(r"ga:(\w+)", head)
    }
    dated = ox.Triple(
        A, ox.NamedNode(str(GA.edtf)), ox.Literal("2012/2014", datatype=ox.NamedNode(str(EDTF)))
    )
    found = {triple.predicate for triple in derived("http://example.org/g", [dated])[0]}
    assert {ox.NamedNode(str(GA[head])) for head in heads} | found == FOLLOWING
