"""The copy of a dataset that a write changes: named graphs and the materialised default graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

import pyoxigraph as ox

from kg.store.bulk import BulkFill
from kg.store.graphs import CLAIM_GRAPH, REFERENCE_GRAPH, SUSPENDED_GRAPH, TYPE, GraphNames
from kg.store.journal import PatchWriter
from kg.store.log import Change
from kg.terms import in_graph

_DEFAULT = ox.DefaultGraph()
_XSD = "http://www.w3.org/2001/XMLSchema#"
_VALUED = (ox.NamedNode, ox.Literal)
_KEPT = frozenset((f"{_XSD}string",))


def _as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """The store rewrites `01` to `1`: what it would hold is what a graph is compared with."""
    rewritten = {
        triple
        for triple in triples
        if isinstance(triple.object, ox.Literal)
        and triple.object.datatype.value.startswith(_XSD)
        and triple.object.datatype.value not in _KEPT
    }
    store = ox.Store()
    store.extend(in_graph(triple) for triple in rewritten)
    return (triples - rewritten) | {quad.triple for quad in store}


class Staging:
    """A writable copy; nothing in it can be read by others before it is published.

    In a *union* dataset the default graph follows the source graphs: a triple
    is in it exactly when an accepted source graph holds it. The content of a
    claim and a suspended graph never are: `is_hidden` says of which graphs that
    holds. *names* says how graphs are told apart by their IRIs. Every change goes
    to *patch* too, where there is one.
    """

    def __init__(
        self, store: ox.Store, names: GraphNames, patch: PatchWriter | None, *, union: bool
    ) -> None:
        self._store = store
        self._names = names
        self.patch = patch
        self._union = union
        self.changes: dict[str, Change] = {}
        self.created: set[str] = set()
        self.dropped: set[str] = set()
        self.switched: set[str] = set()
        self.report: Mapping[str, object] = {}

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.created or self.dropped or any(map(any, self.changes.values())))

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> Change:
        """Replace a graph; an empty IRI names the default graph of a plain dataset."""
        new = _as_stored(set(triples))
        old = self.triples(graph)
        return self._apply(graph, new - old, old - new)

    def change(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> Change:
        """Remove triples from a graph, then add some; what changes nothing is not counted."""
        added, removed = _as_stored(added), _as_stored(removed)
        name = _name(graph)
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

    def is_empty(self) -> bool:
        """Whether there is neither a triple nor a graph."""
        return not any(True for _ in self._store) and not self.graphs()

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
        name = _name(graph)
        existed = not graph or self.has(graph)
        affected = {graph, *self._graphs_named_by(graph, added | removed)} if self._union else set()
        before = {other: self.is_hidden(other) for other in affected}
        for triple in removed:
            self._store.remove(in_graph(triple, name))
        self._store.extend(in_graph(triple, name) for triple in added)
        if self.patch is not None:
            self.patch.write(graph, removed, adds=False)
            self.patch.write(graph, added, adds=True)
        self._count(graph, Change(len(added), len(removed)))
        if not existed:
            self._note_existence(graph, exists=True)
        for other, was_hidden in before.items():
            own = (added, removed) if other == graph else (set[ox.Triple](), set[ox.Triple]())
            self._follow(other, was_hidden, *own)
        return Change(len(added), len(removed))

    def _follow(
        self, graph: str, was_hidden: bool, added: set[ox.Triple], removed: set[ox.Triple]
    ) -> None:
        """Bring the default graph up with a graph that changed, or began or ceased to be hidden."""
        hidden = self.is_hidden(graph)
        if hidden != was_hidden:
            self.switched.add(graph)
        if hidden and not was_hidden:
            self._leave(self.triples(graph) | removed)
        elif was_hidden and not hidden:
            self._store.extend(in_graph(triple, _DEFAULT) for triple in self.triples(graph))
        elif not hidden:
            self._store.extend(in_graph(triple, _DEFAULT) for triple in added)
            self._leave(removed)

    def _leave(self, triples: Iterable[ox.Triple]) -> None:
        """Take triples out of the default graph that no accepted graph holds any more."""
        hidden: dict[str, bool] = {}
        for triple in triples:
            holders = self._store.quads_for_pattern(
                triple.subject, triple.predicate, triple.object, None
            )
            names = (q.graph_name.value for q in holders if isinstance(q.graph_name, ox.NamedNode))
            for name in names:
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

    def is_hidden(self, graph: str) -> bool:
        """A graph that the default graph leaves out: the content of a claim, or suspended."""
        return self.is_claim(graph) or self.is_suspended(graph)

    def is_claim(self, graph: str) -> bool:
        """A graph that holds the content of a claim; see `kg.store.graphs.claim_graphs`."""
        if not graph or graph == self._names.catalogue:
            return False
        return graph.startswith(self._names.claims) or any(
            self._says(speaker, graph, CLAIM_GRAPH) for speaker in (self._names.catalogue, graph)
        )

    def is_suspended(self, graph: str) -> bool:
        """A graph that was taken out of the default graph until it is resumed."""
        return bool(graph) and self._says(self._names.acceptance, graph, SUSPENDED_GRAPH)

    def reference_graphs(self) -> set[str]:
        """The IRIs of the graphs whose terms others may refer to: the catalogue names them."""
        catalogue = ox.NamedNode(self._names.catalogue)
        quads = self._store.quads_for_pattern(None, TYPE, REFERENCE_GRAPH, catalogue)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def _says(self, speaker: str, graph: str, kind: ox.NamedNode) -> bool:
        quad = ox.Quad(ox.NamedNode(graph), TYPE, kind, ox.NamedNode(speaker))
        return quad in self._store

    def graphs(self) -> set[str]:
        """The IRIs of all named graphs."""
        return {str(name.value) for name in self._store.named_graphs()}

    def has(self, graph: str) -> bool:
        """Whether there is a named graph of this IRI, with triples or without."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def triples(self, graph: str = "") -> set[ox.Triple]:
        """The triples of a named graph, or of the default graph."""
        quads = self._store.quads_for_pattern(None, None, None, _name(graph))
        return {quad.triple for quad in quads}

    def mentions(self, wanted: Callable[[str], bool]) -> Iterator[ox.Quad]:
        """All quads of named graphs, or of a plain default graph, with a term that is *wanted*.

        Looks at the IRI or the text of each term, and at the name of the graph; reads
        the whole dataset.
        """
        for quad in self._store:
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if any(wanted(term.value) for term in terms if isinstance(term, _VALUED)) and not (
                self._union and isinstance(quad.graph_name, ox.DefaultGraph)
            ):
                yield quad

    def save(self, folder: str, *, afresh: bool = False) -> None:
        """Write an immutable copy to *folder*, which must not exist.

        Made *afresh* it holds no trace of what was removed; the engine keeps texts
        that no triple uses any more.
        """
        self._store.flush()
        if not afresh:
            self._store.backup(folder)
            return
        new = ox.Store(folder)
        new.bulk_extend(self._store)
        for name in self._store.named_graphs():
            new.add_graph(name)
        new.flush()

    def close(self) -> None:
        """Let go of the copy; the files stay locked while it is open, whoever still names it."""
        with suppress(AttributeError):
            del self._store

    def _count(self, graph: str, change: Change) -> None:
        added, removed = self.changes.get(graph, Change(0, 0))
        self.changes[graph] = Change(added + change.added, removed + change.removed)

    def _note_existence(self, graph: str, *, exists: bool) -> None:
        """A graph that comes and goes in one write was never there, and the other way round."""
        here, there = (self.created, self.dropped) if exists else (self.dropped, self.created)
        if graph in there:
            there.remove(graph)
        else:
            here.add(graph)


def _name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(graph) if graph else _DEFAULT
