"""The copy of a dataset that a write changes: named graphs and the materialised default graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import suppress
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from kg.store.bulk import BulkFill
from kg.store.forms import as_stored
from kg.store.graphs import CLAIM_GRAPH, SUSPENDED_GRAPH, TYPE, GraphNames
from kg.store.journal import PatchWriter
from kg.store.log import Change
from kg.store.passed import ShapeDigests
from kg.store.view import DatasetView, copy_afresh, graph_term
from kg.terms import in_graph

_DEFAULT = ox.DefaultGraph()
_MANY = 10_000
"""Triples from which the loader of the engine costs less than a transaction."""


class Staging(DatasetView):
    """A writable copy; nothing in it can be read by others before it is published.

    In a *union* dataset the default graph follows the source graphs: a triple
    is in it exactly when an accepted source graph holds it. The content of a
    claim and a suspended graph never are: `is_hidden` says of which graphs that
    holds. *names* says how graphs are told apart by their IRIs. Every change goes
    to *patch* too, where there is one. *before* opens the dataset that the copy
    was made from, so that what comes and goes within the write is not counted.
    """

    def __init__(
        self,
        store: ox.Store,
        names: GraphNames,
        patch: PatchWriter | None,
        *,
        union: bool,
        before: Callable[[], ox.Store] = ox.Store,
    ) -> None:
        super().__init__(store, names, union=union)
        self.patch = patch
        self._open_before = before
        self.observers: list[Callable[[str, Iterable[ox.Triple]], None]] = []
        """Told of every change of a graph: what it gained or lost."""
        self.stated: dict[str, Set[ox.Triple]] = {}
        """What graphs are known to hold on the word of their sources, whatever follows or not."""
        self.changes: dict[str, Change] = {}
        self.created: set[str] = set()
        self.dropped: set[str] = set()
        self.switched: set[str] = set()
        self.report: Mapping[str, object] = {}
        self.passed: ShapeDigests | None = None
        """The shapes that all data has passed, when that is known."""
        self.version = 0
        """The version that holds the changes, once the write has ended."""

    @cached_property
    def before(self) -> DatasetView:
        """The dataset that the copy was made from."""
        return DatasetView(self._open_before(), self._names, union=self._union)

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.created or self.dropped or self.changes)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> Change:
        """Replace a graph; an empty IRI names the default graph of a plain dataset."""
        new = as_stored(set(triples))
        old = self.triples(graph)
        return self._apply(graph, new - old, old - new)

    def change(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> Change:
        """Remove triples from a graph, then add some; what changes nothing is not counted."""
        added, removed = as_stored(added), as_stored(removed)
        name = graph_term(graph)
        return self._apply(
            graph,
            {triple for triple in added if in_graph(triple, name) not in self._store},
            {triple for triple in removed - added if in_graph(triple, name) in self._store},
        )

    def fill(self, quads: Iterable[ox.Quad]) -> None:
        """Put quads into the empty copy; they pass once and are not held."""
        filling = BulkFill(self._names, self.patch, self._union)
        filling.run(self._store, quads)
        self.changes |= {graph: Change(count, 0) for graph, count in filling.counts.items()}
        self.created |= filling.counts.keys() - {""}
        for graph in filling.named if self._union else ():
            if self.is_hidden(graph):
                self._leave(self.triples(graph))

    def create(self, graph: str) -> None:
        """Make an empty graph; one that exists stays as it is."""
        if not self.has(graph):
            self._store.add_graph(ox.NamedNode(graph))
            self._note_existence(graph, exists=True)

    def drop(self, graph: str) -> Change:
        """Remove a graph with all its triples."""
        change = self.put(graph, ())
        if graph and self.has(graph):
            self._store.remove_graph(ox.NamedNode(graph))
            self._note_existence(graph, exists=False)
        return change

    def _apply(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> Change:
        if not (added or removed):
            return Change(0, 0)
        name = graph_term(graph)
        existed = not graph or self.has(graph)
        affected = {graph, *self._graphs_named_by(graph, added | removed)} if self._union else set()
        before = {other: self._kind(other) for other in affected}
        for triple in removed:
            self._store.remove(in_graph(triple, name))
        self._extend(added, name)
        if self.patch is not None:
            self.patch.write(graph, removed, adds=False)
            self.patch.write(graph, added, adds=True)
        for observe in self.observers:
            observe(graph, chain(added, removed))
        self._count(graph, added, removed)
        if not existed:
            self._note_existence(graph, exists=True)
        for other, kind in before.items():
            own = (added, removed) if other == graph else (set[ox.Triple](), set[ox.Triple]())
            self._follow(other, any(kind), *own)
            if self._kind(other) != kind:
                self.switched.add(other)
        return Change(len(added), len(removed))

    def _follow(
        self, graph: str, was_hidden: bool, added: set[ox.Triple], removed: set[ox.Triple]
    ) -> None:
        """Bring the default graph up with a graph that changed, or began or ceased to be hidden."""
        hidden = self.is_hidden(graph)
        if hidden and not was_hidden:
            self._leave(self.triples(graph) | removed)
        elif was_hidden and not hidden:
            self._extend(self.triples(graph), _DEFAULT)
        elif not hidden:
            self._extend(added, _DEFAULT)
            self._leave(removed)

    def _extend(self, triples: set[ox.Triple], name: ox.NamedNode | ox.DefaultGraph) -> None:
        """Put triples into a graph. The loader is quicker with many, and no transaction; the copy
        is nobody's before it is published."""
        quads = (in_graph(triple, name) for triple in triples)
        if len(triples) > _MANY:
            self._store.bulk_extend(quads)
        else:
            self._store.extend(quads)

    def _kind(self, graph: str) -> tuple[bool, bool, bool]:
        """Whether a graph is the content of a claim, is suspended, records what was delivered."""
        return self.is_claim(graph), self.is_suspended(graph), graph == self.names.delivered

    def _leave(self, triples: Iterable[ox.Triple]) -> None:
        """Take triples out of the default graph that no accepted graph holds any more."""
        hidden: dict[str, bool] = {}
        for triple in triples:
            for name in self._holders(triple):
                if name not in hidden:
                    hidden[name] = self.is_hidden(name)
                if not hidden[name]:
                    break
            else:
                self._store.remove(in_graph(triple, _DEFAULT))

    def _graphs_named_by(self, graph: str, triples: Iterable[ox.Triple]) -> set[str]:
        """The graphs whose kind these triples of *graph* may change."""
        kinds = (CLAIM_GRAPH, SUSPENDED_GRAPH)
        return {
            triple.subject.value
            for triple in triples
            if triple.predicate == TYPE
            and triple.object in kinds
            and isinstance(triple.subject, ox.NamedNode)
            and (graph in self._names.about_graphs or graph == triple.subject.value)
        }

    def save(self, folder: str, *, afresh: bool = False) -> None:
        """Write an immutable copy to *folder*, which must not exist.

        Made *afresh* it holds no trace of what was removed; the engine keeps texts
        that no triple uses any more.
        """
        self._store.flush()
        if afresh:
            copy_afresh(self._store, folder)
        else:
            self._store.backup(folder)

    def close(self) -> None:
        """Let go of the copy; the files stay locked while it is open, whoever still names it."""
        self.__dict__.pop("before", None)
        with suppress(AttributeError):
            del self._store

    def _count(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
        """What was added and is removed again was never there, and the other way round."""
        so_far = self.changes.pop(graph, Change(0, 0))
        back = self._held_before(graph, added) if so_far.removed else 0
        undone = len(removed) - self._held_before(graph, removed) if so_far.added else 0
        change = Change(
            so_far.added + len(added) - back - undone,
            so_far.removed + len(removed) - back - undone,
        )
        if any(change):
            self.changes[graph] = change

    def _held_before(self, graph: str, triples: Iterable[ox.Triple]) -> int:
        return sum(self.before.holds(graph, triple) for triple in triples)

    def _note_existence(self, graph: str, *, exists: bool) -> None:
        """A graph that comes and goes in one write was never there, and the other way round."""
        here, there = (self.created, self.dropped) if exists else (self.dropped, self.created)
        if graph in there:
            there.remove(graph)
        else:
            here.add(graph)
