"""The network in its two formats: the same for every reader, whatever stands in it."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest

from kg.export import Losses, Selection, find_format, open_export
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_the_same_data_gives_the_same_bytes(
    name: str, demo_store: DatasetStore, tmp_path: Path
) -> None:
    """Also from a store in which it was put together in another order."""
    other = DatasetStore.create(tmp_path / "other")
    snapshot = demo_store.snapshot()
    with other.write() as staging:
        for graph in reversed(snapshot.graphs()):
            staging.put(graph, {quad.triple for quad in snapshot.quads(graph)})
    outputs = [written(name, store) for store in (demo_store, demo_store, other)]
    dated = [
        output.replace(today(store), b"DAY")
        for output, store in zip(outputs, (demo_store, demo_store, other), strict=True)
    ]
    assert dated[0] == dated[1] == dated[2]


def today(store: DatasetStore) -> bytes:
    """The day on which the version was published."""
    last = store.journal.log.last()
    assert last is not None
    return last.time[:10].encode()


def written(name: str, store: DatasetStore, selection: Selection | None = None) -> bytes:
    """A network as a file."""
    output = io.BytesIO()
    with open_export(store, selection or Selection()) as version:
        find_format(name).writer()(version, output, Losses())
    return output.getvalue()


READERS = {"gexf": networkx.read_gexf, "graphml": networkx.read_graphml}
LABELS = [
    "<script>alert('x')</script> & \"quoted\" ]]>",
    "שלום \u202e عالم",
    "x" * 5000,
    "two\nlines\r\nand\ta tab",
    "\ud7ff\ue000\U0010fffd 👩‍👩‍👧",
]


@pytest.mark.parametrize("label", LABELS, ids=range(len(LABELS)))
@pytest.mark.parametrize("name", READERS)
def test_hostile_names_come_back_as_they_were(
    name: str, label: str, plain_store: DatasetStore
) -> None:
    """But for white space, which is one blank; a reader sees no markup in them."""
    put_label(plain_store, label)
    graph = READERS[name](io.BytesIO(written(name, plain_store)))
    [data] = [data for _, data in graph.nodes(data=True)]
    assert data["label"] == " ".join(label.split())


def put_label(store: DatasetStore, label: str) -> None:
    """A person of that name, with an IRI that no token can be."""
    person = ox.NamedNode("javascript:alert(1)//é_%20")
    types = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    with store.write() as staging:
        staging.put(
            "urn:g",
            {
                ox.Triple(
                    person,
                    ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
                    ox.Literal(label, language="en"),
                ),
                ox.Triple(
                    person,
                    ox.NamedNode(types),
                    ox.NamedNode("https://w3id.org/geoactors/ns#Person"),
                ),
            },
        )


@pytest.mark.parametrize("name", READERS)
def test_characters_without_a_place_in_xml_are_replaced(
    name: str, plain_store: DatasetStore
) -> None:
    """And noted: XML 1.0 §2.2 has no way to write them."""
    put_label(plain_store, "a\x00b\x0bc\ufffed")
    losses = Losses()
    output = io.BytesIO()
    with open_export(plain_store, Selection()) as version:
        find_format(name).writer()(version, output, losses)
    assert "a\ufffdb\ufffdc\ufffdd" in output.getvalue().decode()
    assert [(loss.what, loss.count) for loss in losses.listed()] == [
        ("Texts with control characters", 1)
    ]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("default_graph", ["union", "own"])
def test_an_empty_dataset_is_an_empty_network(
    name: str, default_graph: str, tmp_path: Path
) -> None:
    """Which is still one that can be read."""
    settings = StoreSettings(default_graph=default_graph, shapes="none")
    store = DatasetStore.create(tmp_path / "store", settings)
    graph = READERS[name](io.BytesIO(written(name, store)))
    assert (len(graph), graph.size()) == (0, 0)
    assert graph.is_directed()


def test_both_formats_are_one_network(demo_store: DatasetStore) -> None:
    """networkx reads the same nodes, edges, dates and attributes from either."""
    one, other = (READERS[name](io.BytesIO(written(name, demo_store))) for name in READERS)
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
    assert edges_of(one) == edges_of(other)
    dated = [data for *_, data in one.edges(data=True) if "start" in data]
    assert len(dated) > 10


def edges_of(graph: networkx.MultiDiGraph) -> dict[tuple[str, str, str], dict[str, object]]:
    """The edges by their ends and names; GEXF gives the name twice."""
    return {
        (source, target, key): {name: value for name, value in data.items() if name != "id"}
        for source, target, key, data in graph.edges(keys=True, data=True)
    }


@pytest.mark.parametrize("name", READERS)
def test_the_terms_of_each_source_travel_along(name: str, demo_store: DatasetStore) -> None:
    """Title, licence and attribution stand in the head of the document."""
    head = written(name, demo_store).partition(b"<node")[0].decode()
    with open_export(demo_store, Selection()) as version:
        for source in version.sources:
            assert source.graph in head
            assert all(licence in head for licence in source.licences)
