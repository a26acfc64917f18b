"""TriG (W3C Recommendation of 2014): all named graphs, subject by subject."""

from __future__ import annotations

from typing import IO

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_empty_graphs
from kg.export.rdf.turtle import write_turtle
from kg.export.version import ExportedVersion


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the graphs in order of their names, sorted; merged facts without a graph.

    Lost: graphs without triples.
    """
    merged = version.selection.merged
    note_empty_graphs(version, losses)
    write_turtle(version, output, ox.RdfFormat.TRIG, merged=merged)
