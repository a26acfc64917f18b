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
NODES = [ox.NamedNode(f"http://example.org/{name}") for name in "abcdef"]
LINKS = [
    ox.NamedNode(str(term))
    for term in (GA.hasParticipation, GA.participant, GA.involves, GA.evidence)
]
dates = st.sampled_from(["2024", "2024-05", "2024-05-12/..", "soon"])
triples = st.one_of(
    st.builds(ox.Triple, *map(st.sampled_from, (NODES, LINKS, NODES))),
    st.builds(
        lambda node, text: ox.Triple(
            node, ox.NamedNode(str(GA.edtf)), ox.Literal(text, datatype=EDTF)
        ),
        st.sampled_from(NODES),
        dates,
    ),
    st.builds(
        lambda node, day: ox.Triple(
            node, ox.NamedNode(str(GA.startLatest)), ox.Literal(day, datatype=DATE)
        ),
        st.sampled_from(NODES),
        st.sampled_from(["2024-05-31", "2024-12-31", "1999-01-01"]),
    ),
)
graphs = st.sets(triples, max_size=14)


def completed(old: set[ox.Triple], new: set[ox.Triple]) -> set[ox.Triple]:
    """What a graph should hold when *new* replaces *old*, worked out from all of both."""
    core = new - (derived(G, old)[0] & old)
    return core | derived(G, core)[0]


def store_of(held: set[ox.Triple]) -> ox.Store:
    """A dataset of one graph."""
    store = ox.Store()
    store.extend(in_graph(triple, ox.NamedNode(G)) for triple in held)
    return store


@given(graphs, st.booleans(), graphs, st.sampled_from([0, 3, 1000]))
@settings(max_examples=300, deadline=None)
def test_what_follows_is_found_near_the_change(
    first: set[ox.Triple], add: bool, second: set[ox.Triple], many: int
) -> None:
    """Whether a graph is replaced or added to, and whether few nodes change or many."""
    held = completed(set(), first)
    names = GraphNames(BASE_IRI)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consequences, "_MANY", many)
        staging = Staging(store_of(held), names, None, union=True, before=lambda: store_of(held))
        watching = Consequences(staging)
        if add:
            staging.change(G, second, set())
        else:
            staging.put(G, second)
        watching.complete()
    assert staging.triples(G) == completed(held, held | second if add else second)


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.stem)
def test_a_rule_has_two_patterns_at_most_and_names_their_predicates(path: Path) -> None:
    """Else what follows would have to be looked for farther away."""
    where = path.read_text(encoding="utf-8").partition("WHERE")[2]
    patterns = re.findall(r"\?\w+\s+(\S+)\s+\?\w+", where)
    assert 1 <= len(patterns) <= 2
    assert all(predicate.startswith("ga:") for predicate in patterns)
    assert where.count("{") == 1
