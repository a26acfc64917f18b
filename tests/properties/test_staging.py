"""The default graph is the union of the source graphs after every write, whatever they were."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.store.staging import Staging

BASE = "http://base.example/"
CLAIM_GRAPH = ox.NamedNode("https://w3id.org/geoactors/ns#ClaimGraph")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
GRAPHS = [f"{BASE}graph/a", f"{BASE}graph/b", f"{BASE}graph/c", f"{BASE}id/claim/d"]

facts = st.builds(
    lambda value: ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(value)),
    st.integers(0, 3),
)
calls = st.builds(
    lambda graph: ox.Triple(ox.NamedNode(graph), TYPE, CLAIM_GRAPH), st.sampled_from(GRAPHS)
)
writes = st.lists(
    st.tuples(st.sampled_from(GRAPHS), st.frozensets(facts | calls, max_size=4)), max_size=12
)


@given(writes)
@settings(deadline=None, max_examples=150)
def test_the_default_graph_is_the_union_of_the_source_graphs(
    steps: list[tuple[str, frozenset[ox.Triple]]],
) -> None:
    """Also when graphs become claim graphs, cease to be, or call themselves so."""
    staging = Staging(ox.Store(), union=True, base_iri=BASE)
    model: dict[str, frozenset[ox.Triple]] = {}
    for graph, triples in steps:
        staging.put(graph, triples)
        model[graph] = triples
        called = {
            t.subject.value
            for held in model.values()
            for t in held
            if t.predicate == TYPE and isinstance(t.subject, ox.NamedNode)
        }
        sources = [
            held
            for name, held in model.items()
            if name not in called and not name.startswith(f"{BASE}id/claim/")
        ]
        assert {quad.triple for quad in staging.quads()} == set().union(*sources)
