"""Refuses more triple patterns than the engine can plan.

It plans a join in time that grows with the third power of the number of patterns when they are a
chain, and with the fourth when they share a subject: a star of 100 takes 0.7 s, of 128 2 s, of
200 11 s, before a single triple is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kg.errors import QueryTooComplexError
from kg.sparql import NOWHERE, Token

_TERMS = frozenset(("iri", "name", "variable", "blank", "string", "number"))
_CLAUSES = frozenset(
    [
        "SELECT",
        "DISTINCT",
        "REDUCED",
        "GROUP",
        "ORDER",
        "BY",
        "ASC",
        "DESC",
        "HAVING",
        "LIMIT",
        "OFFSET",
    ]
)


class _Kind(Enum):
    """What a pair of brackets holds."""

    TRIPLES = 1
    PATH = 2
    COLLECTION = 3
    OTHER = 4  # an expression, a template, the data of VALUES


class _Place(Enum):
    """Which term of a triple comes next."""

    SUBJECT = 1
    PREDICATE = 2
    OBJECT = 3
    NONE = 4


_SEPARATORS = {".": _Place.SUBJECT, ";": _Place.PREDICATE, ",": _Place.OBJECT}


@dataclass(slots=True)
class _Level:
    """An open bracket, and what comes next behind it."""

    kind: _Kind
    place: _Place = _Place.SUBJECT
    values: bool = False


@dataclass(slots=True)
class Patterns:
    """Counts the triple patterns of a text, which is a *what* to a person.

    A pattern is counted at its object. A step of a path counts as one, as it is joined
    to the next, and a member of a collection as two, as in RDF; alternatives and
    repetitions are planned as one. Templates, the data of VALUES and expressions hold
    no patterns, but for EXISTS.
    """

    what: str
    most: int
    count: int = 0
    previous: Token = NOWHERE
    levels: list[_Level] = field(default_factory=lambda: [_Level(_Kind.OTHER)])

    def see(self, token: Token) -> None:
        """Take the next token of the text.

        Raises:
            QueryTooComplexError: there are more than *most*.
        """
        level = self.levels[-1]
        if token.kind in _TERMS or _is_value(token):
            self._term(level, token)
        elif token.kind == "word":
            level.place = _Place.NONE if token.text.upper() in _CLAUSES else _Place.SUBJECT
            level.values = token.is_word("VALUES")
        elif token.text in ("{", "(", "["):
            self.levels.append(self._opened(level, token.text))
        elif token.text in ("}", ")", "]"):
            self._close(token)
        elif token.kind == "other":
            self._sign(level, token.text)
        self.previous = token
        if self.count > self.most:
            raise QueryTooComplexError(
                f"The {self.what} has more than {self.most:,} triple patterns.",
                hint="Ask for many things with VALUES, or with several queries.",
                limit="query-patterns",
            )

    def _term(self, level: _Level, token: Token) -> None:
        if level.kind is _Kind.COLLECTION:
            self.count += 0 if self.previous.text == "^" else 2
        elif level.place is _Place.SUBJECT:
            level.place = _Place.PREDICATE
        elif level.place is _Place.PREDICATE:
            level.place = _Place.OBJECT
        elif level.place is _Place.OBJECT:
            level.place = _Place.NONE
            self.count += level.kind is _Kind.TRIPLES
        if token.kind in ("name", "blank") and token.text.endswith("."):
            level.place = _Place.SUBJECT  # the dot is no part of the name

    def _opened(self, level: _Level, bracket: str) -> _Level:
        before = self.previous
        if bracket == "{":
            is_data = level.values or before.is_word("CONSTRUCT")
            level.values = False
            return _Level(_Kind.OTHER if is_data else _Kind.TRIPLES)
        if bracket == "[":
            return _Level(_Kind.TRIPLES, _Place.PREDICATE)
        if level.kind is not _Kind.TRIPLES:
            return _Level(level.kind)
        if level.place is _Place.NONE or (before.kind == "word" and not _is_value(before)):
            return _Level(_Kind.OTHER)
        return _Level(_Kind.PATH if level.place is _Place.PREDICATE else _Kind.COLLECTION)

    def _close(self, token: Token) -> None:
        if len(self.levels) == 1:
            return
        closed = self.levels.pop()
        level = self.levels[-1]
        if token.text == "}":
            level.place = _Place.SUBJECT
        elif closed.kind is not _Kind.OTHER:
            self._term(level, token)

    def _sign(self, level: _Level, sign: str) -> None:
        if level.kind is _Kind.PATH:
            self.count += sign == "/"
        elif level.kind is not _Kind.TRIPLES:
            return
        elif sign in _SEPARATORS:
            level.place = _SEPARATORS[sign]
        elif sign in "/|" and level.place is _Place.OBJECT:
            self.count += sign == "/"
            level.place = _Place.PREDICATE
        elif sign == "|" and level.place is _Place.SUBJECT:  # `{|` says more of a triple
            self.count += 1
            level.place = _Place.PREDICATE


def _is_value(token: Token) -> bool:
    return token.is_word("A", "TRUE", "FALSE")
