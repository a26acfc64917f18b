"""GEXF, element by element as its specification has it (https://gexf.net, version 1.3).

No package ships the schema, so the grammar stands here in our own words.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

from kg.export.network.gexf import write
from kg.store.embedded import DatasetStore
from tests.export.drawing import drawn

SPACE = "{http://gexf.net/1.3}"
TYPES = {"string", "boolean", "integer", "long", "double", "float", "liststring", "anyURI"}
CONTENT = {  # the children of each element, in this order where there are several
    "gexf": ["meta", "graph"],
    "meta": ["creator", "description"],
    "graph": ["attributes", "attributes", "nodes", "edges"],
}
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {  # those that must be there, and those that may
    "gexf": ({"version"}, set()),
    "meta": ({"lastmodifieddate"}, set()),
    "creator": (set(), set()),
    "description": (set(), set()),
    "graph": ({"mode", "defaultedgetype", "timeformat", "timerepresentation", "idtype"}, set()),
    "attributes": ({"class"}, set()),
    "attribute": ({"id", "title", "type"}, set()),
    "nodes": (set(), set()),
    "node": ({"id", "label"}, {"start", "end"}),
    "edges": (set(), set()),
    "edge": ({"id", "source", "target", "label", "kind"}, {"start", "end"}),
    "attvalues": (set(), set()),
    "attvalue": ({"for", "value"}, set()),
}


@pytest.fixture(scope="module")
def document(demo_store: DatasetStore) -> ElementTree.Element:
    """The network of the packaged data."""
    return drawn(demo_store, write)


def part(document: ElementTree.Element, *names: str) -> ElementTree.Element:
    """An element that must be there."""
    found = document.find("/".join(f"{SPACE}{name}" for name in names))
    assert found is not None
    return found


def test_every_element_and_attribute_is_of_the_specification(
    document: ElementTree.Element,
) -> None:
    """Each in the namespace of 1.3, with the attributes that it must have and may have."""
    for element in document.iter():
        name = element.tag.removeprefix(SPACE)
        required, allowed = ATTRIBUTES[name]
        assert required <= set(element.keys()) <= required | allowed, name
        assert element.tag == SPACE + name


def test_the_parts_stand_in_their_order(document: ElementTree.Element) -> None:
    """Declarations before nodes, nodes before edges."""
    for name, children in CONTENT.items():
        found = document if name == "gexf" else part(document, name)
        assert [child.tag.removeprefix(SPACE) for child in found] == children
    for name, child in (("nodes", "node"), ("edges", "edge")):
        items = list(part(document, "graph", name))
        assert items
        assert all(item.tag == SPACE + child for item in items)
        assert all([inner.tag for inner in item] == [f"{SPACE}attvalues"] for item in items)


def test_gephi_is_told_of_a_time_line(document: ElementTree.Element) -> None:
    """It shows one for a dynamic graph of intervals; it reads dates when it is told so."""
    assert document.get("version") == "1.3"
    assert part(document, "graph").attrib == {
        "mode": "dynamic",
        "defaultedgetype": "directed",
        "timeformat": "date",
        "timerepresentation": "interval",
        "idtype": "string",
    }


def test_every_date_is_a_day_of_four_digits(document: ElementTree.Element) -> None:
    """And no start comes after its end."""
    date.fromisoformat(part(document, "meta").get("lastmodifieddate", ""))
    spans = 0
    for element in (*document.iter(f"{SPACE}node"), *document.iter(f"{SPACE}edge")):
        texts = [element.get(key) for key in ("start", "end")]
        days = [date.fromisoformat(text) for text in texts if text]
        assert days == sorted(days)
        spans += len(days) == 2
    assert spans > 10


def test_every_value_is_declared_and_of_its_type(document: ElementTree.Element) -> None:
    """Each at most once for a node or an edge."""
    for owner in ("node", "edge"):
        [declared] = [a for a in document.iter(f"{SPACE}attributes") if a.get("class") == owner]
        types = {attribute.get("id"): attribute.get("type") for attribute in declared}
        assert set(types.values()) <= TYPES
        assert len(types) == len(declared)
        for item in document.iter(SPACE + owner):
            values = [(value.get("for"), value.get("value")) for value in item[0]]
            assert len({name for name, _ in values}) == len(values)
            assert all(name in types for name, _ in values)
            truths = {value for name, value in values if types[name] == "boolean"}
            assert truths <= {"true", "false"}


def test_every_edge_leads_from_a_node_to_a_node(document: ElementTree.Element) -> None:
    """Names are given once; parallel edges differ in their kind or their name."""
    nodes = [node.get("id") for node in document.iter(f"{SPACE}node")]
    edges = [edge.get("id") for edge in document.iter(f"{SPACE}edge")]
    assert (len(set(nodes)), len(set(edges))) == (len(nodes), len(edges))
    ends = {edge.get(end) for edge in document.iter(f"{SPACE}edge") for end in ("source", "target")}
    assert ends <= set(nodes)
