"""Whole answers by version, request and media type, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

_SHARE = 8  # one answer may take an eighth of the room
_OVERHEAD = 1024


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """A complete answer: its header fields and its bytes."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class AnswerCache:
    """The answers asked for last, up to *most* bytes; thread-safe.

    A key names the version, so an answer never has to be taken back: those of
    old versions are asked for no more, and are the first to go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self._bytes = 0
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> CachedAnswer | None:
        """Find an answer."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                self.misses += 1
            else:
                self.hits += 1
                self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: CachedAnswer) -> None:
        """Keep an answer, unless it is too large for the room there is."""
        size = _size(key, answer)
        if size > self.largest:
            return
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += size
            while self._bytes > self._most:
                self._bytes -= _size(*self._answers.popitem(last=False))

    @property
    def largest(self) -> int:
        """The most bytes that one answer may have."""
        return self._most // _SHARE

    @property
    def held_bytes(self) -> int:
        """How much of the room is taken."""
        return self._bytes


def _size(key: Hashable, answer: CachedAnswer) -> int:
    """What an answer takes: its bytes, its fields, and the address that it is kept by."""
    texts = [part for part in key if isinstance(part, str)] if isinstance(key, tuple) else []
    texts += [text for field in answer.headers for text in field]
    return len(answer.body) + sum(map(len, texts)) + _OVERHEAD
