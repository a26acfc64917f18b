"""Stored queries: the question they open with, and the parameters they declare."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAMETER = re.compile(
    r"^#\s*Parameter:\s*\?(?P<name>\w+)\s+\((?P<kind>\w+)\)\s*(?P<text>.*?)"
    r"(?:,?\s*for example\s+(?P<example>\S.*?))?\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller of a stored query binds.

    *kind* is `iri`, `date`, `string`, `integer` or `language`.
    """

    name: str
    kind: str
    description: str
    example: str


def question(text: str) -> str:
    """The question a stored query opens with."""
    first = text.lstrip().partition("\n")[0]
    return first.lstrip("# ").strip() if first.startswith("#") else ""


def parameters(text: str) -> list[Parameter]:
    """The parameters that the comment lines of a stored query declare, in their order."""
    return [
        Parameter(match["name"], match["kind"], match["text"].rstrip(", "), match["example"] or "")
        for match in _PARAMETER.finditer(text)
    ]
