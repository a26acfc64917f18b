"""What a pool has done since it started, and what it does now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class PoolCounters:
    """Counts since the start, then numbers of this moment (`busy`, `idle`, `waiting`)."""

    queries: int = 0
    """Jobs that were given to a worker."""
    started: int = 0
    """Workers that were started."""
    timed_out: int = 0
    """Workers ended because a job was not finished in time."""
    abandoned: int = 0
    """Workers ended because the reader of an answer was too slow, or went away."""
    lost: int = 0
    """Workers that ended by themselves, for another reason than memory."""
    memory: int = 0
    """Workers that ended because they needed too much memory."""
    retired: int = 0
    """Workers replaced after an answer because they held much memory."""
    refused: int = 0
    """Requests refused because all workers were busy."""
    busy: int = 0
    """Workers that work on a job, or for a reader."""
    idle: int = 0
    """Workers that wait for one."""
    waiting: int = 0
    """Requests that wait for a worker."""


class Tally:
    """Counts by the names of `PoolCounters`, for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def add(self, name: str) -> None:
        """Count one more."""
        with self._lock:
            self._counts[name] += 1

    def counters(self, busy: int, idle: int, waiting: int) -> PoolCounters:
        """The counts, beside the numbers of this moment."""
        with self._lock:
            return PoolCounters(**self._counts, busy=busy, idle=idle, waiting=waiting)
