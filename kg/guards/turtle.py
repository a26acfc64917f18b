"""What is refused in Turtle and its kin: triple terms in number, since they may be nested."""

from __future__ import annotations

import re

from kg.errors import InputError

_MAX_TRIPLE_TERMS = 64  # fewer are left to the parser, which says where the first one stands

_OPAQUE = re.compile(
    rb"""
      \\.
    | \"{3} [^"\\]*+ (?: (?: \\. | "{1,2}(?!") ) [^"\\]*+ )*+ "{3}
    | '{3} [^'\\]*+ (?: (?: \\. | '{1,2}(?!') ) [^'\\]*+ )*+ '{3}
    | " [^"\\\r\n]*+ (?: \\. [^"\\\r\n]*+ )*+ "
    | ' [^'\\\r\n]*+ (?: \\. [^'\\\r\n]*+ )*+ '
    | <[^<>"{}|^`\x00-\x20]*+>
    | \#[^\r\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)
"""What may hold `<<` without meaning a triple term: escapes, strings, IRIs and comments."""


def check_text(data: bytes, name: str) -> None:
    """Refuse the triple terms of RDF 1.2 in number, since they may be nested.

    Raises:
        InputError: there are many.
    """
    if data.count(b"<<") <= _MAX_TRIPLE_TERMS:
        return
    if _OPAQUE.sub(b"", data).count(b"<<") > _MAX_TRIPLE_TERMS:
        raise InputError(
            f"{name}: the document uses triple terms; RDF 1.2 is not stored.",
            hint="Use a named graph or a node of its own for a statement about a statement.",
        )
