"""Documents in files, and questions about places in them, that tests of kg.positions share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.parsing import ParsedDocument, parse_path
from kg.positions import locate
from kg.report import Severity, Term, ValidationResult

E = "http://example.org/"
P = "@prefix e: <http://example.org/> .\n"


def e(name: str) -> ox.NamedNode:
    """A name of the examples."""
    return ox.NamedNode(E + name)


def written(folder: Path, text: str | bytes, name: str = "doc.ttl") -> ParsedDocument:
    """Write a text to a file and parse it."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return parse_path(path)


def result(focus: Term, path: str = "", value: Term | None = None) -> ValidationResult:
    """A result about a node; *path* is written with `e:` here, and in full in the result."""
    for name in path.replace("^", " ").replace("/", " ").replace("|", " ").split():
        path = path.replace(name, f"<{E}{name.removeprefix('e:')}>")
    return ValidationResult(focus, "", Severity.VIOLATION, "", "", path, value)


def place(document: ParsedDocument, *asked: ValidationResult) -> str:
    """Where results stand, as a user reads it, without the name of the file."""
    places = []
    for found in locate(asked, [document]):
        where = found.location.removeprefix(document.name).removeprefix(":")
        places.append(f"near {where}" if found.near else where)
    return " ".join(places)


def node(document: ParsedDocument, fits: Callable[[ox.Quad], bool]) -> Term:
    """The subject of the first quad that fits."""
    return next(quad.subject for quad in document.quads if fits(quad))
