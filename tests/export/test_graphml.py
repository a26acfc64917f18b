"""GraphML, element by element as its specification has it (version 1.0).

No package ships the schema, so the grammar stands here in our own words.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from kg.export.network.graphml import write
from kg.store.embedded import DatasetStore
from tests.export.drawing import drawn

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
TOKEN = re.compile(r"[\w.:-]+")
TYPES = {"boolean", "int", "long", "float", "double", "string"}
CONTENT: dict[str, set[str]] = {
    "graphml": {"key", "graph"},
    "graph": {"data", "node", "edge"},
    "node": {"data"},
    "edge": {"data"},
    "key": set(),
    "data": set(),
}
ATTRIBUTES: dict[str, set[str]] = {
    "graphml": set(),
    "key": {"id", "for", "attr.name", "attr.type"},
    "graph": {"id", "edgedefault"},
    "node": {"id"},
    "edge": {"id", "source", "target"},
    "data": {"key"},
}


@pytest.fixture(scope="module")
def document(demo_store: DatasetStore) -> ElementTree.Element:
    """The network of the packaged data."""
    return drawn(demo_store, write)


def test_every_element_and_attribute_is_of_the_specification(
    document: ElementTree.Element,
) -> None:
    """Each in its namespace, with its attributes, and with the children that it may have."""
    for element in document.iter():
        name = element.tag.removeprefix(SPACE)
        assert set(element.keys()) == ATTRIBUTES[name]
        assert {child.tag.removeprefix(SPACE) for child in element} <= CONTENT[name]


def test_keys_are_declared_before_the_graph(document: ElementTree.Element) -> None:
    """With a type of the specification; a reader in one pass knows what each value is."""
    names = [child.tag.removeprefix(SPACE) for child in document]
    assert names == ["key"] * (len(names) - 1) + ["graph"]
    keys = document.findall(f"{SPACE}key")
    assert {key.get("attr.type") for key in keys} <= TYPES
    assert {key.get("for") for key in keys} == {"graph", "node", "edge"}
    assert document[-1].get("edgedefault") == "directed"


def test_names_are_tokens(document: ElementTree.Element) -> None:
    """The schema asks for NMTOKEN wherever something is named: no IRI is one."""
    for element in document.iter():
        for attribute in ("id", "source", "target", "key", "attr.name"):
            assert TOKEN.fullmatch(element.get(attribute, "none"))


def test_every_value_has_a_key_of_its_owner(document: ElementTree.Element) -> None:
    """Each at most once, and a boolean is one."""
    keys = {key.get("id"): key for key in document.iter(f"{SPACE}key")}
    for owner in ("graph", "node", "edge"):
        for item in document.iter(SPACE + owner):
            data = item.findall(f"{SPACE}data")
            assert len({value.get("key") for value in data}) == len(data)
            for value in data:
                key = keys[value.get("key")]
                assert key.get("for") == owner
                assert key.get("attr.type") != "boolean" or value.text in ("true", "false")


def test_every_edge_leads_from_a_node_to_a_node(document: ElementTree.Element) -> None:
    """Nodes come first, and each name is given once."""
    graph = document[-1]
    names = [child.tag.removeprefix(SPACE) for child in graph]
    assert names == sorted(names, key=["data", "node", "edge"].index)
    nodes = {node.get("id") for node in graph.iter(f"{SPACE}node")}
    edges = list(graph.iter(f"{SPACE}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
