"""The RDF syntaxes of `kg export`: what parsers of three makers read is what the store holds."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from kg.export import ExportedVersion, Losses, Selection, find_format, open_export
from kg.ingest import ingest
from kg.store.embedded import DatasetStore
from kg.store.graphs import GraphNames
from kg.store.settings import StoreSettings
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI
from tests.conftest import Load
from tests.export.reading import by_engine, by_rdflib, by_third, form

DATASETS = ("nquads", "trig", "jsonld")
GRAPHS = ("ntriples", "turtle", "rdfxml")
READERS = (by_engine, by_rdflib, by_third)
Read: TypeAlias = Callable[[str, bytes], list[str]]

HOSTILE = r"""
@prefix x: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
e:a a e:T, e:1, "a text as a type" ;
    e:p "<script>alert('1')</script> & ]]>", "\"quotes\" and \\u0041 \\", "carriage\r\n\r\ttab ",
        "مرحبا \u202Eabc"@ar, "x > _:b0 <http://example.org/one> .", " e:a a e:T .\n\n}\n@prefix",
        "-0044"^^x:gYear, "NaN"^^x:float, "1.5"^^x:float,
        "{\"a\": [1, \"\\u00e9\"]}"^^rdf:JSON, true, 1.50,
        "<b>x</b>"^^rdf:XMLLiteral, "", "\u00a0\U0001F600\u2028\u0085" ;
    e:q <javascript:alert(1)>, <urn:a:b?c=1&d='2'#e>, <https://w3id.org/geoactors/id/post/a/b#c> ;
    e:list (1 "two" [ e:r [] , [] ]) ;
    <http://www.w3.org/ns/org#holds> <agent:x>, <https://w3id.org/geoactors/id/agent/%C3%A9~x,y> .
