"""Writes small documents of Turtle for people: a paragraph a thing, a line for each value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import RDF, XSD

from kg.report import Term

_TYPE, _INTEGER, _STRING = str(RDF.type), str(XSD.integer), str(XSD.string)
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*", re.ASCII)
_DIGITS = re.compile(r"[+-]?[0-9]+", re.ASCII)


def readable_turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write triples, which are held in memory; things come in the order of their first ones.

    What a thing is stands first; its other properties, and the values of each, stay in the
    order that they have. Only prefixes that are used are declared.
    """
    said: dict[str, dict[str, dict[str, None]]] = {}
    names = _Names(prefixes)
    for triple in triples:
        of = said.setdefault(names.short(triple.subject), {"a": {}})
        is_type = triple.predicate.value == _TYPE
        predicate = "a" if is_type else names.short(triple.predicate)
        of.setdefault(predicate, {})[names.short(triple.object)] = None
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(names.used))
    paragraphs = [_paragraph(subject, properties) for subject, properties in said.items()]
    return "\n".join(([head] if head else []) + paragraphs).encode()


def _paragraph(subject: str, properties: Mapping[str, Iterable[str]]) -> str:
    written = []
    for predicate, found in properties.items():
        values = list(found)
        if predicate == "a" or len(values) == 1:
            written += [f"{predicate} {', '.join(values)}"] if values else []
        else:
            written.append(f"{predicate}\n        " + " ,\n        ".join(values))
    return f"{subject} " + " ;\n    ".join(written) + " .\n"


class _Names:
    """Shortens terms, and knows which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self.used: set[str] = set()

    def short(self, term: Term) -> str:
        """A term as Turtle has it."""
        if isinstance(term, ox.NamedNode):
            return self._name(term)
        if not isinstance(term, ox.Literal) or term.language:
            return str(term)
        datatype = term.datatype.value
        if datatype == _STRING or (datatype == _INTEGER and _DIGITS.fullmatch(term.value)):
            return term.value if datatype == _INTEGER else str(term)
        return f"{ox.Literal(term.value)}^^{self._name(term.datatype)}"

    def _name(self, node: ox.NamedNode) -> str:
        for prefix, namespace in self._prefixes:
            local = node.value.removeprefix(namespace)
            if local != node.value and _LOCAL.fullmatch(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return str(node)
