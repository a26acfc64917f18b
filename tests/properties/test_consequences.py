"""Properties of kg.ingest.consequences: looking near the change finds what looking at all would."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest import consequences
from kg.ingest.consequences import Consequences
from kg.normalise import derived
from kg.resources import rule_files
from kg.store.graphs import GraphNames
from kg.store.staging import Staging
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, GA

G = "http://example.org/g"
EDTF = ox.NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
EVENTS, PARTS, PEOPLE = (
    [ox.NamedNode(f"http://example.org/{kind}{number}") for number in range(3)]
    for kind in ("event", "part", "person")
)
NODES = [*EVENTS, *PARTS, *PEOPLE]
HAS, PARTICIPANT, INVOLVES, EDTF, START, OTHER = (
    ox.NamedNode(str(term))
    for term in (
        *(GA.hasParticipation, GA.participant, GA.involves, GA.edtf, GA.startLatest, GA.evidence),
    )
)


def literals(kind: str, *texts: str) -> st.SearchStrategy[ox.Literal]:
    """Dates of a datatype."""
    return st.sampled_from([ox.Literal(text, datatype=ox.NamedNode(kind)) for text in texts])


def links(
    ends: list[ox.NamedNode], predicate: ox.NamedNode, others: list[ox.NamedNode]
) -> st.SearchStrategy[ox.Triple]:
    """Triples from some things to others."""
    return st.builds(ox.Triple, st.sampled_from(ends), st.just(predicate), st.sampled_from(others))


triples = st.one_of(
    links(EVENTS, HAS, PARTS),
    links(EVENTS, HAS, PARTS),
    links(PARTS, PARTICIPANT, PEOPLE[:2]),
    links(PARTS, PARTICIPANT, PEOPLE[:2]),
    links(EVENTS, INVOLVES, PEOPLE),
    links(NODES, HAS, NODES),
    links(NODES, OTHER, NODES),
    st.builds(
        ox.Triple,
        st.sampled_from(NODES),
        st.just(EDTF),
        literals("http://id.loc.gov/datatypes/edtf/EDTF", "2024", "2024-05", "2024-05-12/.."),
    ),
    st.builds(
        ox.Triple,
        st.sampled_from(NODES),
        st.just(START),
        literals("http://www.w3.org/2001/XMLSchema#date", "2024-05-31", "1999-01-01"),
    ),
)
graphs = st.sets(triples, max_size=16)
changes = st.tuples(st.sets(triples, max_size=3), st.lists(st.integers(0, 30), max_size=3))


def completed(old: set[ox.Triple], new: set[ox.Triple]) -> set[ox.Triple]:
    """What a graph should hold when *new* replaces *old*, worked out from all of both."""
    core = new - (derived(G, old)[0] & old)
    return core | derived(G, core)[0]


def store_of(held: set[ox.Triple]) -> ox.Store:
    """A dataset of one graph."""
    store = ox.Store()
    store.extend(in_graph(triple, ox.NamedNode(G)) for triple in held)
    return store


def changed(held: set[ox.Triple], added: set[ox.Triple], removed: set[ox.Triple]) -> set[ox.Triple]:
    """What a graph holds after a change and what followed from it."""
    names = GraphNames(BASE_IRI)
    staging = Staging(store_of(held), names, None, union=True, before=lambda: store_of(held))
    watching = Consequences(staging)
    staging.change(G, added, removed)
    watching.complete()
    return staging.triples(G)


@given(graphs, changes, st.sampled_from([0, 1000, 1000]))
@settings(max_examples=400, deadline=None)
def test_what_follows_is_found_near_the_change(
    first: set[ox.Triple], change: tuple[set[ox.Triple], list[int]], many: int
) -> None:
    """Whether few nodes change or many, and whatever else there is."""
    held = completed(set(), first)
    added, places = change
    ordered = sorted(held, key=str)
    removed = {ordered[place] for place in places if place < len(ordered)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consequences, "_MANY", many)
        found = changed(held, added, removed)
    assert found == completed(held, (held - removed) | added)


@pytest.mark.parametrize("many", [0, 1000])
def test_what_follows_for_two_reasons_stays_when_one_goes(many: int) -> None:
    """A person took part twice; one of the two is taken back, then the other."""
    first = {
        *(ox.Triple(EVENTS[0], HAS, part) for part in PARTS[:2]),
        *(ox.Triple(part, PARTICIPANT, PEOPLE[0]) for part in PARTS[:2]),
    }
    involved = ox.Triple(EVENTS[0], INVOLVES, PEOPLE[0])
    held = completed(set(), first)
    for removed, left in zip(sorted(first, key=str)[:2], (True, False), strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(consequences, "_MANY", many)
            held = changed(held, set(), {removed})
        assert (involved in held) is left


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.stem)
def test_a_rule_has_two_patterns_about_things_that_it_speaks_of(path: Path) -> None:
    """Else what follows would have to be looked for farther away."""
    head, _, where = path.read_text(encoding="utf-8").partition("CONSTRUCT")[2].partition("WHERE")
    patterns = re.findall(r"(\?\w+)\s+(\S+)\s+(\?\w+)", where)
    assert 1 <= len(patterns) <= 2
    assert where.count("{") == 1
    for subject, predicate, value in patterns:
        assert predicate.startswith("ga:")
        assert {subject, value} & set(re.findall(r"\?\w+", head))
