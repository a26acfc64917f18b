"""SHACL property paths as SPARQL text, and back."""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.terms import shorten

_MODIFIERS: dict[Node, str] = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_MAX_DEPTH = 50


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
            text = self._write(path, 0)
            self._written[path] = text[1:-1] if self._is_joined(path) else text
        return self._written[path]

    def _is_joined(self, path: Node) -> bool:
        return any((path, p, None) in self._shapes for p in (RDF.first, SH.alternativePath))

    def _write(self, path: Node, depth: int) -> str:
        if isinstance(path, URIRef):
            return shorten(str(path)) if self._short else f"<{path}>"
        if depth > _MAX_DEPTH or not isinstance(path, BNode):
            raise self._error(f"{path} is not a property path.")
        if (path, RDF.first, None) in self._shapes:
            return self._join(path, "/", depth)
        for predicate, node in self._shapes.predicate_objects(path):
            if predicate == SH.alternativePath:
                return self._join(node, "|", depth)
            if predicate == SH.inversePath:
                return "^" + self._single(node, depth)
            if predicate in _MODIFIERS:
                return self._single(node, depth) + _MODIFIERS[predicate]
        raise self._error("A sh:path is neither a predicate nor a property path.")

    def _single(self, path: Node, depth: int) -> str:
        """Write *path* so that an operator beside it takes it as a whole."""
        text = self._write(path, depth + 1)
        whole = isinstance(path, URIRef) or self._is_joined(path)
        return text if whole else f"({text})"

    def _join(self, members: Node, operator: str, depth: int) -> str:
        parts = [self._write(member, depth + 1) for member in self._shapes.items(members)]
        if len(parts) < 2:
            raise self._error("A sequence or alternative path has fewer than two members.")
        return f"({operator.join(parts)})"
