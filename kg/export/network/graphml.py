"""GraphML 1.0 (http://graphml.graphdrawing.org): a network as yEd, Cytoscape and others read it."""

from __future__ import annotations

from typing import IO

from kg.export.losses import Losses
from kg.export.network.graph import Network
from kg.export.network.items import EDGE_COLUMNS, NODE_COLUMNS, Edge, Node
from kg.export.network.losses import note_losses
from kg.export.network.xml import HEAD, XmlWriter, element, empty_tag, start_tag
from kg.export.version import ExportedVersion

_COMMON = (("label", "string"), ("start", "string"), ("end", "string"))


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the network; `start` and `end` are the possible span of each node and edge."""
    network = Network(version, losses)
    xml = XmlWriter(output)
    xml.line(HEAD)
    xml.line(start_tag("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"))
    _write_keys(xml)
    xml.line(start_tag("graph", id="G", edgedefault="directed"))
    xml.line(element("data", network.terms, key="graph.description"))
    for node in network.nodes():
        _write_one(xml, "node", start_tag("node", id=node.name), node)
    for edge in network.edges():
        tag = start_tag("edge", id=edge.name, source=edge.source, target=edge.target)
        _write_one(xml, "edge", tag, edge)
    xml.line("</graph>\n</graphml>")
    note_losses(version, losses)


def _write_keys(xml: XmlWriter) -> None:
    tables = (
        ("graph", (("description", "string"),)),
        ("node", (*_COMMON, *NODE_COLUMNS)),
        ("edge", (*_COMMON, *EDGE_COLUMNS)),
    )
    for owner, columns in tables:
        for name, kind in columns:
            said = {"attr.name": name, "attr.type": kind}
            xml.line(empty_tag("key", id=f"{owner}.{name}", for_=owner, **said))


def _write_one(xml: XmlWriter, owner: str, tag: str, item: Node | Edge) -> None:
    values = {"label": item.label, "start": item.start, "end": item.end, **item.values}
    data = "".join(
        element("data", value, key=f"{owner}.{name}") for name, value in values.items() if value
    )
    xml.line(f"{tag}{data}</{owner}>")
