"""Stored queries: the question they open with, the parameters they declare and are given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import ParameterError
from kg.sparql.forms import QueryForm, form_of
from kg.sparql.tokens import Token, tokenise

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


def with_values(text: str, bindings: Mapping[str, str]) -> str:
    """Write *bindings* (variable to term in SPARQL syntax) into a query as VALUES.

    The block stands at the head of the WHERE pattern, so that the text can be
    shown, edited and sent anywhere.

    Raises:
        ParameterError: the query has no group pattern to hold them.
    """
    if not bindings:
        return text
    tokens = list(tokenise(text))
    brace = _pattern(tokens)
    if brace is None:
        raise ParameterError("The query has no pattern to bind parameters in.")
    if form_of(tokens, text) is QueryForm.CONSTRUCT and _groups(tokens) == 1:
        raise ParameterError(
            "A CONSTRUCT without a template cannot be bound.", hint="Write its template out."
        )
    names = " ".join(f"?{name}" for name in bindings)
    values = f"\n  VALUES ({names}) {{ ({' '.join(bindings.values())}) }}"
    cut = brace.offset + 1
    return text[:cut] + values + text[cut:]


def _pattern(tokens: list[Token]) -> Token | None:
    """The bracket that opens the pattern: the last group outside all others before modifiers."""
    opened: Token | None = None
    depth = 0
    for token in tokens:
        if token.kind == "other" and token.text in ("{", "("):
            if token.text == "{" and depth == 0:
                opened = token
            depth += 1
        elif token.kind == "other" and token.text in ("}", ")"):
            depth -= 1
        elif depth == 0 and token.is_word("ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"):
            break
    return opened


def _groups(tokens: list[Token]) -> int:
    """How many groups in braces stand at the top of a query."""
    depth = groups = 0
    for token in tokens:
        if token.kind == "other" and token.text in "{}":
            groups += token.text == "{" and depth == 0
            depth += 1 if token.text == "{" else -1
    return groups
