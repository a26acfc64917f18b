"""Finds statements in Turtle and TriG by their number in the order of the parser.

Neither terms are read nor graphs told apart: the parser has done that, and its quads come
in the order of the text. Only within one token may several come, which are given back last
first: the end of a text inside a collection, say, gives the item and the next cell.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum

from kg.positions.statements import Statement
from kg.positions.tokens import DIRECTIVE, OBJECT, PAIR, TOKEN, TRIPLE

FIRST, REST = -1, -2
"""The predicates of collections, which no token stands for."""

Reads = Callable[[int, Statement], bool]
"""Whether the quad with a number can stand at a place."""


class _Expected(IntEnum):
    SUBJECT = 0
    VERB = 1
    OBJECT = 2
    ITEM = 3
    MARK = 4


_CLOSING = ord("]")
_QUOTES = b"\"'"
_SIMPLE = (TRIPLE, PAIR, OBJECT)
_AFTER = {
    ord("."): _Expected.SUBJECT,
    ord("{"): _Expected.SUBJECT,
    ord("}"): _Expected.SUBJECT,
    ord(";"): _Expected.VERB,
    ord(","): _Expected.OBJECT,
}


class _Lost(Exception):
    """The text is not what the parser has read."""


@dataclass(slots=True)
class _Bracket:
    """An open bracket: where it stands, and the statement that it stands in."""

    offset: int
    collection: bool
    as_subject: bool
    subject: int
    predicate: int
    begun: bool = False


def find_in_turtle(data: bytes, wanted: Sequence[int], reads: Reads) -> dict[int, Statement]:
    """Find the statements with the numbers *wanted*, in ascending order; what is lost is left out.

    *reads* holds each against its quad.
    """
    walk = _Walk(data, wanted, reads)
    with suppress(_Lost):
        walk.run()
    return walk.found


class _Walk:
    def __init__(self, data: bytes, wanted: Sequence[int], reads: Reads) -> None:
        self.found: dict[int, Statement] = {}
        self._data = data
        self._reads = reads
        self._wanted = iter(wanted)
        self._next = next(self._wanted, sys.maxsize)
        self._count = 0
        self._expected = _Expected.SUBJECT
        self._subject = self._predicate = 0
        self._brackets: list[_Bracket] = []
        self._text: Statement | None = None
        self._batch: list[Statement] = []

    def run(self) -> None:
        """Go through the text until everything is found."""
        offset = 0
        while self._next < sys.maxsize:
            offset = self._take_statements(offset)
            if self._next < sys.maxsize:
                offset = self._take_token(offset)

    def _take_statements(self, offset: int) -> int:
        """Take statements of single tokens as long as they come, which most do."""
        data, expected, count = self._data, self._expected, self._count
        while expected <= _Expected.OBJECT:
            match = _SIMPLE[expected].match(data, offset)
            if match is None:
                break
            if expected == _Expected.SUBJECT:
                self._subject, self._predicate = match.start(1), match.start(2)
            elif expected == _Expected.VERB:
                self._predicate = match.start(1)
            offset = match.end()
            if data[offset - 1] == _CLOSING:
                self._count = count
                self._take_last(match)
                expected, count = self._expected, self._count
            else:
                expected = _AFTER[data[offset - 1]]
                if count == self._next:
                    self._count = count
                    self._emit(match.start(match.lastindex or 1))
                    self._settle()
                count += 1
            if self._next == sys.maxsize:
                break
        self._expected, self._count = expected, count
        return offset

    def _take_last(self, match: re.Match[bytes]) -> None:
        """Take the last statement in square brackets, with the bracket."""
        at, end = match.span(match.lastindex or 1)
        if self._data[at] in _QUOTES and self._data[end - 1] in _QUOTES:
            self._text = Statement(self._subject, self._predicate, at)
        else:
            self._emit(at)
            self._settle()
        self._expected = _Expected.MARK
        self._take("mark", match.end() - 1)
        self._settle()

    def _take_token(self, offset: int) -> int:
        if self._expected == _Expected.SUBJECT and (skipped := DIRECTIVE.match(self._data, offset)):
            return skipped.end()
        match = TOKEN.match(self._data, offset)
        if match is None or match.lastgroup is None:
            raise _Lost
        self._take(match.lastgroup, match.start(match.lastgroup))
        if self._batch:
            self._settle()
        return match.end()

    def _take(self, kind: str, at: int) -> None:
        if self._text is not None:
            self._batch.append(self._text)
            self._text = None
        if kind in ("language", "datatype"):
            return
        if self._expected == _Expected.ITEM:
            self._take_item(kind, at)
        elif kind == "mark":
            self._take_mark(at)
        elif self._expected == _Expected.SUBJECT:
            if kind != "word":  # GRAPH
                self._subject, self._expected = at, _Expected.VERB
        elif self._expected == _Expected.VERB:
            self._predicate, self._expected = at, _Expected.OBJECT
        elif self._expected == _Expected.OBJECT:
            self._take_object(kind, at)
        else:
            raise _Lost

    def _take_object(self, kind: str, at: int) -> None:
        if kind == "text":  # it may go on with a language or datatype
            self._text = Statement(self._subject, self._predicate, at)
        else:
            self._emit(at)
        self._expected = self._expected_behind()

    def _take_mark(self, at: int) -> None:
        mark = self._data[at : at + 1]
        if mark in b"[(":
            as_subject, collection = self._expected == _Expected.SUBJECT, mark == b"("
            self._brackets.append(
                _Bracket(at, collection, as_subject, self._subject, self._predicate)
            )
            self._subject = at
            self._expected = _Expected.ITEM if collection else _Expected.VERB
        elif mark == b"]":
            bracket = self._close()
            if not bracket.as_subject:
                self._emit(bracket.offset)
        elif mark == b")":
            raise _Lost
        else:
            self._expected = _AFTER[mark[0]]

    def _take_item(self, kind: str, at: int) -> None:
        """Take the next item of a collection, or its end."""
        bracket = self._brackets[-1]
        ends = self._data[at : at + 1] == b")" and kind == "mark"
        if bracket.begun:
            self._batch.append(Statement(self._subject, REST, at))
            self._subject = at
        else:
            bracket.begun = True
            if not bracket.as_subject:
                self._batch.append(Statement(bracket.subject, bracket.predicate, bracket.offset))
        if ends:
            self._close()
            return
        self._predicate, self._expected = FIRST, _Expected.OBJECT
        if kind == "mark":
            self._take_mark(at)
        else:
            self._take_object(kind, at)

    def _close(self) -> _Bracket:
        if not self._brackets:
            raise _Lost
        bracket = self._brackets.pop()
        if bracket.as_subject:
            self._subject, self._expected = bracket.offset, _Expected.VERB
        else:
            self._subject, self._predicate = bracket.subject, bracket.predicate
            self._expected = self._expected_behind()
        return bracket

    def _expected_behind(self) -> _Expected:
        inside = self._brackets and self._brackets[-1].collection
        return _Expected.ITEM if inside else _Expected.MARK

    def _emit(self, at: int) -> None:
        self._batch.append(Statement(self._subject, self._predicate, at))

    def _settle(self) -> None:
        """Number the statements that came with one token, and keep those that are wanted."""
        batch, end = self._batch, self._count + len(self._batch)
        while self._next < end:
            number = self._next
            likely = batch[end - 1 - number]
            for statement in (likely, *batch):
                if self._reads(number, statement):
                    self.found[number] = statement
                    break
            self._next = next(self._wanted, sys.maxsize)
        self._count = end
        batch.clear()
