"""Properties of kg.store.staging: the default graph is the union, whatever is put and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.embedded import DatasetStore
from kg.store.graphs import claim_graphs
from kg.store.settings import StoreSettings
from kg.store.staging import Staging
from kg.vocabulary import BASE_IRI, GA

GRAPHS = [
    "http://example.org/g",
    "http://example.org/h",
    "http://example.org/k",
    f"{BASE_IRI}id/claim/moon",
    f"{BASE_IRI}graph/catalogue",
]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREDICATE = ox.NamedNode("http://example.org/p")
FACTS = [
    ox.Triple(ox.NamedNode("http://example.org/s"), PREDICATE, ox.Literal(n)) for n in range(4)
]
NUMBERS = [
    ox.Triple(FACTS[0].subject, PREDICATE, ox.Literal(text, datatype=ox.Literal(0).datatype))
    for text in ("01", "+1")
]
CLAIMS = [ox.Triple(ox.NamedNode(g), TYPE, ox.NamedNode(str(GA.ClaimGraph))) for g in GRAPHS]

contents = st.sets(st.sampled_from([*FACTS, *NUMBERS, *CLAIMS]), max_size=5)
puts = st.lists(st.tuples(st.sampled_from(GRAPHS), contents), min_size=1, max_size=8)


def as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Numbers as the engine writes them."""
    return {FACTS[1] if triple in NUMBERS else triple for triple in triples}


def after_each_put(
    sequence: list[tuple[str, set[ox.Triple]]],
    check: Callable[[Staging, dict[str, set[ox.Triple]]], None],
) -> None:
    """Put graphs one after the other, and check after each what should be there."""
    with TemporaryDirectory() as folder:
        store = DatasetStore.create(Path(folder) / "store", StoreSettings(shapes="none"))
        model: dict[str, set[ox.Triple]] = {}
        with store.write() as staging:
            for graph, triples in sequence:
                change = staging.put(graph, triples)
                before = model.get(graph, set())
                model[graph] = as_stored(triples)
                assert change == (len(model[graph] - before), len(before - model[graph]))
                check(staging, model)


@given(puts)
@settings(max_examples=60, deadline=None)
def test_the_default_graph_is_the_union_of_all_but_claims(
    sequence: list[tuple[str, set[ox.Triple]]],
) -> None:
    """Also while graphs become the content of claims, and cease to be."""

    def check(staging: Staging, model: dict[str, set[ox.Triple]]) -> None:
        claims = claim_graphs(model, BASE_IRI)
        union = {t for graph, triples in model.items() if graph not in claims for t in triples}
        assert staging.triples() == union
        for graph, triples in model.items():
            assert staging.triples(graph) == triples

    after_each_put(sequence, check)
