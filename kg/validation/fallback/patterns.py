"""Regular expressions: which the engine can match, and what the others are to Python.

The engine matches in linear time, and so knows neither look-around nor references back. Those are
matched by pySHACL, which uses the regular expressions of Python.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.store.memory import MemoryDataset
from kg.terms import shorten

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPACE = " \t\r\n"
_LONGEST = 40  # characters of a pattern in a sentence
_MATCH = 'SELECT ?regex ?flags (REGEX("", ?regex, ?flags) AS ?matches) WHERE {}'


class Regex(NamedTuple):
    """A regular expression of XPath with its flags."""

    text: str
    flags: str = ""

    def of(self, owner: str) -> str:
        """Name it in a sentence as a pattern of the shape *owner*."""
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[: _LONGEST - 1]}…"
        flags = f" with the flags “{self.flags[:_LONGEST]}”" if self.flags else ""
        name = shorten(owner) if owner else "a shape without a name"
        return f"the pattern “{text}”{flags} of {name}"


@lru_cache(maxsize=1024)
def is_compiled(regex: Regex) -> bool:
    """Whether the engine can match *regex*; if not, `REGEX` is an error for every text."""
    given = {"regex": ox.Literal(regex.text), "flags": ox.Literal(regex.flags)}
    (row,) = MemoryDataset().select(_MATCH, given)
    return "matches" in row


@lru_cache(maxsize=1024)
def as_python(regex: Regex) -> str | None:
    """Write *regex* for Python; None when it has another meaning there, or none."""
    pieces = _PIECE.findall(regex.text)
    subtracts = any(piece[0] == "[" and "-[" in piece for piece in pieces)
    if subtracts or not set(regex.flags) <= set("imsx"):
        return None
    text = "".join(_piece(piece, regex.flags) for piece in pieces)
    flags = "".join(sorted(set(regex.flags) - {"x"}))
    written = f"(?{flags}:{text})" if flags else text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # it warns of what other syntaxes take for an operator
            re.compile(written)
    except (re.error, OverflowError, RecursionError, Warning):
        return None
    return written


def refuse_regex(regex: Regex, owner: str, error: type[KgError]) -> None:
    """Refuse what neither the engine nor pySHACL can match.

    Raises:
        KgError: of the class *error*.
    """
    if as_python(regex) is None:
        raise error(
            f"Nothing can match {regex.of(owner)}.",
            hint="It has to be a regular expression of XPath.",
        )


def _piece(piece: str, flags: str) -> str:
    if piece == "$" and "m" not in flags:
        return r"\Z"  # to Python a dollar stands before a last line break, too
    return "" if piece in _SPACE and "x" in flags else piece
