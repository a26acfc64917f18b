"""Texts for the engine, put together from parts of a source, and where in it the engine gives up.

The engine tries keywords at a place by their length, and names the end of the longest: its errors
are up to fourteen characters off. A text with gaps wider than that is read again, where a place in
a gap is the end of the token before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from kg.errors import QuerySyntaxError
from kg.sparql.tokens import Token, error_at, tokenise

_GAP = " " * 20
_BRACKETS = frozenset("(){}[],;")
_WORD = re.compile(r"(?<![\w?$:@])[A-Za-z]\w*\Z")
_ENGINE = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)
_KEYWORD = re.compile(r"(?!EOF)[A-Za-z]\w+")
_TEXT = "Close it with the same quotation mark; three of them hold many lines."
_MEANINGS = {
    "Duplicated variable name in SELECT": (
        "a variable stands twice behind the SELECT that ends here",
        "Leave one of them out.",
    ),
    "The SELECT contains a variable that is unbound": (
        "the SELECT that ends here asks for a variable that is not grouped",
        "Add it to GROUP BY, or aggregate it, as in (MAX(?x) AS ?y).",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * stands with GROUP BY",
        "Name the variables that are asked for.",
    ),
    "The SELECT overrides an existing variable using an expression": (
        "the SELECT that ends here gives a value to a variable of its pattern",
        "Give the value another name.",
    ),
}
"""What the engine says beside what it expects, as a reason and a hint."""


class Piece:
    """A text for the engine, made of parts of *source* and of words of our own.

    *what* is the source to a person: a query, or an update.
    """

    def __init__(self, source: str, what: str = "update") -> None:
        self._source = source
        self._what = what
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        self._length = 0

    @classmethod
    def whole(cls, source: str, what: str) -> Piece:
        """Take the source as it is."""
        piece = cls(source, what)
        piece.copy(0, len(source))
        return piece

    @property
    def text(self) -> str:
        """What the engine reads."""
        return "".join(self._parts)

    def copy(self, start: int, end: int) -> None:
        """Append what stands between two offsets of the source."""
        self._append(self._source[start:end], start, end - start)

    def write(self, text: str, origin: int) -> None:
        """Append words of our own, which stand for what is at *origin* in the source."""
        self._append(text, origin, 0)

    def spread(self) -> Piece:
        """Write the same with wide gaps, in which the places of errors are exact."""
        piece = Piece(self._source, self._what)
        for part, (origin, span) in zip(self._parts, self._origins, strict=True):
            if span:
                piece._copy_spread(part, origin)
            else:
                piece.write(part, origin)
        piece.write(_GAP, sum(self._origins[-1]))
        return piece

    def error(self, error: SyntaxError) -> QuerySyntaxError:
        """Say where in the source the engine's syntax error is."""
        offset = _engine_offset(error, self.text)
        if offset is None:
            token = Token("other", "", self._origins[-1][0])
            return self._error(token, f"cannot be read: {str(error).rstrip('.')}", "")
        origin = self._origin(offset)
        if "IRI parsing failed" in str(error) and self._source[:origin].endswith(">"):
            return self._relative(origin)
        if text := self._open_text(origin):
            return error_at(self._source, text, "a text begins here and does not end", _TEXT)
        for said, (reason, hint) in _MEANINGS.items():
            if said in str(error):
                return error_at(self._source, Token("other", "", origin), reason, hint)
        origin -= len(self._word_before(origin))
        if origin >= len(self._source.rstrip()):
            end = Token("other", "", len(self._source.rstrip()))
            hint = "Check that every { ( and [ is closed."
            return self._error(end, "ends before it is complete", hint)
        found = self._source[origin : origin + 30].partition("\n")[0].strip()
        token = Token("other", found, origin)
        reason = f"cannot be read from {found or 'the end of the line'!r} on"
        return self._error(token, reason, "Look at the word before it.")

    def _error(self, token: Token, reason: str, hint: str) -> QuerySyntaxError:
        return error_at(self._source, token, f"the {self._what} {reason}", hint)

    def _open_text(self, origin: int) -> Token | None:
        """The quotation mark of a text that does not end, if the engine gave up behind it."""
        for token in tokenise(self._source):
            if token.offset > origin:
                break
            if token.kind == "other" and token.text in "'\"":
                return token
        return None

    def _word_before(self, origin: int) -> str:
        """`FILTER(` breaks at the bracket, since the word could be the prefix of a name."""
        if self._source[origin : origin + 1] != "(":
            return ""
        match = _WORD.search(self._source[max(0, origin - 40) : origin])
        return match[0] if match else ""

    def _relative(self, end: int) -> QuerySyntaxError:
        """The engine names the place behind an IRI that it refuses."""
        start = self._source.rfind("<", 0, end)
        token = Token("iri", self._source[start:end], start)
        reason = f"{token.text[:200]} is not an absolute IRI"
        return error_at(self._source, token, reason, "Write it in full, or add a BASE line.")

    def _copy_spread(self, part: str, origin: int) -> None:
        end, before = 0, ""
        for token in tokenise(part):
            if token.offset > end or _may_part(before, token.text):
                self.write(_GAP, origin + end)
            self.copy(origin + token.offset, origin + token.end)
            end, before = token.end, token.text
        if end < len(part):
            self.write(_GAP, origin + end)

    def _append(self, text: str, origin: int, span: int) -> None:
        self._parts.append(text)
        self._starts.append(self._length)
        self._origins.append((origin, span))
        self._length += len(text)

    def _origin(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        origin, span = self._origins[index]
        return origin + min(offset - self._starts[index], span)


def located(error: SyntaxError, piece: Piece, read: Callable[[str], object]) -> QuerySyntaxError:
    """Say where in its source a piece breaks; *read* lets the engine read a text again.

    Only after an error is anything read twice.
    """
    spread = piece.spread()
    try:
        read(spread.text)
    except SyntaxError as exact:
        return spread.error(exact)
    return piece.error(error)  # gaps made it readable: the first error must do


def _engine_offset(error: SyntaxError, text: str) -> int | None:
    """Find where the engine gave up reading *text*, if it says so."""
    match = _ENGINE.match(str(error))
    if match is None:
        return None
    start = sum(len(line) + 1 for line in text.split("\n")[: int(match[1]) - 1])
    wanted = set(match[3].removeprefix("one of ").split(", ")) - {"[_]", "<unreported>"}
    keywords = {word for word in wanted if _KEYWORD.fullmatch(word)}
    back = min(map(len, keywords)) if wanted and wanted == keywords else 0
    return max(0, min(start + int(match[2]) - 1 - back, len(text)))


def _may_part(before: str, after: str) -> bool:
    """A space means nothing beside a bracket, but in `{|` and `<<(` and what closes them."""
    return bool({before, after} & _BRACKETS) and not {before, after} & {"|", "<", ">"}
