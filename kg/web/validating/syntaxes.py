"""Which syntax a text is in: as somebody says, by the ending of a file name, or by its look."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.parsing import FORMATS

SYNTAXES = {
    "ttl": "Turtle",
    "trig": "TriG",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
}
"""The syntaxes to choose from, by the ending that stands for each, with their names."""

_SPACE = re.compile(rb"(?:\s++|#[^\n]*+)*+")
_XML = re.compile(rb"<(?:\?xml\b|!--|!DOCTYPE\b|[A-Za-z][\w.-]*+(?::[\w.-]++)?\s[^<>]*?\bxmlns\b)")
_RDF_ELEMENT = re.compile(rb"<rdf:RDF\b")
_JSON = re.compile(rb'\s*+(?:\{\s*+["}]|\[\s*+[\]{"])')
_TERM = rb'(?:<[^<>\s]*+>|_:[^\s<>"]++)'
_LITERAL = rb'"(?:[^"\\]|\\.)*+"(?:@[\w-]++|\^\^<[^<>\s]*+>)?+'
_QUAD = re.compile(
    _TERM + rb"\s*+<[^<>\s]*+>\s*+(?:" + _TERM + rb"|" + _LITERAL + rb")\s*+" + _TERM + rb"\s*+\."
)


def chosen_syntax(name: str) -> ox.RdfFormat | None:
    """The syntax that somebody chose; none for the empty choice.

    Raises:
        ParameterError: it is not one to choose from.
    """
    if name and name not in SYNTAXES:
        raise ParameterError(
            "The form names a syntax that is not read.", hint=f"Choose {', '.join(SYNTAXES)}."
        )
    return FORMATS[name] if name else None


def syntax_of_name(name: str) -> ox.RdfFormat | None:
    """The syntax of a file by the ending of its name, if that tells."""
    _, dot, ending = name.rpartition(".")
    return FORMATS.get(ending.lower()) if dot else None


def syntax_of_text(text: bytes) -> ox.RdfFormat:
    """Tell a syntax by how a text begins; Turtle where nothing speaks for another."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    if _JSON.match(text):
        return ox.RdfFormat.JSON_LD
    start = text.lstrip()
    if _XML.match(start) or _RDF_ELEMENT.match(start):
        return ox.RdfFormat.RDF_XML
    space = _SPACE.match(text)
    if _QUAD.match(text, space.end() if space else 0):
        return ox.RdfFormat.N_QUADS
    # all Turtle is TriG, but its errors are better told as those of Turtle
    return ox.RdfFormat.TRIG if b"{" in text else ox.RdfFormat.TURTLE


def name_of(syntax: ox.RdfFormat) -> str:
    """What people call a syntax."""
    return next(name for ending, name in SYNTAXES.items() if FORMATS[ending] == syntax)
