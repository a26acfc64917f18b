"""Tells whether a literal is in the lexical space of its XSD datatype."""

from __future__ import annotations

import re
from calendar import isleap

XSD = "http://www.w3.org/2001/XMLSchema#"

_GIVEN_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_ZONE = f"{_GIVEN_ZONE}?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DATE = rf"({_YEAR})-({_MONTH})-(\d\d)"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_REAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_FLOAT = rf"{_REAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN"

_PATTERNS = {
    "boolean": "true|false|0|1",
    "decimal": _REAL,
    "double": _FLOAT,
    "float": _FLOAT,
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
}
_DATED = {
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}{_GIVEN_ZONE}",
}
_INTEGER = r"[+-]?\d+"
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
DERIVED_INTEGERS = frozenset(_RANGES.keys() - {"integer"})
"""The datatypes below `xsd:integer`, by their local names."""

# int() refuses more digits than this, and no bounded type needs them.
_MAX_DIGITS = 4000


def is_well_typed(lexical: str, datatype: str) -> bool | None:
    """Decide by the rules of XSD 1.1, or answer None for a datatype that is not judged here."""
    if not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name in _RANGES:
        return _is_integer(lexical, *_RANGES[name])
    if name in _DATED:
        return _is_dated(_match(_DATED[name], lexical))
    if name in _PATTERNS:
        return _match(_PATTERNS[name], lexical) is not None
    return None


def _match(pattern: str, lexical: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, lexical, re.ASCII)


def _is_integer(lexical: str, lowest: int | None, highest: int | None) -> bool:
    if not _match(_INTEGER, lexical):
        return False
    if len(lexical) > _MAX_DIGITS:
        return highest is None and (lowest is None or not lexical.startswith("-"))
    value = int(lexical)
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _is_dated(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    # A four-digit stand-in: whether a year leaps depends on it modulo 400 alone.
    year, month = int(match[1][-4:]) + 400, int(match[2])
    longest = (31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return 1 <= int(match[3]) <= longest


def ill_formed(text: str, datatype: str) -> str:
    """An expression of SPARQL: whether *text*, an expression too, is no literal of *datatype*.

    Empty when nothing of that datatype is judged here. It agrees with `is_well_typed`.
    """
    name = datatype.removeprefix(XSD)
    if datatype == name:
        return ""
    if name in _RANGES:
        return _outside(text, *_RANGES[name])
    pattern = _PATTERNS.get(name) or _DATED.get(name)
    if pattern is None:
        return ""
    if name not in _DATED:
        return f"!{_matches(text, pattern)}"
    return f"(!{_matches(text, pattern)} || {_matches(text, _NO_DAY)})"


# A day that its month does not have; February 29 of a year that does not leap among them.
_NO_DAY = (
    r".*-(?:02-3\d|(?:04|06|09|11)-31|\d\d-00|\d\d-3[2-9]|\d\d-[4-9]\d)(?:[TZ+-].*)?"
    r"|-?\d*(?:\d[13579]|[02468][26]|[13579][048])(?:00)?-02-29(?:[TZ+-].*)?"
)


def _outside(text: str, lowest: int | None, highest: int | None) -> str:
    tests = [f"!{_matches(text, _INTEGER)}"]
    number = f"<{XSD}decimal>({text})"
    if lowest is not None and highest is not None:
        # A number that no decimal of the engine can hold is outside.
        least, most = (f'"{bound}"^^<{XSD}decimal>' for bound in (lowest, highest))
        tests.append(f"COALESCE({number} < {least} || {number} > {most}, true)")
    elif lowest == 0:
        tests.append(_matches(text, r"-0*[1-9]\d*"))
    elif lowest == 1:
        tests.append(_matches(text, r"-\d+|\+?0+"))
    elif highest == 0:
        tests.append(_matches(text, r"\+?0*[1-9]\d*"))
    elif highest == -1:
        tests.append(_matches(text, r"\+?\d+|-0+"))
    return f"({' || '.join(tests)})"


def _matches(text: str, pattern: str) -> str:
    ascii_only = pattern.replace(r"\d", "[0-9]")
    escaped = ascii_only.replace("\\", "\\\\")
    return f'REGEX({text}, "^(?:{escaped})$")'
