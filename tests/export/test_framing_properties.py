"""JSON-LD of one thing, whatever is said of it: two processors read the same statements again."""

from __future__ import annotations

import json

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.framing import frame, to_json
from kg.guards import with_bundled_contexts
from tests.export.expanding import canonical, expanded

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_GA = "https://w3id.org/geoactors/ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

_NODES = st.sampled_from(
    [
        *map(ox.NamedNode, ("urn:a", "urn:b", "urn:c", f"{_RDF}nil", f"{_GA}Person", "gc:x")),
        *map(ox.BlankNode, ("n", "m", "k", "l")),
    ]
)
_PREDICATES = st.sampled_from(
    [
        ox.NamedNode(iri)
        for iri in (
            *(f"{_RDF}{name}" for name in ("type", "first", "rest", "first", "rest")),
            *(f"{_GA}{name}" for name in ("holder", "acting", "seats", "startLatest", "id")),
            f"{_SKOS}prefLabel",
            "urn:p",
        )
    ]
)
_LITERALS = st.one_of(
    st.builds(ox.Literal, st.sampled_from(["", "a", "true", "1", "01", "1.50"])),
    st.builds(
        lambda text, language: ox.Literal(text, language=language),
        st.sampled_from(["", "a"]),
        st.sampled_from(["en", "id", "zh-hans"]),
    ),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(name)),
        st.sampled_from(["true", "1", "01", "-0", "2020-01-01"]),
        st.sampled_from([f"{_XSD}{n}" for n in ("boolean", "integer", "decimal", "date")]),
    ),
)
_GRAPHS = st.sampled_from(
    [ox.DefaultGraph(), ox.NamedNode("urn:a"), ox.NamedNode("urn:g"), ox.BlankNode("n")]
)
_QUADS = st.lists(
    st.builds(ox.Quad, _NODES, _PREDICATES, st.one_of(_NODES, _NODES, _LITERALS), _GRAPHS),
    max_size=14,
)


def read_again(quads: list[ox.Quad], *, by_graph: bool) -> None:
    """Hold what two processors read against what was framed."""
    written = to_json(frame(ox.NamedNode("urn:a"), quads, by_graph=by_graph))
    kept = quads if by_graph else [ox.Quad(*quad.triple) for quad in quads]
    wanted = canonical(ox.Dataset(kept))
    assert canonical(expanded(json.loads(written))) == wanted
    read = ox.parse(with_bundled_contexts(written, "the document"), ox.RdfFormat.JSON_LD)
    assert canonical(ox.Dataset(read)) == wanted


@given(_QUADS)
@settings(deadline=None, max_examples=200)
def test_merged_facts_come_back(quads: list[ox.Quad]) -> None:
    """Lists that are none, cycles, blank nodes everywhere, values under terms for others."""
    read_again(quads, by_graph=False)


@given(_QUADS)
@settings(deadline=None, max_examples=100)
def test_graphs_come_back(quads: list[ox.Quad]) -> None:
    """With blank nodes that several graphs share, or that name one."""
    read_again(quads, by_graph=True)
