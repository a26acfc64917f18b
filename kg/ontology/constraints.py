"""Constraints and paths of shapes in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import SH

from kg.ontology.index import Index
from kg.terms import shorten, show

_SH = str(SH)
_WORDS = {
    "class": "is of the class",
    "datatype": "has the datatype",
    "nodeKind": "is of the kind",
    "minCount": "at least this many values:",
    "maxCount": "at most this many values:",
    "minInclusive": "is at least",
    "maxInclusive": "is at most",
    "minExclusive": "is more than",
    "maxExclusive": "is less than",
    "minLength": "has at least this many characters:",
    "maxLength": "has at most this many characters:",
    "pattern": "matches",
    "flags": "with the flags",
    "languageIn": "is in one of the languages",
    "uniqueLang": "has one value per language:",
    "equals": "has the same values as",
    "disjoint": "shares no value with",
    "lessThan": "comes before",
    "lessThanOrEquals": "does not come after",
    "hasValue": "has the value",
    "in": "is one of",
    "node": "conforms to",
    "not": "does not conform to",
    "or": "conforms to one of",
    "and": "conforms to all of",
    "xone": "conforms to exactly one of",
    "closed": "has no other properties:",
}
_STEPS = {
    f"{_SH}inversePath": "inverse of {}",
    f"{_SH}zeroOrMorePath": "{}, any number of times",
    f"{_SH}oneOrMorePath": "{}, once or more",
    f"{_SH}zeroOrOnePath": "{}, once or not at all",
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a value must be: words, then IRIs to link to or a text."""

    words: str
    iris: tuple[str, ...] = ()
    text: str = ""


def constraints(index: Index, shape: str) -> tuple[Constraint, ...]:
    """The constraints of SHACL Core that a shape itself has, in a fixed order."""
    found = {
        triple.predicate.value.removeprefix(_SH): triple.object
        for triple in index.about(shape)
        if triple.predicate.value.removeprefix(_SH) in _WORDS
    }
    return tuple(_constraint(index, _WORDS[n], found[n]) for n in _WORDS if n in found)


def _constraint(index: Index, words: str, value: object) -> Constraint:
    members: list[object] = list(index.members(value)) or [value]
    iris = tuple(member.value for member in members if isinstance(member, ox.NamedNode))
    texts = [show(member) for member in members if isinstance(member, ox.Literal)]
    return Constraint(words, iris, ", ".join(texts))


def path_words(index: Index, path: object) -> str:
    """A property path in words, with prefixed names."""
    if isinstance(path, ox.NamedNode):
        return shorten(path.value)
    if members := list(index.members(path)):
        return ", then ".join(path_words(index, member) for member in members)
    for triple in index.about(path):
        if triple.predicate.value == f"{_SH}alternativePath":
            return " or ".join(path_words(index, m) for m in index.members(triple.object))
        if form := _STEPS.get(triple.predicate.value):
            return form.format(path_words(index, triple.object))
    return "a path"


def path_terms(index: Index, path: object) -> Iterator[str]:
    """The IRIs of the properties that a path takes."""
    if isinstance(path, ox.NamedNode):
        yield path.value
        return
    for member in index.members(path):
        yield from path_terms(index, member)
    for triple in index.about(path):
        if triple.predicate.value.startswith(_SH):
            yield from path_terms(index, triple.object)
