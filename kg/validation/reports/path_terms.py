"""Reads the path of a result, which is SPARQL text, back into RDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.sparql import Token, tokenise
from kg.terms import expand
from kg.vocabulary import PREFIXES

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_FIRST, _REST = ox.NamedNode(f"{_RDF}first"), ox.NamedNode(f"{_RDF}rest")
_NIL = ox.NamedNode(f"{_RDF}nil")
_MODIFIERS = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}

PathNode = ox.NamedNode | ox.BlankNode


def read_path(text: str, label: str) -> tuple[PathNode, list[ox.Triple]]:
    """Read *text*; blank nodes are named *label* with a number.

    Raises:
        ResourceError: it is not a path as the validator writes them.
    """
    reading = _Reading(list(tokenise(text)), label)
    node = reading.alternatives()
    if reading.ahead():
        raise ResourceError(f"{text!r} is not a property path.")
    return node, reading.triples


class _Reading:
    """A recursive descent through the tokens of one path."""

    def __init__(self, tokens: Sequence[Token], label: str) -> None:
        self._tokens = list(tokens)
        self._label = label
        self._blank = 0
        self.triples: list[ox.Triple] = []

    def ahead(self) -> str:
        """The text of the next token, empty at the end."""
        return self._tokens[0].text if self._tokens else ""

    def alternatives(self) -> PathNode:
        """Read `a|b|c`, or less."""
        members = self._joined("|", self._sequence)
        return (
            members[0] if len(members) == 1 else self._wrap("alternativePath", self._list(members))
        )

    def _sequence(self) -> PathNode:
        members = self._joined("/", self._inverse)
        return members[0] if len(members) == 1 else self._list(members)

    def _joined(self, operator: str, read: Callable[[], PathNode]) -> list[PathNode]:
        members = [read()]
        while self.ahead() == operator:
            self._take()
            members.append(read())
        return members

    def _inverse(self) -> PathNode:
        if self.ahead() == "^":
            self._take()
            return self._wrap("inversePath", self._modified())
        return self._modified()

    def _modified(self) -> PathNode:
        node = self._primary()
        if self.ahead() in _MODIFIERS:
            return self._wrap(_MODIFIERS[self._take().text], node)
        return node

    def _primary(self) -> PathNode:
        token = self._take()
        if token.text == "(":
            node = self.alternatives()
            if self._take().text != ")":
                raise ResourceError("A property path lacks a closing bracket.")
            return node
        if token.kind not in {"iri", "name"}:
            raise ResourceError(f"A property path cannot hold {token.text!r}.")
        return ox.NamedNode(expand(token.text))

    def _take(self) -> Token:
        if not self._tokens:
            raise ResourceError("A property path breaks off.")
        return self._tokens.pop(0)

    def _wrap(self, name: str, inner: PathNode) -> PathNode:
        node = self._new()
        self.triples.append(ox.Triple(node, ox.NamedNode(_SH + name), inner))
        return node

    def _list(self, members: Sequence[PathNode]) -> PathNode:
        nodes: list[PathNode] = [self._new() for _ in members]
        for node, rest, member in zip(nodes, [*nodes[1:], _NIL], members, strict=True):
            self.triples += [ox.Triple(node, _FIRST, member), ox.Triple(node, _REST, rest)]
        return nodes[0]

    def _new(self) -> ox.BlankNode:
        self._blank += 1
        return ox.BlankNode(f"{self._label}{self._blank}")
