"""Our published JSON-LD context, read for compaction (JSON-LD 1.1 API, §§6 and 7)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph as ox
from rdflib import RDF, XSD

from kg.resources import CONTEXT_IRI, context_document

TYPE_IRI = str(RDF.type)
_STRING, _INTEGER, _BOOLEAN = str(XSD.string), str(XSD.integer), str(XSD.boolean)
_LOCAL = re.compile(r"[\w][\w\-]*(?:\.[\w\-]+)*", re.ASCII)
_INTEGER_FORM = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""The integers that come back from JSON as they went in, in every language: below 2 to the 53rd."""

_KNOWN_IRIS = 20_000
_ENTRY = re.compile(r"([a-z]+):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A term of the context: *coercion* is `@id`, the IRI of a datatype, or empty."""

    name: str
    coercion: str = ""
    by_language: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Its terms by the IRIs that they stand for, its prefixes by the namespaces, and all names."""

    terms: dict[str, TermDefinition]
    prefixes: dict[str, str]
    names: frozenset[str]


@cache
def published_context() -> Context:
    """Read the context that comes with the program."""
    entries = json.loads(context_document())["@context"]
    prefixes = {
        value: name
        for name, value in entries.items()
        if isinstance(value, str) and value.endswith(("#", "/")) and not name.startswith("@")
    }
    namespaces = {name: namespace for namespace, name in prefixes.items()}
    terms = {}
    for name, value in entries.items():
        said = {"@id": value} if isinstance(value, str) else value
        if name.startswith("@") or name in namespaces or said["@id"].startswith("@"):
            continue
        kind = said.get("@type", "")
        terms[_full(said["@id"], namespaces)] = TermDefinition(
            name, _full(kind, namespaces), said.get("@container") == "@language"
        )
    return Context(terms, prefixes, frozenset(entries))


def _full(name: str, namespaces: dict[str, str]) -> str:
    match = _ENTRY.fullmatch(name)
    return namespaces[match[1]] + match[2] if match and match[1] in namespaces else name


class Compactor:
    """Writes IRIs and literals as short as the context allows.

    An IRI like `schema:x` would be read with the prefix of that name; a document with such an
    IRI does without the prefix, and says so in its context.
    """

    def __init__(self, without: Iterable[str] = ()) -> None:
        context = published_context()
        self._without = sorted(without)
        self._terms = context.terms
        self._names = context.names
        self._prefixes = {
            namespace: name
            for namespace, name in context.prefixes.items()
            if name not in self._without
        }
        self.iri = lru_cache(_KNOWN_IRIS)(self._compact)

    @property
    def context(self) -> object:
        """The value of `@context` in a document."""
        if not self._without:
            return CONTEXT_IRI
        return [CONTEXT_IRI, dict.fromkeys(self._without)]

    def definition(self, iri: str) -> TermDefinition:
        """The term for a property, or its IRI in short form without coercion."""
        return self._terms.get(iri) or TermDefinition(self.iri(iri))

    def word(self, iri: str) -> str:
        """A class or datatype: a term, else an IRI in short form."""
        found = self._terms.get(iri)
        return found.name if found else self.iri(iri)

    def literal(self, value: ox.Literal, definition: TermDefinition) -> object:
        """A literal as the value of a term; its lexical form and datatype come back as they are.

        A number or truth value is JSON's own where that gives the same literal again.
        """
        text, language = value.value, value.language
        if language:
            spoken = {"@value": text, "@language": language}
            return spoken | ({"@direction": str(value.direction)} if value.direction else {})
        datatype = value.datatype.value
        if datatype == (definition.coercion or datatype):
            if datatype == _INTEGER and _INTEGER_FORM.fullmatch(text):
                return int(text)
            if datatype == _BOOLEAN and text in ("true", "false"):
                return text == "true"
            if definition.coercion or datatype == _STRING:
                return text
        return {"@value": text} | ({} if datatype == _STRING else {"type": self.word(datatype)})

    def _compact(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:cut])
        local = iri[cut:]
        return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else iri


@lru_cache(64)
def compactor(without: frozenset[str]) -> Compactor:
    """The compactor that does without some prefixes."""
    return Compactor(without)


@cache
def ambiguous_schemes() -> tuple[str, ...]:
    """How an IRI begins that is read with a prefix of the context."""
    return tuple(f"{name}:" for name in sorted(published_context().prefixes.values()))
