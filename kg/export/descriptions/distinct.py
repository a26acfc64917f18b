"""Counts distinct terms in little memory: digests of 128 bits, in sorted runs on the disk."""

from __future__ import annotations

import heapq
import os
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby

from kg.report import Term

_SIZE = 16
_HELD = 1 << 19
_BLOCK = _SIZE << 12


class DistinctTerms:
    """Counts the terms that it is given, each once.

    At most *held* digests are in memory; those beyond wait in a temporary file. Two terms
    count as one when their digests agree: among 10^12 terms the odds are 1 to 10^14.
    """

    def __init__(self, held: int = _HELD) -> None:
        self._most = held
        self._held: set[bytes] = set()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  it is closed by `close`
        self._ends = [0]

    def add(self, term: Term) -> None:
        """Take a term, of which a text tells all."""
        text = str(term).encode("utf-8", "surrogatepass")
        self._held.add(blake2b(text, digest_size=_SIZE).digest())
        if len(self._held) >= self._most:
            self._spill()

    def count(self) -> int:
        """How many distinct terms were taken."""
        if len(self._ends) == 1:
            return len(self._held)
        self._spill()
        runs = [self._run(*span) for span in zip(self._ends, self._ends[1:], strict=False)]
        return sum(1 for _ in groupby(heapq.merge(*runs)))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _spill(self) -> None:
        for digest in sorted(self._held):
            self._file.write(digest)
        self._file.flush()
        self._held.clear()
        self._ends.append(self._file.tell())

    def _run(self, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            block = os.pread(self._file.fileno(), min(_BLOCK, end - start), start)
            start += len(block)
            for place in range(0, len(block), _SIZE):
                yield block[place : place + _SIZE]
