"""Sorts lines of any number: what does not fit into memory goes to files that are merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import IO

from kg.store.files import translated_errors

_MOST = 64 << 20
"""Bytes of lines that are held before they go to the disk."""

_OBJECT = 41  # bytes that Python adds to a line and to its place in a list


class LineSorter:
    """Lines in the order of their bytes, which for UTF-8 is that of code points; each once.

    The files are in the folder for temporary files of the system (`TMPDIR` names another
    one). They have no names there, and are gone with the process however it ends.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held: list[bytes] = []
        self._size = 0
        self._pieces: list[IO[bytes]] = []
        self._open = ExitStack()

    def __enter__(self) -> LineSorter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines; each ends with its line feed.

        Raises:
            DiskFullError: there is no room for the files.
        """
        before = len(self._held)
        self._held += lines
        self._size += sum(len(self._held[place]) for place in range(before, len(self._held)))
        self._size += _OBJECT * (len(self._held) - before)
        if self._size > self._most:
            self._put_down()

    def lines(self) -> Iterator[bytes]:
        """The lines in order, once, until the block of the sorter ends."""
        self._held.sort()
        for piece in self._pieces:
            piece.seek(0)
        return (line for line, _ in groupby(heapq.merge(*self._pieces, self._held)))

    def _put_down(self) -> None:
        self._held.sort()
        with translated_errors(Path(tempfile.gettempdir())):
            piece = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (closed with the sorter)
            self._pieces.append(piece)
            piece.writelines(self._held)
            piece.flush()
        self._held.clear()
        self._size = 0
