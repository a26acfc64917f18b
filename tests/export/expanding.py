"""Reads our JSON-LD with PyLD, which knows the context of the program and no other."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
from pyld import jsonld

from kg.resources import CONTEXT_IRI, context_document


def _load_context(url: str, options: dict[str, Any]) -> dict[str, Any]:
    assert url == CONTEXT_IRI
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": json.loads(context_document()),
    }


_OPTIONS: dict[str, Any] = {"documentLoader": _load_context, "processingMode": "json-ld-1.1"}


def expand(document: object) -> list[Any]:
    """The objects of a document in expanded form, by PyLD."""
    found: list[Any] = jsonld.expand(document, _OPTIONS)
    return found


def expanded(document: object) -> ox.Dataset:
    """The quads of a document, by PyLD."""
    lines = jsonld.to_rdf(document, {**_OPTIONS, "format": "application/n-quads"})
    return ox.Dataset(ox.parse(lines, ox.RdfFormat.N_QUADS))


def canonical(dataset: ox.Dataset) -> list[str]:
    """The quads with canonical names for blank nodes."""
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))
