"""Counts of requests for `/metrics`."""

from __future__ import annotations

from collections import Counter
from threading import Lock


class RequestCounts:
    """How many requests were answered, by route and status; thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answered: Counter[tuple[str, int]] = Counter()

    def add(self, route: str, status: int) -> None:
        """Count one answer."""
        with self._lock:
            self._answered[route, status] += 1

    def answered(self) -> list[tuple[str, int, int]]:
        """Route, status and number, in order."""
        with self._lock:
            found = list(self._answered.items())
        return sorted((route, status, number) for (route, status), number in found)
