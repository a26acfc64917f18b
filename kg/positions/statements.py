"""Where a statement stands in a text, as offsets of its terms in bytes, and as line and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

_INSIDE_CHARACTERS = bytes(range(0x80, 0xC0))


class Role(Enum):
    """The term of a statement that a reader is pointed at."""

    SUBJECT = "subject"
    PREDICATE = "predicate"
    OBJECT = "object"


class Statement(NamedTuple):
    """The offsets at which the three terms of a statement begin.

    A predicate without a place of its own, as in a collection, has a negative one.
    """

    subject: int
    predicate: int
    object: int

    def offset(self, role: Role) -> int:
        """The offset of the term in a role; that of the object where it has none of its own."""
        if role is Role.SUBJECT:
            return self.subject
        return self.object if role is Role.OBJECT or self.predicate < 0 else self.predicate


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement that was found; with *near* it is one of the same node, or of the same form."""

    statement: Statement
    near: bool = False


def lines_and_columns(data: bytes, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Count lines and columns from 1, the columns in characters, in one pass over *data*."""
    found: dict[int, tuple[int, int]] = {}
    line, column, before = 1, 1, 0
    for offset in sorted(set(offsets)):
        lines = data.count(b"\n", before, offset)
        if lines:
            line += lines
            before, column = data.rfind(b"\n", before, offset) + 1, 1
        column += len(data[before:offset].translate(None, _INSIDE_CHARACTERS))
        found[offset] = line, column
        before = offset
    return found
