"""The description of a dataset: VoID (W3C Note of 2011) and DCAT 3 in one document of Turtle."""

from __future__ import annotations

from typing import IO

import pyoxigraph as ox

from kg.export.descriptions.catalogue import catalogue
from kg.export.descriptions.counting import count_facts
from kg.export.descriptions.coverage import coverage
from kg.export.descriptions.naming import (
    DESCRIPTION_PREFIXES,
    document_of,
    moved,
    part,
)
from kg.export.descriptions.sources import subsets
from kg.export.descriptions.statistics import statistics
from kg.export.losses import Losses
from kg.export.version import ExportedVersion

__all__ = ["DESCRIPTION_PREFIXES", "describe", "document_of", "moved", "part", "write"]


def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
    """Write the description of a version, under the base IRI of its store."""
    triples = describe(version)
    ox.serialize(triples, output, ox.RdfFormat.TURTLE, prefixes=DESCRIPTION_PREFIXES)


def describe(version: ExportedVersion) -> list[ox.Triple]:
    """Describe a version: the document, the catalogue, the dataset, and each source graph.

    The triples are in the order of their terms' texts.
    """
    document = document_of(version.base_iri)
    dataset = part(document, "dataset")
    counts = count_facts(version)
    triples = {
        *catalogue(document, dataset, version, counts),
        *coverage(dataset, document, version, counts),
        *statistics(dataset, document, version.base_iri, counts),
        *subsets(dataset, version),
    }
    return sorted(triples, key=_order)


def _order(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)
