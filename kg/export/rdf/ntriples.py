"""N-Triples (W3C Recommendation of 2014): the facts of all graphs, a triple a line."""

from __future__ import annotations

from typing import IO

from kg.export.losses import Losses
from kg.export.rdf.graphless import note_lost_graphs
from kg.export.rdf.lines import write_lines
from kg.export.version import ExportedVersion


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the merged facts. Lost: which graph says what, and the content of claims."""
    note_lost_graphs(version, losses)
    write_lines(version, output.write, merged=True)
