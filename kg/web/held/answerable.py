"""Which questions a version can answer: they are asked in the background, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from kg.errors import KgError


class AnswerableQuestions:
    """Asks queries of each version, and knows meanwhile which had rows in the version before.

    Any thread may use it.
    """

    def __init__(self, has_rows: Callable[[int, str], bool]) -> None:
        self._has_rows = has_rows
        self._threads = ThreadPoolExecutor(1, "kg-questions")
        self._lock = Lock()
        self._known: dict[str, bool] = {}
        self._version = -1
        self._asking: Future[bool] | None = None
        self._closed = False

    def begin(self, version: int, queries: Sequence[str]) -> Future[bool] | None:
        """Begin to ask the queries of a version, unless that was begun; None of an earlier one."""
        with self._lock:
            if version > self._version and not self._closed:
                self._version = version
                self._asking = self._threads.submit(self._ask, version, queries)
            return self._asking if version == self._version else None

    def answered(
        self, version: int, queries: Sequence[str], seconds: float
    ) -> tuple[frozenset[str], bool]:
        """The queries that have rows, and whether that is known of this version for all of them.

        Only who asks before anything is known of any version waits, for *seconds* at most.
        """
        nothing = not self._known
        asking = self.begin(version, queries)
        if asking is not None and nothing:
            wait([asking], seconds)
        whole = asking is not None and asking.done() and asking.result()
        return frozenset(query for query in queries if self._known.get(query)), whole

    def close(self) -> None:
        """Ask no further ones; the one that is being asked ends with its worker."""
        with self._lock:
            self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _ask(self, version: int, queries: Sequence[str]) -> bool:
        """Ask all of them; say whether nothing came between."""
        for query in queries:
            if self._closed or version != self._version:
                return False
            try:
                self._known[query] = self._has_rows(version, query)
            except KgError:  # it takes too long for an example
                self._known[query] = False
        return not self._closed
