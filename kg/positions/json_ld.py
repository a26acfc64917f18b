"""Finds statements in JSON-LD by the names of their terms."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.positions.contexts import TOKEN, Terms
from kg.positions.named import BLANK, Sought
from kg.positions.statements import Spot, Statement

_Told = tuple[str, str, tuple[str, ...], Statement]
_APART = ("@graph", "@included")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(slots=True)
class _Object:
    """An open object: where it is, the key whose value comes next, what it says so far."""

    offset: int
    in_context: bool = False
    key: str | None = None
    key_at: int = 0
    identifier: str = BLANK
    subject_at: int = 0
    value: str | None = None
    said: list[tuple[str, tuple[str, ...], int, int]] = field(default_factory=list)


def find_in_json_ld(
    data: bytes, quads: Sequence[ox.Quad], wanted: Collection[int]
) -> dict[int, Spot]:
    """Find the places of the quads with the numbers *wanted*, as far as they are named."""
    sought = Sought(quads, wanted)
    walk = _Walk(Terms(data), sought)
    for match in TOKEN.finditer(data):
        walk.take(match[0], match.start())
    return sought.spots()


class _Walk:
    def __init__(self, terms: Terms, sought: Sought) -> None:
        self._terms = terms
        self._sought = sought
        self._objects = [_Object(0)]
        self._arrays = [0]
        self._told: list[tuple[tuple[int, bool], _Told]] = []

    def take(self, token: bytes, at: int) -> None:
        """Take one token of the text, which stands at an offset."""
        current = self._objects[-1]
        if token == b"{":
            inside = current.in_context or current.key == "@context"
            self._objects.append(_Object(at, inside, subject_at=at))
            self._arrays.append(0)
        elif token == b"}":
            self._close()
        elif token in (b"[", b"]"):
            self._arrays[-1] += 1 if token == b"[" else -1
        elif token == b",":
            if not self._arrays[-1]:
                current.key = None
        elif token != b":":
            text = _text(token)
            if current.key is None and len(self._objects) > 1:
                current.key, current.key_at = self._terms.key(text), at
            elif not current.in_context:
                self._value(current, text, at)

    def _value(self, current: _Object, text: str, at: int) -> None:
        """Take a text, number or keyword as value of the current key."""
        names = self._terms.identifier(text), self._terms.key(text)
        match current.key:
            case "@id":
                current.identifier = BLANK if text.startswith("_:") else names[0]
                current.subject_at = at
            case "@type":
                current.said.append((_TYPE, names[::-1], current.key_at, at))
            case "@value":
                current.value = text
            case _:
                self._say(current, (text, *names), at)

    def _say(self, current: _Object, values: tuple[str, ...], at: int) -> None:
        if current.key is not None and not current.key.startswith("@"):
            current.said.append((current.key, values, current.key_at, at))

    def _close(self) -> None:
        closed = self._objects.pop()
        self._arrays.pop()
        if closed.in_context:
            return
        for predicate, values, key_at, at in closed.said:
            # The parser gives the types of a node first, and a node behind what leads to it.
            is_type = predicate == _TYPE
            statement = Statement(closed.subject_at, key_at, at)
            told = closed.identifier, predicate, values, statement
            self._told.append(((closed.offset if is_type else at, is_type), told))
        outer = self._objects[-1]
        if outer.key is None or outer.key in _APART:
            for _, told in sorted(self._told):
                self._sought.offer(*told)
            self._told.clear()
        else:
            value = closed.identifier if closed.value is None else closed.value
            self._say(outer, (value,), closed.offset)


def _text(token: bytes) -> str:
    if token[:1] != b'"':
        return token.decode("utf-8", "replace")
    return str(json.loads(token)) if b"\\" in token else token[1:-1].decode("utf-8", "replace")
