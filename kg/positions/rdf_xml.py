"""Finds statements in RDF/XML by the names of their terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urldefrag, urljoin
from xml.parsers import expat

import pyoxigraph as ox

from kg.positions.named import BLANK, Sought
from kg.positions.statements import Spot, Statement

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_SYNTAX = frozenset(
    f"{_RDF} {name}"
    for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype", "li", "version")
)
_CHUNK = 1 << 20


class _Inside(Enum):
    NODES = "node elements"
    PROPERTIES = "property elements"
    ANYTHING = "XML that is a literal"


@dataclass(slots=True)
class _Element:
    """An open element: where it is, what may stand in it, and what it says so far."""

    offset: int
    inside: _Inside
    base: str
    subject: str = ""
    predicate: str = ""
    value: str | None = None
    texts: list[str] = field(default_factory=list)
    members: int = 0


def find_in_rdf_xml(
    data: bytes, quads: Sequence[ox.Quad], wanted: Collection[int]
) -> dict[int, Spot]:
    """Find the places of the quads with the numbers *wanted*, as far as they are named."""
    sought = Sought(quads, wanted)
    walk = _Walk(sought)
    for offset in range(0, len(data), _CHUNK):
        walk.parser.Parse(data[offset : offset + _CHUNK], False)
    walk.parser.Parse(b"", True)
    return sought.spots()


class _Walk:
    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._open = [_Element(0, _Inside.NODES, "")]
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        outer, at = self._open[-1], self.parser.CurrentByteIndex
        base = urljoin(outer.base, attributes.get(f"{_XML} base", outer.base))
        if outer.inside is _Inside.ANYTHING:
            element = _Element(at, _Inside.ANYTHING, base)
        elif outer.inside is _Inside.PROPERTIES:
            element = self._property(name, attributes, _Element(at, _Inside.NODES, base), outer)
        elif name == f"{_RDF} RDF":
            element = _Element(at, _Inside.NODES, base)
        else:
            element = self._node(name, attributes, _Element(at, _Inside.PROPERTIES, base))
            if outer.value is None:
                outer.value = element.subject
        self._open.append(element)

    def _node(self, name: str, attributes: Mapping[str, str], element: _Element) -> _Element:
        element.subject = _resource(attributes, "about", element.base) or BLANK
        if f"{_RDF} ID" in attributes:
            element.subject = _resolved(element.base, "#" + attributes[f"{_RDF} ID"])
        if name != f"{_RDF} Description":
            self._offer(element, f"{_RDF}type", name.replace(" ", ""))
        self._offer_attributes(attributes, element)
        return element

    def _property(
        self, name: str, attributes: Mapping[str, str], element: _Element, outer: _Element
    ) -> _Element:
        element.predicate = name.replace(" ", "")
        if name == f"{_RDF} li":
            outer.members += 1
            element.predicate = f"{_RDF}_{outer.members}"
        element.value = _resource(attributes, "resource", element.base)
        element.subject = BLANK
        match attributes.get(f"{_RDF} parseType"):
            case None:
                if said := _said(attributes):
                    element.subject = element.value = element.value or BLANK
                    self._offer_attributes(said, element)
            case "Resource":
                element.inside, element.value = _Inside.PROPERTIES, BLANK
            case "Collection":
                element.value = BLANK
            case _:
                element.inside = _Inside.ANYTHING
        return element

    def _end(self, _: str) -> None:
        element = self._open.pop()
        outer = self._open[-1]
        if element.predicate:
            value = "".join(element.texts) if element.value is None else element.value
            at = Statement(outer.offset, element.offset, element.offset)
            self._sought.offer(outer.subject, element.predicate, (value,), at)

    def _text(self, text: str) -> None:
        if self._open[-1].predicate:
            self._open[-1].texts.append(text)

    def _offer(self, element: _Element, predicate: str, value: str) -> None:
        at = Statement(element.offset, element.offset, element.offset)
        self._sought.offer(element.subject, predicate, (value,), at)

    def _offer_attributes(self, attributes: Mapping[str, str], element: _Element) -> None:
        for name, value in _said(attributes).items():
            is_type = name == f"{_RDF} type"
            resolved = _resolved(element.base, value) if is_type else value
            self._offer(element, name.replace(" ", ""), resolved)


def _refuse(*_: object) -> None:
    raise ValueError("a DOCTYPE, which was not there when the document was parsed")


def _said(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes that are statements."""
    return {
        name: value
        for name, value in attributes.items()
        if name not in _SYNTAX and not name.startswith(f"{_XML} ") and " " in name
    }


def _resource(attributes: Mapping[str, str], name: str, base: str) -> str | None:
    if f"{_RDF} nodeID" in attributes:
        return BLANK
    written = attributes.get(f"{_RDF} {name}")
    return None if written is None else _resolved(base, written)


def _resolved(base: str, written: str) -> str:
    return urljoin(urldefrag(base).url, written) if base else written
