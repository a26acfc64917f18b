"""Reads the tokens of an update one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import QuerySyntaxError
from kg.query_guards import update_tokens
from kg.query_limits import QueryLimits
from kg.sparql import Token, error_at

_PREFIX = re.compile(r"((?:[^\W\d_][\w.\-·]{0,99}+)?):")
_TEXT = "Close it with the same quotation mark; three of them hold many lines."


@dataclass(slots=True)
class Block:
    """A part of a request in braces, both braces included.

    *blank* is the first token that makes a blank node, *quoted* the first sign of
    a triple term, *datatype* the first variable in the place of a datatype.
    """

    start: int
    end: int = 0
    prefixes: set[str] = field(default_factory=set)
    variables: list[Token] = field(default_factory=list)
    labels: dict[str, Token] = field(default_factory=dict)
    blank: Token | None = None
    quoted: Token | None = None
    datatype: Token | None = None

    def see(self, token: Token, before: Token) -> None:
        """Note what *token* says of the block."""
        if token.kind == "variable":
            self.variables.append(token)
            if before.text == "^":
                self.datatype = self.datatype or token
        elif token.kind == "name":
            self.prefixes.add(token.text.partition(":")[0])
        elif token.kind == "iri":
            # `?a<e:b&&?c>0` reads as an IRI by the grammar, and as a comparison to the engine
            self.prefixes.update(_PREFIX.findall(token.text))
        elif token.kind == "blank":
            self.labels.setdefault(token.text.rstrip("."), token)
            self.blank = self.blank or token
        elif token.text == "<" and before.text == "<" and before.offset + 1 == token.offset:
            self.quoted = self.quoted or before
        elif token.text in ("[", "("):
            self.blank = self.blank or token


class Cursor:
    """A place in the tokens of *text*, which are checked as they are read."""

    def __init__(self, text: str, limits: QueryLimits) -> None:
        self.text = text
        self._tokens: Iterator[Token] = update_tokens(text, limits)
        self._next = next(self._tokens, None)

    @property
    def at_end(self) -> bool:
        """No token is left."""
        return self._next is None

    def take(self) -> Token | None:
        """Step over a token."""
        token = self._next
        self._next = next(self._tokens, None)
        return token

    def take_word(self, *words: str) -> str:
        """Step over one of *words* and give it in capitals; else stay, and give nothing."""
        if self._next is None or not self._next.is_word(*words):
            return ""
        token = self.take()
        assert token is not None
        return token.text.upper()

    def take_kind(self, *kinds: str) -> Token | None:
        """Step over a token of one of *kinds*; else stay."""
        if self._next is None or self._next.kind not in kinds:
            return None
        return self.take()

    def expect_kind(self, *kinds: str, what: str) -> Token:
        """Step over a token of one of *kinds*, which a person knows as *what*.

        Raises:
            QuerySyntaxError: another token stands here.
        """
        token = self.take_kind(*kinds)
        if token is None:
            raise self.unexpected(what)
        return token

    def take_sign(self, sign: str) -> bool:
        """Step over *sign*; else stay."""
        if self._next is None or self._next.text != sign:
            return False
        self.take()
        return True

    def expect_word(self, *words: str) -> str:
        """Step over one of *words*.

        Raises:
            QuerySyntaxError: another token stands here.
        """
        word = self.take_word(*words)
        if not word:
            raise self.unexpected(" or ".join(words))
        return word

    def expect_block(self) -> Block:
        """Step over a block in braces.

        Raises:
            QuerySyntaxError: no block begins here, or it does not end.
        """
        opening = token = self._next
        if opening is None or opening.text != "{":
            raise self.unexpected("{")
        block = Block(opening.offset)
        before, depth = opening, 0
        while token is not None:
            if token.kind == "other" and token.text in "{}":
                depth += 1 if token.text == "{" else -1
            elif token.kind == "other" and token.text in "'\"":
                raise self.error(token, "a text begins here and does not end", _TEXT)
            block.see(token, before)
            before = token
            self.take()
            if depth == 0:
                block.end = token.offset + 1
                return block
            token = self._next
        raise self.error(opening, "this { is not closed", "Add the } where the block ends.")

    def error(self, token: Token, reason: str, hint: str = "") -> QuerySyntaxError:
        """Build the error of a token."""
        return error_at(self.text, token, reason, hint)

    def unexpected(self, expected: str, hint: str = "") -> QuerySyntaxError:
        """Build the error of the token that stands here, or of the end of the text."""
        if self._next is None:
            end = Token("other", "", len(self.text.rstrip()))
            return self.error(end, f"the update ends where {expected} is expected", hint)
        found = self._next.text[:40]
        return self.error(self._next, f"{found!r} stands where {expected} is expected", hint)
