"""What is refused in a quad: RDF 1.2, long literals, characters that XML cannot carry."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import InputError, TooLargeError

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_TEXT = "Keep long texts in files and cite them with ga:quote."


def check_quad(quad: ox.Quad, name: str, literal_bytes: int) -> None:
    """Check the object of a quad of the document *name*.

    Raises:
        InputError: a triple term, a text with a direction, or an unfit character.
        TooLargeError: a literal of more than *literal_bytes* bytes.
    """
    value = quad.object
    if isinstance(value, ox.Triple):
        raise _not_stored(quad, "triple term", name)
    if isinstance(value, ox.Literal):
        _check_literal(quad, value, name, literal_bytes)


def _check_literal(quad: ox.Quad, value: ox.Literal, name: str, literal_bytes: int) -> None:
    if value.direction:
        raise _not_stored(quad, "text with a direction", name)
    if _longer(value.value, literal_bytes):
        raise TooLargeError(
            f"{name}: {quad.subject} {quad.predicate} has a literal of"
            f" {len(value.value):,} characters; the limit is {literal_bytes:,} bytes.",
            hint=_LONG_TEXT,
        )
    if character := unfit_character(value.value):
        raise InputError(
            f"{name}: {quad.subject} {quad.predicate} has a text with the character {character},"
            " which XML cannot carry.",
            hint="Remove it: mostly it was left there by the program that wrote the file.",
        )


def _not_stored(quad: ox.Quad, kind: str, name: str) -> InputError:
    return InputError(
        f"{name}: {quad.subject} has a {kind} as object; RDF 1.2 is not stored.",
        hint="Use RDF 1.1: a named graph, a node of its own, a plain language tag.",
    )


def _longer(text: str, size: int) -> bool:
    return len(text) > size or (len(text) * 4 > size and len(text.encode()) > size)


def unfit_character(text: str) -> str:
    """Find a character that XML 1.0 cannot carry and write it as U+0000; "" for none.

    A result with one of them could not be read in SPARQL/XML or RDF/XML.
    """
    match = _NOT_XML.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""
