"""The first rows of a table on their way to a page, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from kg.report import Term

Spelled: TypeAlias = list["str | Spelled | None"]
"""A term as JSON: a letter for its kind, and its parts."""

_DIRECTIONS = {None: None, "ltr": ox.BaseDirection.LTR, "rtl": ox.BaseDirection.RTL}


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a table: unbound variables are absent from a row.

    *more* says that there are further rows; *labels* has the label of each IRI
    shown that has one, English where there is an English one.
    """

    names: list[str]
    rows: list[dict[str, Term]]
    more: bool
    labels: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """Write the rows as JSON: each term once, and rows by the numbers of their terms."""
        names, numbers = self.names, dict[Term, int]()
        rows = [
            [numbers.setdefault(row[name], len(numbers)) if name in row else None for name in names]
            for row in self.rows
        ]
        parts = {
            "names": names,
            "terms": [_spell(term) for term in numbers],
            "rows": rows,
            "more": self.more,
            "labels": self.labels,
        }
        return json.dumps(parts).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Rows:
        """Read what `to_bytes` wrote."""
        parts = json.loads(data)
        names, terms = parts["names"], [_read(term) for term in parts["terms"]]
        rows = [
            {
                name: terms[number]
                for name, number in zip(names, row, strict=True)
                if number is not None
            }
            for row in parts["rows"]
        ]
        return cls(names, rows, parts["more"], parts["labels"])


def _spell(term: Term) -> Spelled:
    match term:
        case ox.NamedNode():
            return ["iri", term.value]
        case ox.BlankNode():
            return ["blank", term.value]
        case ox.Triple():
            return ["triple", *(_spell(part) for part in term)]
        case _:
            direction = term.direction.value if term.direction else None
            language = term.language
            return ["literal", term.value, language, direction, term.datatype.value]


def _read(parts: Spelled) -> Term:
    match parts:
        case ["iri", str(value)]:
            return ox.NamedNode(value)
        case ["blank", str(value)]:
            return ox.BlankNode(value)
        case ["triple", list(subject), list(predicate), list(value)]:
            return ox.Triple(_read(subject), _read(predicate), _read(value))  # type: ignore[arg-type]
        case ["literal", str(value), None, None, str(datatype)]:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case ["literal", str(value), str(language), direction, _]:
            return ox.Literal(value, language=language, direction=_DIRECTIONS[direction])  # type: ignore[index]
        case _:
            raise ValueError(f"no term: {parts[:1]}")
