"""Names for nodes in a report."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from kg.report import Term
from kg.store.memory import MemoryDataset

_NAMING = (ox.NamedNode(str(SKOS.prefLabel)), ox.NamedNode(str(RDFS.label)))


def label_of(term: Term, data: MemoryDataset) -> str:
    """Find the English label of *term*, or else one without language, or else any; "" for none."""
    for naming in _NAMING:
        values = (found.object for found in data.matching(term, naming, None))
        labels = [value for value in values if isinstance(value, ox.Literal)]
        if labels:
            return min(labels, key=_rank).value
    return ""


def _rank(label: ox.Literal) -> tuple[int, str]:
    language = label.language or ""
    return (
        0 if language == "en" else 1 if language.startswith("en") else 2 if not language else 3,
        label.value,
    )
