"""The tokens of Turtle, TriG, N-Triples and N-Quads as patterns over bytes.

They find where a token of a text that a parser has accepted begins and ends, and accept
more than there is. Nothing in them is tried twice, so that each takes linear time.
"""

from __future__ import annotations

import re

_NAME = rb"A-Za-z0-9_\-\x80-\xff"
_SPACE = rb"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"
_IRI = rb"<[^<>]*+>"
_LOCAL = (
    rb"(?:[A-Za-z0-9_:\x80-\xff]|%..|\\.)"
    rb"(?:[:%" + _NAME + rb"]|\\.|\.++(?=[:%\\" + _NAME + rb"]))*+"
)
_PREFIXED = rb"(?:[A-Za-z\x80-\xff][." + _NAME + rb"]*+)?+:(?:" + _LOCAL + rb")?+"
_LABEL = rb"_:[A-Za-z0-9_\x80-\xff](?:[" + _NAME + rb"]|\.++(?=[" + _NAME + rb"]))*+"
_NUMBER = rb"[+-]?(?>(?>\d++(?:\.\d*+)?|\.\d++)[eE][+-]?\d++|\d*+\.\d++|\d++)"
_WORD = rb"[A-Za-z]++"
_LANGUAGE = rb"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+"


def _quoted(quote: bytes) -> bytes:
    inner = rb"[^\\" + quote + rb"]*+"
    short_of_end = rb"(?:\\.|" + quote + rb"{1,2}(?!" + quote + rb"))"
    long = quote * 3 + inner + rb"(?:" + short_of_end + inner + rb")*+" + quote * 3
    return long + rb"|" + quote + inner + rb"(?:\\." + inner + rb")*+" + quote


_TEXT = _quoted(b'"') + rb"|" + _quoted(b"'")
_DATATYPE = rb"\^\^" + _SPACE + rb"(?:" + _IRI + rb"|" + _PREFIXED + rb")"
_LITERAL = rb"(?>" + _TEXT + rb")(?:" + _LANGUAGE + rb"|" + _DATATYPE + rb")?+"
_RESOURCE = rb"(?>" + _IRI + rb"|" + _LABEL + rb"|" + _PREFIXED + rb")"
_VERB = rb"(?>" + _IRI + rb"|" + _PREFIXED + rb"|a(?![:." + _NAME + rb"]))"
_OBJECT = rb"(?>" + rb"|".join((_IRI, _LABEL, _PREFIXED, _LITERAL, _NUMBER, rb"true|false")) + rb")"


def _spaced(*parts: bytes) -> re.Pattern[bytes]:
    """One part after another, with spaces, line ends and comments before each."""
    return re.compile(b"".join(_SPACE + part for part in parts), re.DOTALL)


TOKEN = _spaced(
    b"(?:"
    + b"|".join(
        b"(?P<" + name + b">" + pattern + b")"
        for name, pattern in (
            (b"iri", _IRI),
            (b"label", _LABEL),
            (b"prefixed", _PREFIXED),
            (b"text", _TEXT),
            (b"number", _NUMBER),
            (b"word", _WORD),
            (b"language", _LANGUAGE),
            (b"datatype", _DATATYPE),
            (b"mark", rb"[][(){}.;,]"),
        )
    )
    + b")"
)
"""One token of Turtle or TriG; the group that matched names its kind."""

_PREFIX = rb"@?prefix(?=[\s#])" + _SPACE + rb"[^:\s<]*+:" + _SPACE + _IRI
_BASE = rb"@?base(?=[\s#<])" + _SPACE + _IRI
_VERSION = rb"@?version(?=[\s#\"'])" + _SPACE + rb"(?:" + _TEXT + rb")"
DIRECTIVE = _spaced(rb"(?i:" + _PREFIX + rb"|" + _BASE + rb"|" + _VERSION + rb")")
"""A directive without the dot that may end it."""

_END = rb"[].;,]"
OBJECT = _spaced(rb"(" + _OBJECT + rb")", _END)
PAIR = _spaced(rb"(" + _VERB + rb")", rb"(" + _OBJECT + rb")", _END)
TRIPLE = _spaced(rb"(" + _RESOURCE + rb")", rb"(" + _VERB + rb")", rb"(" + _OBJECT + rb")", _END)
"""Whole statements of Turtle whose terms are single tokens, with the mark behind them."""

_NODE = rb"(?>" + _IRI + rb"|" + _LABEL + rb")"
_VALUE = rb"(?>" + _IRI + rb"|" + _LABEL + rb"|" + _LITERAL + rb")"
QUAD = _spaced(
    rb"(" + _NODE + rb")", rb"(" + _IRI + rb")", rb"(" + _VALUE + rb")", _NODE + rb"?+", rb"\."
)
"""One statement of N-Triples or N-Quads."""
