"""Reads a file of lines from its end, and finds a place among lines that are in order."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import IO

_BLOCK = 1 << 14


def backwards(
    file: IO[bytes], end: int | None = None, block: int = _BLOCK
) -> Iterator[tuple[int, bytes]]:
    """The whole lines up to *end*, the last one first, each with the position where it ends.

    Positions are in bytes; *end* is by default where the file ends, and a line that
    is torn there does not count. Reads *block* bytes at a time, and more where a line
    is longer: what it costs follows from what is taken of it.
    """
    start = file.seek(0, os.SEEK_END) if end is None else end
    held = b""
    while start:
        step = min(start, max(block, len(held)))
        start -= step
        file.seek(start)
        held = file.read(step) + held
        first = held.find(b"\n") + 1 if start else 0  # the line before may begin further back
        if start and not first:
            continue
        *lines, torn = held[first:].split(b"\n")
        position = start + len(held) - len(torn)
        for line in reversed(lines):
            yield position, line + b"\n"
            position -= len(line) + 1
        held = held[:first]


def first_where(file: IO[bytes], end: int, holds: Callable[[bytes], bool], head: int) -> int:
    """Where the first line begins that *holds* is true of; *end* when there is none.

    It is asked of the first *head* bytes of a line, and must be true of every line
    behind the first. *end* is where a line ends. Reads as many lines as halving takes.
    """

    def next_line(position: int) -> int:
        if not position:
            return 0
        file.seek(position - 1)
        return position - 1 + len(file.readline())

    def beyond(position: int) -> bool:
        start = next_line(position)
        file.seek(start)
        return start >= end or holds(file.readline(head))

    return next_line(bisect_left(range(end), True, key=beyond))
