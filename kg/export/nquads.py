"""N-Quads (W3C Recommendation of 2014): all named graphs, a quad a line."""

from __future__ import annotations

from typing import IO

import pyoxigraph as ox

from kg.export.losses import Losses
from kg.export.version import ExportedVersion


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the graphs in order of their names; merged facts without a graph. Nothing is lost."""
    if version.selection.merged:
        ox.serialize(version.triples(), output, ox.RdfFormat.N_TRIPLES)
        return
    for graph in version.graphs:
        ox.serialize(version.quads(graph), output, ox.RdfFormat.N_QUADS)
