"""Reads the terms of N-Triples that the engine wrote."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\\\']))')
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def is_literal(term: bytes) -> bool:
    """Whether a term is a literal: neither an IRI nor a blank node."""
    return term.startswith(b'"')


def name_of(term: bytes) -> str:
    """The IRI of a term, or its label as a blank node with `_:`."""
    return (term[1:-1] if term.startswith(b"<") else term).decode()


def parts_of(literal: bytes) -> tuple[bytes, str, str]:
    """The quoted text of a literal as it is written, its language and its datatype, or ""."""
    end = literal.rindex(b'"') + 1
    quoted, suffix = literal[:end], literal[end:].decode()
    if suffix.startswith("@"):
        return quoted, suffix[1:], ""
    return quoted, "", suffix[3:-1]


def text_of(quoted: bytes) -> str:
    """The text between quotes, without escapes."""
    text = quoted[1:-1].decode()
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _SHORT.get(escape[3], escape[3])
