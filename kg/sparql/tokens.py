"""Splits SPARQL into tokens, without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QuerySyntaxError

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n\f]+ | \#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
                | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.\-·]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-·]{0,99}+)?:
                (?:[\w.\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; *offset* counts characters from 0."""

    kind: str
    text: str
    offset: int

    @property
    def end(self) -> int:
        """Where the next token may begin."""
        return self.offset + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Compare without regard to case, as SPARQL keywords are."""
        return self.kind == "word" and self.text.upper() in words


NOWHERE = Token("other", "", 0)
"""What stands before the first token."""


def tokenise(text: str) -> Iterator[Token]:
    """Split *text* into tokens of SPARQL 1.1 §19.8, without spaces and comments.

    A prefix of more than a hundred characters is none, so that a text of dots
    is not read anew from each of its letters. Repetitions never give back what
    they took: a literal of megabytes would otherwise take gigabytes.
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match[0], match.start())


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of *offset*, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def error_at(text: str, token: Token, reason: str, hint: str) -> QuerySyntaxError:
    """Build the error of a token, with its line and column."""
    line, column = position(text, token.offset)
    return QuerySyntaxError(
        f"Line {line}, column {column}: {reason}.", hint=hint, line=line, column=column
    )
