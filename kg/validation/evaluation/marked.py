"""Focus nodes that are written into the dataset, so that queries begin with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox

from kg.report import Term

_FOCUS = ox.NamedNode("urn:x-geoactors:focus")
_SHAPE = "urn:x-geoactors:shape:"


class MarkedFocus:
    """Known nodes, marked in a named graph of the dataset; *number* tells shapes apart."""

    narrow = True

    def __init__(self, number: int, nodes: Iterable[Term]) -> None:
        self._shape = ox.NamedNode(f"{_SHAPE}{number}")
        self._nodes = frozenset(nodes)

    def marks(self) -> Iterator[ox.Quad]:
        """The quads that mark the nodes."""
        return (ox.Quad(self._shape, _FOCUS, node, _FOCUS) for node in self._nodes)

    def pattern(self, variable: str) -> str:  # noqa: D102
        return f"GRAPH {_FOCUS} {{ {self._shape} {_FOCUS} {variable} }}"

    def nodes(self) -> Set[Term]:  # noqa: D102
        return self._nodes

    def keep(self, nodes: Set[Term], *, matched: bool = False) -> Set[Term]:  # noqa: D102
        return nodes & self._nodes
