"""Names for nodes in a report."""

from __future__ import annotations

from rdflib import RDFS, SKOS, Graph, Literal

from kg.report import Term
from kg.validation.terms import to_rdflib

_NAMING = (SKOS.prefLabel, RDFS.label)


def label_of(term: Term, data: Graph) -> str:
    """Find the English label of *term*, or else one without language, or else any; "" for none."""
    node = to_rdflib(term)
    if isinstance(node, Literal):
        return ""
    for naming in _NAMING:
        labels = [label for label in data.objects(node, naming) if isinstance(label, Literal)]
        if labels:
            return str(min(labels, key=_rank))
    return ""


def _rank(label: Literal) -> tuple[int, str]:
    language = label.language or ""
    return (
        0 if language == "en" else 1 if language.startswith("en") else 2 if not language else 3,
        str(label),
    )
