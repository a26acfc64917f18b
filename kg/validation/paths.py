"""The paths of one shapes graph as SPARQL text."""

from __future__ import annotations

from rdflib import Graph
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.validation.property_paths import read_path, write_path


class PathWriter:
    """Writes the paths of one shapes graph, with our prefixes when *short*."""

    def __init__(
        self, shapes: Graph, error: type[KgError] = ResourceError, *, short: bool = True
    ) -> None:
        self._shapes = shapes
        self._error = error
        self._short = short
        self._written: dict[Node, str] = {}

    def write(self, path: Node) -> str:
        """Write *path*.

        Raises:
            KgError: of the class given, when the path is not well-formed.
        """
        if path not in self._written:
            read = read_path(path, self._shapes, self._error)
            self._written[path] = write_path(read, short=self._short)
        return self._written[path]