<http://example.org/a/b> e:p "after its beginning" .
<http://example.org/a-b> e:p "before it" .
_:x e:next _:y . _:y e:next _:x . _:z e:next _:z .
"""
UNNAMED = "e:c <http://example.org/p/1> 'the end of the predicate is no name' ."


def exported(
    store: DatasetStore, name: str, selection: Selection | None = None
) -> tuple[bytes, Losses]:
    """An export of a store, and what it does not carry."""
    output, losses = BytesIO(), Losses()
    with open_export(store, selection or Selection()) as version:
        find_format(name).writer()(version, output, losses)
    return output.getvalue(), losses


def named(store: DatasetStore) -> list[str]:
    """The named graphs of a store that belong to its data."""
    with open_export(store, Selection()) as version:
        return form(quad for graph in version.graphs for quad in version.quads(graph))


def facts(store: DatasetStore) -> list[str]:
    """The default graph of a store."""
    return form(store.snapshot().default_graph())


@pytest.fixture
def hostile(load: Load) -> DatasetStore:
    """Texts and IRIs that are hard to write."""
    return load(one=HOSTILE, two=HOSTILE + "e:a e:p 'in two' .")


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", DATASETS)
def test_datasets_are_read_back_whole(hostile: DatasetStore, name: str, read: Read) -> None:
    """Graphs, texts, languages, datatypes, lists and blank nodes are what they were."""
    data, losses = exported(hostile, name)
    assert read(name, data) == named(hostile)
    assert not losses


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", GRAPHS)
def test_facts_are_read_back_whole(hostile: DatasetStore, name: str, read: Read) -> None:
    """The merged facts are what they were; that their graphs are lost is noted."""
    data, losses = exported(hostile, name)
    assert read(name, data) == facts(hostile)
    assert [(loss.what, loss.count) for loss in losses.listed()] == [("Names of graphs", 2)]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", DATASETS + GRAPHS)
def test_the_packaged_data_is_read_back(demo_store: DatasetStore, name: str, read: Read) -> None:
    """What an article says is read back from each syntax by each parser."""
    data, _ = exported(demo_store, name, Selection(kinds=("tenure", "claim")))
    with open_export(demo_store, Selection(kinds=("tenure", "claim"))) as version:
        if name in DATASETS:
            expected = form(quad for graph in version.graphs for quad in version.quads(graph))
        else:
            expected = form(ox.Quad(t.subject, t.predicate, t.object) for t in version.triples())
    assert len(expected) > 50
    assert read(name, data) == expected


@pytest.mark.parametrize("name", DATASETS)
def test_merged_datasets_have_no_graphs(hostile: DatasetStore, name: str) -> None:
    """With --merged all facts stand in the default graph, and nothing counts as lost."""
    data, losses = exported(hostile, name, Selection(merged=True))
    assert by_engine(name, data) == facts(hostile)
    assert not losses


@pytest.mark.parametrize("name", DATASETS + GRAPHS)
def test_an_empty_dataset_is_a_document(plain_store: DatasetStore, name: str) -> None:
    """Nothing is written as each syntax has it."""
    data, losses = exported(plain_store, name)
    assert by_engine(name, data) == by_rdflib(name, data) == []
    assert not losses


@pytest.fixture
def own_store(plain_store: DatasetStore) -> DatasetStore:
    """A store whose default graph is its own, with a triple there and another in a graph."""
    settings = StoreSettings(default_graph="own", shapes="none")
    store = DatasetStore.create(plain_store.folder.with_name("own"), settings)
    a, p = ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/p")
    stated = {
        None: {ox.Triple(a, p, ox.Literal("<x> <y>")), ox.Triple(a, p, a)},
        "http://example.org/g": {ox.Triple(a, p, ox.Literal("<x>", datatype=a))},
    }
    ingest(store, stated, None)  # type: ignore[arg-type]
    return store


@pytest.mark.parametrize("name", DATASETS + GRAPHS)
def test_a_default_graph_of_its_own_is_exported(own_store: DatasetStore, name: str) -> None:
    """A dataset keeps it apart; syntaxes without graphs merge it with the others."""
    data, _ = exported(own_store, name)
    snapshot = own_store.snapshot()
    quads = [*snapshot.default_graph(), *snapshot.quads()]
    if name in GRAPHS:
        quads = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    assert len(quads) == 3
    for read in READERS:
        assert read(name, data) == form(quads)


def test_rdf_xml_leaves_out_what_has_no_name(load: Load) -> None:
    """A predicate that cannot be an element is noted with its IRI, and the rest is there."""
    data, losses = exported(load(one=HOSTILE + UNNAMED), "rdfxml")
    assert by_engine("rdfxml", data) == by_engine(
        "turtle", exported(load(one=HOSTILE), "turtle")[0]
    )
    [loss] = [loss for loss in losses.listed() if loss.what.startswith("Predicates")]
    assert (loss.count, loss.examples) == (1, ["http://example.org/p/1"])


def test_control_characters_are_replaced_in_xml_alone(plain_store: DatasetStore) -> None:
    """What XML cannot carry becomes U+FFFD there, noted; the other syntaxes keep it."""
    a = ox.NamedNode("http://example.org/a")
    text = ox.Literal("bell \x07 back \x08 \\b \x1f\x7f\uffff.", language="en")
    ingest(plain_store, {"http://example.org/g": {ox.Triple(a, a, text)}}, None)
    for name in ("ntriples", "turtle"):
        assert by_engine(name, exported(plain_store, name)[0]) == facts(plain_store)
    for name in DATASETS:
        assert by_engine(name, exported(plain_store, name)[0]) == named(plain_store)
    data, losses = exported(plain_store, "rdfxml")
    assert "bell \ufffd back \ufffd \\b \ufffd\x7f\ufffd." in data.decode()
    [loss] = [loss for loss in losses.listed() if loss.what.startswith("Texts")]
    assert loss.examples == ["http://example.org/a"]


@pytest.mark.parametrize("name", DATASETS)
def test_a_graph_without_triples_is_noted(name: str) -> None:
    """No syntax has a place for it that others read; the loss names it."""
    store, output, losses = ox.Store(), BytesIO(), Losses()
    store.add_graph(ox.NamedNode("http://example.org/g"))
    version = ExportedVersion(Snapshot(store, 1), GraphNames(BASE_IRI), Selection())
    find_format(name).writer()(version, output, losses)
    assert by_engine(name, output.getvalue()) == []
    assert [loss.examples for loss in losses.listed()] == [["http://example.org/g"]]


def test_things_of_another_base_have_prefixes(plain_store: DatasetStore) -> None:
    """Prefixes of things follow the base of the store, those of terms stay."""
    settings = StoreSettings(shapes="none", base_iri="https://example.org/mine/")
    store = DatasetStore.create(plain_store.folder.with_name("mine"), settings)
    thing = ox.NamedNode("https://example.org/mine/id/agent/x")
    kind = ox.NamedNode("https://w3id.org/geoactors/ns#Person")
    typed = ox.Triple(thing, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind)
    ingest(store, {"https://example.org/mine/graph/g": {typed}}, None)
    assert b"agent:x a ga:Person ." in exported(store, "turtle")[0]
    assert b"graph:g {" in exported(store, "trig")[0]


def test_turtle_reads_well(load: Load) -> None:
    """Prefixes that are used, in order; types and names first; a blank line between subjects."""
    store = load(
        one="""
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix ga: <https://w3id.org/geoactors/ns#> .
        @prefix agent: <https://w3id.org/geoactors/id/agent/> .
        agent:b a ga:Person ; ga:citizenship agent:y , agent:x ; skos:prefLabel "B"@en , "B"@de .
        agent:a ga:rank 1 ; a ga:State .
        """
    )
    assert exported(store, "turtle")[0].decode() == (
        "@prefix agent: <https://w3id.org/geoactors/id/agent/> .\n"
        "@prefix ga: <https://w3id.org/geoactors/ns#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        "agent:a a ga:State ;\n\tga:rank 1 .\n\n"
        'agent:b a ga:Person ;\n\tskos:prefLabel "B"@de , "B"@en ;\n'
        "\tga:citizenship agent:x , agent:y .\n"
    )
