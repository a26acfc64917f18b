"""Which version last changed each graph: read from the log once, then followed."""

from __future__ import annotations

from threading import Lock

from kg.store.log import Log, Place


class GraphVersions:
    """The version that last changed each graph, brought up to date at every look.

    Only what was added to the log since the last look is read. Thread-safe.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._lock = Lock()
        self._found: dict[str, int] = {}
        self._identity = (0, 0, 0)
        self._place = Place()

    def of(self, graph: str, version: int) -> int:
        """The version up to *version* that last changed a graph; 0 when none is on record."""
        with self._lock:
            self._follow()
            found = self._found.get(graph, 0)
        return found if found <= version else self._search(graph, version)

    def _follow(self) -> None:
        identity = self._log.identity()
        if identity == self._identity:
            return
        news = self._log.follow(self._place)
        if news is None:  # rewritten: some of what it held is gone
            self._found = {}
            news = self._log.follow(Place())
        entries, self._place = news or ([], Place())
        for entry in entries:
            self._found.update(dict.fromkeys(entry.graphs(), entry.version))
        self._identity = identity

    def _search(self, graph: str, version: int) -> int:
        """A version was published between two looks: the log knows what held before."""
        older = self._log.newest(before=version + 1)
        return next((entry.version for entry in older if graph in entry.graphs()), 0)
