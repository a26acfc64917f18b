"""Reads the lines that the engine wrote: the plain ones by an expression, which is faster."""

from __future__ import annotations

import re
from functools import lru_cache

import pyoxigraph as ox

from kg.export.csv.thing import Fact

_REMEMBERED = 1 << 14
_SAID = re.compile(
    r"<([^>]*)> "
    r'(?:<([^>]*)>|"([^"\\]*)"(?:@([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)|\^\^<([^>]*)>)?)'
    r"(?: <([^>]*)>)? \.\n"
)


def statement(said: bytes) -> tuple[Fact, str]:
    """Read what follows the subject in a line of N-Quads: the fact, and the IRI of its graph,
    which is empty for the default graph."""
    found = _SAID.fullmatch(said.decode())
    if not found:  # escapes, blank nodes, triples, directions of text
        return _parsed(said)
    predicate, iri, text, language, datatype, graph = found.groups()
    if text is None:
        return (_node(predicate), _node(iri)), graph or ""
    if datatype:
        return (_node(predicate), ox.Literal(text, datatype=_node(datatype))), graph or ""
    return (_node(predicate), ox.Literal(text, language=language)), graph or ""


def _parsed(said: bytes) -> tuple[Fact, str]:
    quad = next(iter(ox.parse(b"_:x " + said, format=ox.RdfFormat.N_QUADS)))
    graph = quad.graph_name
    return (quad.predicate, quad.object), graph.value if isinstance(graph, ox.NamedNode) else ""


_node = lru_cache(_REMEMBERED)(ox.NamedNode)
