"""Which bytes are text: UTF-8 alone."""

from __future__ import annotations

import codecs

from kg.errors import RdfSyntaxError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF_8 = "Save it as UTF-8; every RDF syntax is read in that alone."
_LOOKED_AT = 1 << 26


def without_mark(data: bytes, name: str) -> bytes:
    """Take the byte order mark of UTF-8 away; it is no part of the text.

    Raises:
        RdfSyntaxError: the text is in UTF-16, by its mark or its zero bytes.
    """
    if data.startswith(_UTF_16) or data[:2].count(0) == 1:
        raise RdfSyntaxError(
            f"{name}:1:1: the text is in UTF-16.", hint=_SAVE_AS_UTF_8, line=1, column=1
        )
    return data.removeprefix(codecs.BOM_UTF8)


def check_encoding(data: bytes, name: str) -> None:
    """Find the first byte that is not UTF-8; for documents that a parser has refused.

    Raises:
        RdfSyntaxError: there is one, with its line and column.
    """
    try:
        codecs.utf_8_decode(memoryview(data)[:_LOOKED_AT], "strict", False)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        raise RdfSyntaxError(
            f"{name}:{line}:{column}: the byte {data[error.start]:02X} is not UTF-8.",
            hint=_SAVE_AS_UTF_8,
            line=line,
            column=column,
        ) from None
