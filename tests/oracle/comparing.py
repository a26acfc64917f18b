"""The operators `<` and `<=` of SPARQL (§17.3), apart from the engine that is tested.

Beyond the table of operators, as §17.3.1 allows, these are compared: dates and parts of dates
of one datatype, texts of one language, and what is the same term, which is never less than itself.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, NamedTuple

from rdflib import XSD, Literal
from rdflib.term import Node

from kg.validation.lexical import DERIVED_INTEGERS, is_well_typed

_OPERATORS = {"<": lt, "<=": le, ">": gt, ">=": ge}
_NUMERIC = {"integer", "decimal", "double", "float", *DERIVED_INTEGERS}
_DATED = re.compile(
    r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?))?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_FOUR_CENTURIES = 146_097  # days
_ZONE = 14 * 3600


class _Moment(NamedTuple):
    """Seconds since some moment, and whether their time zone is known."""

    seconds: Decimal
    zoned: bool


def stands(left: Node, operator: str, right: Node) -> bool | None:
    """Whether *left* stands so to *right*; None when they cannot be compared."""
    if left == right and "=" in operator:
        return True
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    one, other = _value(left), _value(right)
    if one is None or other is None or one[0] != other[0]:
        return None
    if isinstance(one[1], _Moment):
        return _ordered(one[1], operator, other[1])
    return bool(_OPERATORS[operator](one[1], other[1]))


def _value(literal: Literal) -> tuple[str, Any] | None:
    """The kind of a literal and its value; only values of one kind can be compared."""
    text, datatype = str(literal), literal.datatype
    if literal.language:
        return f"@{literal.language.lower()}", text
    name = "string" if datatype is None else str(datatype).removeprefix(str(XSD))
    if name == "string":
        return name, text
    if not is_well_typed(text, f"{XSD}{name}"):
        return None
    if name in _NUMERIC:
        return "number", Decimal(text.replace("INF", "Infinity"))
    if name == "boolean":
        return name, text in {"true", "1"}
    moment = _moment(text)
    return None if moment is None else (name, moment)


def _moment(text: str) -> _Moment | None:
    parts = _DATED.fullmatch(text)
    if parts is None:
        return None
    # Python knows the years from 1 on; four centuries are as long as any other four.
    cycles, year = divmod(int(parts["year"]), 400)
    start = date(year + 400, int(parts["month"] or 1), int(parts["day"] or 1))
    days = cycles * _FOUR_CENTURIES + start.toordinal()
    minutes = int(parts["hour"] or 0) * 60 + int(parts["minute"] or 0)
    seconds = Decimal(days * 86_400 + minutes * 60) + Decimal(parts["second"] or 0)
    zone = parts["zone"]
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:]) * 60
        seconds -= offset if zone[0] == "+" else -offset
    return _Moment(seconds, bool(zone))


def _ordered(one: _Moment, operator: str, other: _Moment) -> bool:
    """A moment without a time zone may be fourteen hours off (XSD 1.1 part 2, §3.3.7)."""
    if one.zoned == other.zoned:
        return bool(_OPERATORS[operator](one.seconds, other.seconds))
    early, late = (one, other) if operator in ("<", "<=") else (other, one)
    return early.seconds + _ZONE < late.seconds
