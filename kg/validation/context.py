"""The context of validations as a dataset that is filled once and lent to one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

import pyoxigraph as ox

from kg.report import Term
from kg.store.forms import quads_as_stored
from kg.store.memory import MemoryDataset
from kg.validation.known import Known

# A store in memory keeps what was removed from it: 7 KB, and 50 ns a query, for each loan.
_MOST_LOANS = 500


class Context:
    """Reference triples, beneath which one source graph at a time is laid."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._quads = frozenset(quads)
        self._about: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in self._quads:
            self._about[quad.subject].append(quad)
        self._dataset: _Lent | None = None
        self._loans = 0
        self._lock = Lock()

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._quads)

    @contextmanager
    def beneath(
        self, own: Collection[ox.Quad], described: Collection[object] | None = None
    ) -> Iterator[MemoryDataset]:
        """Lend the context with *own* laid over it.

        Of the nodes *described*, by default the subjects in *own*, nothing shows
        through. While it is lent to another thread, this one gets a dataset of its own.
        """
        added = set(own)
        hidden = self._hidden({q.subject for q in own} if described is None else described)
        if not self._lock.acquire(blocking=False):
            yield MemoryDataset((self._quads - hidden) | added)
            return
        new, gone = added - self._quads, hidden - added
        try:
            dataset = self._fresh()
            dataset.change(new, gone)
            try:
                yield dataset
            finally:
                dataset.change(gone, new)
        finally:
            self._lock.release()

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """The triples that fit a pattern, of which something is given, as a store holds them."""
        return self._known.matching(subject, predicate, value)

    @cached_property
    def _known(self) -> Known:
        return Known(quad.triple for quad in quads_as_stored(self._quads))

    def _hidden(self, described: Iterable[object]) -> set[ox.Quad]:
        return {quad for node in described for quad in self._about.get(node, ())}

    def _fresh(self) -> _Lent:
        if self._dataset is None or self._loans >= _MOST_LOANS:
            self._dataset, self._loans = _Lent(self._quads), 0
        self._loans += 1
        return self._dataset


class _Lent(MemoryDataset):
    def change(self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> None:
        self._store.extend(added)
        for quad in removed:
            self._store.remove(quad)


NOTHING = Context(())
"""The context of data that stands alone."""
