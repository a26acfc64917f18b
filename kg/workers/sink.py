"""Where a worker writes its answer: sent on in pieces, counted on the way."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import ResultTooLargeError
from kg.store.dataset import ResultsFormat
from kg.workers.counting import NoRows, RowCounter, row_counter

PIECE = 64 << 10
"""Bytes collected before they are sent."""


class Sink:
    """A file object for the engine to write to, bounded in bytes and rows."""

    def __init__(self, send: Callable[[bytes], None], *, most_bytes: int, most_rows: int) -> None:
        self._send = send
        self._most_bytes = most_bytes
        self._most_rows = most_rows
        self._counter: RowCounter = NoRows()
        self._written = 0
        self._held = bytearray()

    def expect(self, syntax: ResultsFormat) -> None:
        """Say in which syntax the answer comes, so that its rows are counted."""
        self._counter = row_counter(syntax)

    def write(self, data: bytes, /) -> int:
        """Take the next bytes.

        Raises:
            ResultTooLargeError: the answer is beyond the limits.
        """
        self._written += len(data)
        self._counter.add(data)
        if self._written > self._most_bytes:
            raise _too_large(f"{self._most_bytes:,} bytes", "result-bytes")
        if self._counter.rows > self._most_rows:
            raise _too_large(f"{self._most_rows:,} rows", "result-rows")
        self._held += data
        if len(self._held) >= PIECE:
            self._send(self.rest())
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine flushes at the end, where the rest travels with the end."""

    def rest(self) -> bytes:
        """Take what was not sent yet."""
        held = bytes(self._held)
        self._held.clear()
        return held


def _too_large(most: str, limit: str) -> ResultTooLargeError:
    return ResultTooLargeError(
        f"The result has more than {most}.",
        hint="Add LIMIT, or ask for a part at a time.",
        limit=limit,
    )
