"""Exports of any small dataset: the same bytes from any store that holds it, read back equal."""

from __future__ import annotations

import tempfile
from io import BytesIO

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import ExportedVersion, Losses, Selection, find_format
from kg.store.graphs import GraphNames
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI

SYNTAXES = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
LOCAL = st.sampled_from(["a", "b", "a/b", "é", "x,y", "n-1", "%20", "T"])
SPACES = st.sampled_from(["http://example.org/", f"{BASE_IRI}ns#", "http://www.w3.org/ns/org#"])
IRIS = st.builds(lambda space, local: ox.NamedNode(space + local), SPACES, LOCAL)
PREDICATES = st.sampled_from(
    [
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
        ox.NamedNode("http://example.org/p"),
        ox.NamedNode("urn:of:mine"),
    ]
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12
) | st.sampled_from(["\r\n", "\t", " .\n", "> _:x .", '"^^<x>', "\\", "&lt;]]>"])
LITERALS = (
    TEXTS.map(ox.Literal)
    | TEXTS.map(lambda text: ox.Literal(text, language="en-gb"))
    | TEXTS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://example.org/d")))
    | st.integers(-9, 9).map(ox.Literal)
)
BLANK = st.integers(0, 3)
SUBJECTS = IRIS | BLANK
GRAPHS = st.sampled_from(["http://example.org/g", "http://example.org/h", f"{BASE_IRI}graph/x"])
Rows = list[tuple[object, ox.NamedNode, object, str]]
ROWS = st.lists(st.tuples(SUBJECTS, PREDICATES, SUBJECTS | LITERALS, GRAPHS), max_size=14)


def exported(rows: Rows, name: str, label: str) -> tuple[bytes, list[ox.Quad]]:
    """Store rows under labels of blank nodes that begin so, and export them."""

    def named(term: object) -> object:
        return ox.BlankNode(f"{label}{term}") if isinstance(term, int) else term

    quads = [ox.Quad(named(s), p, named(o), ox.NamedNode(g)) for s, p, o, g in rows]  # type: ignore[arg-type]
    output = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        store.extend(quads)
        snapshot = Snapshot(store, 1)
        # no default graph is made here: facts are merged from the graphs
        version = ExportedVersion(snapshot, GraphNames(BASE_IRI), Selection(), union=False)
        find_format(name).writer()(version, output, Losses())
        snapshot.close()
        del store
    return output.getvalue(), quads


def form(quads: list[ox.Quad], name: str) -> ox.Dataset:
    """What a syntax can carry of quads, in canonical form."""
    merged = name not in ("nquads", "trig", "jsonld")
    found = [ox.Quad(q.subject, q.predicate, q.object) for q in quads] if merged else quads
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("name", SYNTAXES)
@settings(max_examples=20, deadline=None)
@given(rows=ROWS, random=st.randoms(use_true_random=False))
def test_exports_are_stable_and_read_back_equal(name: str, rows: Rows, random: object) -> None:
    """Another order and other labels of blank nodes give the same bytes, which say the same."""
    data, quads = exported(rows, name, "a")
    turned = random.sample(rows, len(rows))  # type: ignore[attr-defined]
    assert exported(turned, name, "zz")[0] == data
    assert form(list(ox.parse(data, SYNTAXES[name])), name) == form(quads, name)
