"""Which graph an address means, and at which address a graph is found here."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pyoxigraph as ox
from flask import request

from kg.errors import InputError
from kg.web.state import state

_IRI_SIGNS = "/:@!$&'()*+,;=-._~"
_PLACES = ("graphs/", "graph/")


def graph_at(name: str) -> str:
    """The IRI of the graph at a path behind `/graphs/` or `/graph/`.

    A character that an IRI may hold stands for itself, however it was sent.
    """
    characters = (c if c > "~" else quote(c, safe=_IRI_SIGNS) for c in name)
    return absolute(f"{state().store.settings.base_iri}graph/{''.join(characters)}")


def graph_named(iri: str) -> str:
    """The graph of an IRI; the address of a graph on this server means that graph.

    Raises:
        InputError: it is no absolute IRI.
    """
    path = iri.removeprefix(request.root_url)
    if path != iri:
        for place in _PLACES:
            if path.startswith(place) and "?" not in path:
                return graph_at(unquote(path.removeprefix(place)))
    return absolute(iri)


def address_of(graph: str) -> str:
    """Where a graph is found: at an address of its own when its IRI has one here."""
    name = graph.removeprefix(f"{state().store.settings.base_iri}graph/")
    if name != graph and _leads_back(name, graph):
        return f"{request.root_url}graphs/{name}"
    return f"{request.root_url}graphs?graph={quote(graph, safe='')}"


def _leads_back(name: str, graph: str) -> bool:
    """Whether the path is read as this graph, whatever a client makes of its dots."""
    if not name or "?" in name or "#" in name or {".", ".."} & set(name.split("/")):
        return False
    try:
        return graph_at(unquote(name)) == graph
    except InputError:
        return False


def absolute(iri: str) -> str:
    """Give back an absolute IRI.

    Raises:
        InputError: it is none.
    """
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise InputError(
            f"{iri[:200]!r} is no absolute IRI.", hint="Name the graph as https://…."
        ) from error
