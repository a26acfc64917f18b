"""The description of a dataset: VoID (W3C Note of 2011) and DCAT 3 in one document of Turtle."""

from __future__ import annotations

from typing import IO

import pyoxigraph as ox

from kg.export.descriptions.catalogue import catalogue
from kg.export.descriptions.counting import Counts, count_facts
from kg.export.descriptions.coverage import coverage
from kg.export.descriptions.lost import note_losses
from kg.export.descriptions.naming import (
    DESCRIPTION_PREFIXES,
    document_of,
    in_order,
    moved,
    part,
)
from kg.export.descriptions.sources import subsets
from kg.export.descriptions.statistics import statistics
from kg.export.losses import Losses
from kg.export.rdf.readable import readable_turtle
from kg.export.version import ExportedVersion

__all__ = ["DESCRIPTION_PREFIXES", "describe", "document_of", "in_order", "moved", "part", "write"]


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the description of a version, under the base IRI of its store.

    Lost: what is counted, and what a selection of graphs keeps from being counted.
    """
    counts = count_facts(version)
    triples = _described(version, counts)
    output.write(readable_turtle(triples, DESCRIPTION_PREFIXES))
    note_losses(counts, losses)


def describe(version: ExportedVersion) -> list[ox.Triple]:
    """Describe a version: the document, the catalogue, the dataset, and each source graph.

    The triples are in the order that `in_order` gives them.
    """
    return _described(version, count_facts(version))


def _described(version: ExportedVersion, counts: Counts) -> list[ox.Triple]:
    document = document_of(version.base_iri)
    dataset = part(document, "dataset")
    triples = {
        *catalogue(document, dataset, version, counts),
        *coverage(dataset, document, version, counts),
        *statistics(dataset, document, version.base_iri, counts),
        *subsets(dataset, version),
    }
    return in_order(triples, document)
