"""Refuses brackets that are nested too deep."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import QueryTooComplexError
from kg.sparql import NOWHERE, Token, position


@dataclass(slots=True)
class Nesting:
    """Counts open brackets, and those that only the engine takes for brackets."""

    text: str
    most: int
    depth: int = 0
    quoted: int = 0
    previous: Token = NOWHERE

    def see(self, token: Token) -> None:
        """Take the next token of the text.

        Raises:
            QueryTooComplexError: more than *most* brackets are open.
        """
        hidden = 0
        if token.kind == "other" and token.text in "({[":
            self.depth += 1
        elif token.kind == "other" and token.text in ")}]":
            self.depth -= 1
        elif token.kind == "iri":
            # `?a<((1))&&1>0` reads as an IRI by the grammar, and as a comparison to the engine
            hidden = token.text.count("(")
        elif token.text == self.previous.text == "<" and token.offset == self.previous.end:
            # `<<` opens a triple term; what closes it is also `>` and `>` of comparisons
            self.quoted += 1
        self.previous = token
        if max(self.depth + hidden, self.quoted) > self.most:
            line, column = position(self.text, token.offset)
            raise QueryTooComplexError(
                f"Line {line}, column {column}: brackets are nested deeper than {self.most}.",
                hint="Write it flatter, or as several queries.",
                limit="query-nesting",
            )
