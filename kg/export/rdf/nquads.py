"""N-Quads (W3C Recommendation of 2014): all named graphs, a quad a line."""

from __future__ import annotations

from typing import IO

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_empty_graphs
from kg.export.rdf.lines import write_lines
from kg.export.version import ExportedVersion


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the graphs in order of their names, what concerns blank nodes last; merged facts
    without a graph. Lost: graphs without triples."""
    note_empty_graphs(version, losses)
    write_lines(version, output.write, merged=version.selection.merged)
