"""Large answers on their way: each holds a worker, so there are fewer places than workers."""

from __future__ import annotations

from collections.abc import Iterator
from threading import BoundedSemaphore

from kg.errors import BusyError
from kg.workers.jobs import Chunks


class Streams:
    """The places for answers that are sent while they are made; thread-safe.

    A reader may be as slow as it likes, and its worker waits for it: others must
    be left for questions that have short answers.
    """

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)

    def admit(self, chunks: Chunks) -> Stream:
        """Give an answer a place, until it is closed.

        Raises:
            BusyError: there is none; the answer is let go of.
        """
        if not self._places.acquire(blocking=False):
            chunks.close()
            raise BusyError(
                "Too many large answers are being read.", hint="Try again soon, or add LIMIT."
            )
        return Stream(chunks, self._places)


class Stream(Iterator[bytes]):
    """The pieces of an answer that has a place; it must be closed."""

    def __init__(self, chunks: Chunks, places: BoundedSemaphore) -> None:
        self._chunks = chunks
        self._places = places
        self._open = True

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """Let go of the answer and of its place; once is enough."""
        if self._open:
            self._open = False
            self._chunks.close()
            self._places.release()
