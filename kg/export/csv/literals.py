"""Cells of literals: those that a program takes as the type of their column, and no others."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.export.csv.cells import SEPARATOR, defuse
from kg.export.csv.columns import Column
from kg.export.csv.thing import Thing, narrowest
from kg.vocabulary import EDTF, PREFIXES

_XSD = PREFIXES["xsd"]
_TEXTS = (f"{_XSD}string", f"{PREFIXES['rdf']}langString")
_PLAIN = (f"{_XSD}string", str(EDTF))
_LEXICAL = {
    "boolean": re.compile("true|false"),
    "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
    "integer": re.compile(r"-?[0-9]{1,18}"),
}


def is_text(value: ox.Literal) -> bool:
    """Whether a literal is a text, with or without a language."""
    return value.datatype.value in _TEXTS


def cell(thing: Thing, column: Column) -> str:
    """Write the value of a column; what is of another type is left for other statements."""
    if column.kind in ("bound", "date"):
        return _day(thing, column)
    if column.kind in ("string", "strings"):
        return _strings(thing, column)
    lexical, datatype = _LEXICAL[column.kind], _XSD + column.kind
    for value in thing.literals(column.predicate):
        if value.datatype.value == datatype and lexical.fullmatch(value.value):
            return thing.taking(column, value)
    return ""


def _day(thing: Thing, column: Column) -> str:
    assert column.predicate is not None
    days = thing.days(column.predicate)
    chosen = narrowest(column.predicate, days.values())
    return next((thing.taking(column, value) for value in days if days[value] == chosen), "")


def _strings(thing: Thing, column: Column) -> str:
    found = [
        value
        for value in thing.literals(column.predicate)
        if value.datatype.value in _PLAIN and SEPARATOR not in value.value
    ]
    if column.kind == "string":
        del found[1:]
    return defuse(SEPARATOR.join(thing.taking(column, value) for value in found))
