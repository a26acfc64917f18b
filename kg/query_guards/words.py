"""Refuses more words and signs than the engine can bear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryTooComplexError
from kg.sparql import Token

_OPERATOR = re.compile(r"[!&*+/(-]")
_CONSTANTS = frozenset(("name", "string", "language", "number", "iri"))


@dataclass(slots=True)
class Words:
    """Counts words and signs of a text, which is a *what* to a person.

    What VALUES and IN list is not counted. In the list of IN, a constant follows only a
    bracket or a sign: `(1, 2+3)` is none.
    """

    what: str
    most: int
    count: int = 0
    lists: str = ""
    previous: str = ""

    def see(self, token: Token) -> None:
        """Take the next token of the text.

        Raises:
            QueryTooComplexError: there are more than *most*.
        """
        if (self.lists == "VALUES" and token.text != "}") or self._is_constant(token):
            self.previous = token.text
            return
        self.lists = token.text.upper() if token.is_word("VALUES", "IN") else ""
        self.previous = ""
        self.count += 1
        if token.kind == "iri":
            self.count += len(_OPERATOR.findall(token.text))
        if self.count > self.most:
            raise QueryTooComplexError(
                f"The {self.what} has more than {self.most:,} words and signs.",
                hint="Give long lists of values as VALUES, or split the query.",
                limit="query-words",
            )

    def _is_constant(self, token: Token) -> bool:
        if self.lists != "IN":
            return False
        if token.kind in ("iri", "number"):
            return self.previous in ("(", ",", "^")
        return token.kind in _CONSTANTS or token.text in ("(", ",", "^")
