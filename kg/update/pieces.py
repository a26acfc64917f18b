"""Texts put together from parts of a request, which know where each part stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.errors import QuerySyntaxError
from kg.sparql import Token, engine_offset, error_at, tokenise

_GAP = " " * 20
"""Longer than the keywords that the engine tries at a place: its error names their end."""
_BRACKETS = frozenset("(){}[],;")
_WORD = re.compile(r"(?<![\w?$:@])[A-Za-z]\w*\Z")


class Piece:
    """A text for the engine, made of parts of *source* and of words of our own."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        self._length = 0

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
        piece = Piece(self._source)
        for part, (origin, span) in zip(self._parts, self._origins, strict=True):
            if span:
                piece._copy_spread(part, origin)
            else:
                piece.write(part, origin)
        piece.write(_GAP, sum(self._origins[-1]))
        return piece

    def error(self, error: SyntaxError) -> QuerySyntaxError:
        """Say where in the source the engine's syntax error is."""
        offset = engine_offset(error, self.text)
        if offset is None:
            token = Token("other", "", self._origins[-1][0])
            reason = f"the update cannot be read: {str(error).rstrip('.')}"
            return error_at(self._source, token, reason, "")
        origin = self._origin(offset)
        if "IRI parsing failed" in str(error) and self._source[:origin].endswith(">"):
            return self._relative(origin)
        origin -= len(self._word_before(origin))
        found = self._source[origin : origin + 30].partition("\n")[0].strip()
        reason = f"the update cannot be read from {found or 'the end of the line'!r} on"
        token = Token("other", found, origin)
        return error_at(self._source, token, reason, "Look at the word before it.")

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


def _may_part(before: str, after: str) -> bool:
    """A space means nothing beside a bracket, but in `{|` and `<<(` and what closes them."""
    return bool({before, after} & _BRACKETS) and not {before, after} & {"|", "<", ">"}
