"""Documents to source graphs: which triples go where."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import InputError, ParameterError
from kg.parsing import ParsedDocument

Graphs = dict[str, set[ox.Triple]]
"""Triples by the IRI of their graph; the empty IRI stands for the default graph."""


def graphs_of(documents: Iterable[ParsedDocument], graph: str | None = None) -> Graphs:
    """Sort the triples of documents by graph; those outside a graph go into *graph*.

    Raises:
        ParameterError: triples stand outside a graph and *graph* is not given.
        InputError: a graph has no IRI, or a document holds no triple: nothing would be stored.
    """
    graphs: Graphs = {}
    for document in documents:
        require_triples(document)
        for quad in document.quads:
            name = quad.graph_name
            if isinstance(name, ox.BlankNode):
                raise InputError(
                    f"{document.name}: a graph is named by a blank node.",
                    hint="Name every graph by an IRI.",
                )
            if isinstance(name, ox.DefaultGraph) and graph is None:
                raise ParameterError(
                    f"{document.name}: {quad.subject} stands outside a named graph.",
                    hint="Say with --graph IRI which source graph its triples belong to.",
                )
            iri = name.value if isinstance(name, ox.NamedNode) else str(graph)
            graphs.setdefault(iri, set()).add(quad.triple)
    return graphs


def require_triples(document: ParsedDocument) -> None:
    """Refuse a document without a triple.

    Raises:
        InputError: nothing would be stored or validated.
    """
    if not document.quads:
        raise InputError(f"{document.name}: the document holds no triple.")
