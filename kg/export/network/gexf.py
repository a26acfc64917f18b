"""GEXF 1.3 (https://gexf.net): a network with a time line, as Gephi reads it."""

from __future__ import annotations

from typing import IO

from kg.export.losses import Losses
from kg.export.network.graph import Network
from kg.export.network.items import EDGE_COLUMNS, NODE_COLUMNS, Edge, Node
from kg.export.network.losses import note_losses
from kg.export.network.xml import HEAD, XmlWriter, element, empty_tag, start_tag
from kg.export.version import ExportedVersion


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the network; `start` and `end` are the possible span of each node and edge."""
    network = Network(version, losses)
    xml = XmlWriter(output)
    xml.line(HEAD)
    xml.line(start_tag("gexf", xmlns="http://gexf.net/1.3", version="1.3"))
    xml.line(start_tag("meta", lastmodifieddate=version.origin.modified[:10]))
    xml.line(element("creator", "geoactors"))
    xml.line(element("description", network.terms))
    xml.line("</meta>")
    xml.line(
        start_tag(
            "graph",
            mode="dynamic",
            defaultedgetype="directed",
            timeformat="date",
            timerepresentation="interval",
            idtype="string",
        )
    )
    for owner, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        xml.line(start_tag("attributes", class_=owner))
        for name, kind in columns:
            xml.line(empty_tag("attribute", id=name, title=name, type=kind))
        xml.line("</attributes>")
    _write_body(xml, network)
    xml.line("</graph>\n</gexf>")
    note_losses(version, losses)


def _write_body(xml: XmlWriter, network: Network) -> None:
    xml.line("<nodes>")
    for node in network.nodes():
        tag = start_tag("node", id=node.name, label=node.label, start=node.start, end=node.end)
        _write_one(xml, "node", tag, node)
    xml.line("</nodes>\n<edges>")
    for edge in network.edges():
        tag = start_tag(
            "edge",
            id=edge.name,
            source=edge.source,
            target=edge.target,
            label=edge.label,
            kind=edge.values["kind"],  # tells edges between the same two nodes apart
            start=edge.start,
            end=edge.end,
        )
        _write_one(xml, "edge", tag, edge)
    xml.line("</edges>")


def _write_one(xml: XmlWriter, name: str, tag: str, item: Node | Edge) -> None:
    values = "".join(
        empty_tag("attvalue", for_=column, value=value) for column, value in item.values.items()
    )
    xml.line(f"{tag}<attvalues>{values}</attvalues></{name}>")
