"""Rows of a source, whatever its syntax: where each stands, what it holds, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.errors import InputError

Value = TypeVar("Value")

LONGEST_TEXT = 1 << 20
"""Characters of one cell, element or string; longer ones are no text that anybody wrote."""


class RowError(InputError):
    """A row that cannot be read; *reason* says why, without the place."""

    def __init__(self, reason: str, *, hint: str = "") -> None:
        super().__init__(reason, hint=hint)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Frame:
    """How rows of one file are written again, so that what was set aside can be repaired there.

    *head* and *tail* stand around them: the line of column names, the root element; *between*
    parts them. What stands *around* all frames of a file is written once, as the braces of a JSON
    document of several arrays. *encoding* is that of the file.
    """

    head: str = ""
    tail: str = ""
    between: str = ""
    around: tuple[str, str] = ("", "")
    encoding: str = "utf-8"


NO_FRAME = Frame()


@dataclass(slots=True)
class Row(Generic[Value]):
    """One row: *locator* tells a reader where in *file* it stands ("row 17", "/visits/visit[3]").

    *problem* says why its value cannot be read. *written* gives its own text again.
    """

    file: str
    locator: str
    value: Value
    problem: str = ""
    written: Callable[[], str] = field(default=str)
    frame: Frame = NO_FRAME

    @property
    def place(self) -> str:
        """File and place, as messages name it."""
        return f"{self.file}, {self.locator}"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row: *outcome* is `imported`, `merged` or `skipped`; a reason for those
    skipped, which is counted and therefore one sentence for many rows."""

    outcome: str
    reason: str = ""


IMPORTED = Fate("imported")
MERGED = Fate("merged")


def skipped(reason: str) -> Fate:
    """Leave a row out, for a reason that the report counts."""
    return Fate("skipped", reason)
