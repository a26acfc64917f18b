"""Writes the objects of a JSON-LD document, each with its keys in order."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.export.framing.context import TYPE_IRI, Compactor, TermDefinition
from kg.export.framing.nesting import Nesting, Statements, Values, node_name
from kg.report import Term

Object = dict[str, object]

_FIRST_KEYS = ("id", "type", "prefLabel", "label", "title", "altLabel", "hiddenLabel")
_RANKS = {key: rank for rank, key in enumerate(_FIRST_KEYS)}
_LAST = len(_RANKS)


def write_objects(
    statements: Statements, nesting: Nesting, compact: Compactor, shared: frozenset[str]
) -> list[Object]:
    """Write the objects that stand on their own, with all that is in them.

    A blank node has an `id` where something refers to it, or where *shared* says so.
    """
    return _Writer(statements, nesting, compact).objects(shared)


class _Writer:
    def __init__(self, statements: Statements, nesting: Nesting, compact: Compactor) -> None:
        self._statements = statements
        self._nesting = nesting
        self._compact = compact
        self._objects: dict[str, Object] = {
            name: {} for name in (*nesting.roots, *nesting.nested, *nesting.reversed_)
        }
        self._named: set[str] = set(nesting.reversed_)

    def objects(self, shared: frozenset[str]) -> list[Object]:
        bodies = {name: self._body(name) for name in self._objects}
        self._reverse(bodies[self._nesting.roots[0]])
        for name, body in bodies.items():
            if not name.startswith("_:"):
                self._objects[name]["id"] = self._compact.iri(name)
            elif name in self._named or name in shared or not body:
                self._objects[name]["id"] = name
            self._objects[name].update(body)
        return [self._objects[name] for name in self._nesting.roots]

    def _body(self, subject: str) -> Object:
        said = self._statements.of.get(subject, {})
        start = self._nesting.roots[0]
        body: Object = {}
        for predicate, values in said.items():
            if self._nesting.reversed_.get(subject) == predicate:
                values = {t: v for t, v in values.items() if node_name(v) != start}
            if predicate == TYPE_IRI:
                self._add_types(body, values)
            else:
                self._add(body, subject, predicate, values)
        return dict(sorted(body.items(), key=lambda item: (_RANKS.get(item[0], _LAST), item[0])))

    def _reverse(self, body: Object) -> None:
        """Put what refers to the thing under the property by which it does."""
        found: dict[str, list[object]] = {}
        for subject, predicate in self._nesting.reversed_.items():
            found.setdefault(self._plain(predicate).name, []).append(self._objects[subject])
        if found:
            body["@reverse"] = {key: _one_or_all(found[key]) for key in sorted(found)}

    def _add_types(self, body: Object, values: Values) -> None:
        types: list[str] = []
        others: list[object] = []
        plain = TermDefinition("")
        for text in sorted(values):
            value = values[text]
            if isinstance(value, ox.NamedNode):
                types.append(self._compact.word(value.value))
            elif isinstance(value, ox.BlankNode):
                self._named.add(text)
                types.append(text)
            else:
                assert isinstance(value, ox.Literal)
                others.append(self._compact.literal(value, plain))
        if types:
            types.sort(key=_terms_first)
            body["type"] = _one_or_all(types)
        if others:
            body[self._compact.iri(TYPE_IRI)] = _one_or_all(others)

    def _add(self, body: Object, subject: str, predicate: str, values: Values) -> None:
        definition = self._compact.definition(predicate)
        languages: dict[str, list[object]] = {}
        others: list[object] = []
        plain = self._plain(predicate)
        for text in sorted(values):
            value = values[text]
            if definition.by_language and (tag := _map_key(value)):
                assert isinstance(value, ox.Literal)
                languages.setdefault(tag, []).append(value.value)
            else:
                others.append(self._value(subject, predicate, value, plain))
        if languages:
            body[definition.name] = {tag: _one_or_all(languages[tag]) for tag in sorted(languages)}
        if others:
            body[plain.name] = _one_or_all(others)

    def _plain(self, predicate: str) -> TermDefinition:
        """The term for what is no text in a language, else the property's IRI in short form."""
        definition = self._compact.definition(predicate)
        if not definition.by_language:
            return definition
        return TermDefinition(self._compact.iri(predicate))

    def _value(
        self, subject: str, predicate: str, value: Term, definition: TermDefinition
    ) -> object:
        if isinstance(value, ox.Literal):
            return self._compact.literal(value, definition)
        name = node_name(value)
        if name in self._statements.lists:
            items = self._statements.lists[name]
            return {"@list": [self._reference(item, definition) for item in items]}
        if self._nesting.nested.get(name) == (subject, predicate):
            return self._objects[name]
        return self._reference(value, definition)

    def _reference(self, value: Term, definition: TermDefinition) -> object:
        if isinstance(value, ox.Literal):
            return self._compact.literal(value, definition)
        name = node_name(value)
        self._named.add(name)
        short = name if isinstance(value, ox.BlankNode) else self._compact.iri(name)
        return short if definition.coercion == "@id" else {"id": short}


def _map_key(value: Term) -> str:
    """Under which key of a language map a value stands; empty when it cannot."""
    if not isinstance(value, ox.Literal) or value.direction:
        return ""
    if value.language:
        return value.language
    return "@none" if value.datatype.value.endswith("XMLSchema#string") else ""


def _terms_first(name: str) -> tuple[bool, str]:
    return ":" in name, name


def _one_or_all(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else values
