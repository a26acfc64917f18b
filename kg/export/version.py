"""One version of a dataset as an export reads it: the graphs and things that were selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.export.losses import Losses
from kg.export.selection import Selection, subclasses
from kg.export.source_terms import SourceTerms, terms_of
from kg.export.things import Things
from kg.report import Term
from kg.store.graphs import CLAIM_GRAPH, SUSPENDED_GRAPH, TYPE, GraphNames
from kg.store.snapshot import Snapshot

Subject = ox.NamedNode | ox.BlankNode


class ExportedVersion:
    """A version, or a view of it, for reading in one thread.

    The quads of a graph come in the order of the engine's index, which follows from the
    terms alone: the same triples come in the same order, whichever store holds them.
    *union* says that the default graph is made from the source graphs.
    """

    def __init__(
        self, snapshot: Snapshot, names: GraphNames, selection: Selection, *, union: bool = True
    ) -> None:
        self._snapshot = snapshot
        self._union = union
        self.names = names
        self.selection = selection
        self.version = snapshot.version
        self.base_iri = names.base_iri
        self.left_out = Losses()
        self.graphs = self._selected()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The selected graphs whose triples are facts: not those with the content of claims."""
        return tuple(graph for graph in self.graphs if not self.is_claim(graph))

    @cached_property
    def sources(self) -> tuple[SourceTerms, ...]:
        """The terms of use of the selected graphs, in their order."""
        return tuple(self.terms(graph) for graph in self.graphs if graph)

    def is_claim(self, graph: str) -> bool:
        """Whether a graph holds the content of a claim."""
        if not graph or not self._union or graph == self.names.catalogue:
            return False
        return graph.startswith(self.names.claims) or any(
            self._says(speaker, graph, CLAIM_GRAPH) for speaker in (self.names.catalogue, graph)
        )

    def terms(self, graph: str) -> SourceTerms:
        """What the catalogue says of a graph."""
        catalogue = ox.NamedNode(self.names.catalogue)
        return terms_of(
            graph,
            lambda node, predicate: (
                quad.object for quad in self._snapshot.quads_of(node, predicate, None, catalogue)
            ),
        )

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The selected quads of a graph, those of one subject together; "" is the default graph."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        found = iter(self._snapshot.quads_of(None, None, None, name))
        if self.selection.takes_all_things:
            return found
        return (quad for quad in found if self._things.take(quad.subject))

    def triples(self) -> Iterator[ox.Triple]:
        """The facts of all selected graphs, merged: each triple once."""
        if self._is_whole:
            quads = iter(self._snapshot.quads_of(None, None, None, ox.DefaultGraph()))
            if self.selection.takes_all_things:
                yield from (quad.triple for quad in quads)
                return
            yield from (quad.triple for quad in quads if self._things.take(quad.subject))
            return
        for number, graph in enumerate(self.facts):
            before = [_name(other) for other in self.facts[:number]]
            for quad in self.quads(graph):
                if not any(self._holds(quad.triple, other) for other in before):
                    yield quad.triple

    def matching(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        value: Term | None = None,
    ) -> Iterator[ox.Triple]:
        """The facts that fit a pattern, of all selected graphs merged, of the selected things."""
        for triple in self._facts(subject, predicate, value):
            if self.selection.takes_all_things or self._things.take(triple.subject):
                yield triple

    def values(self, subject: Subject, predicate: ox.NamedNode) -> list[Term]:
        """What the facts give for a subject and predicate, in the order of the terms' texts."""
        return sorted((t.object for t in self.matching(subject, predicate)), key=str)

    def things(self, *classes: ox.NamedNode) -> list[ox.NamedNode]:
        """The selected things of some classes and those below them, in the order of their IRIs."""
        wanted = dict.fromkeys(lower for cls in classes for lower in subclasses(cls))
        found = {
            triple.subject
            for cls in wanted
            for triple in self.matching(None, TYPE, cls)
            if isinstance(triple.subject, ox.NamedNode)
        }
        return sorted(found, key=lambda node: node.value)

    def graphs_of(self, triple: ox.Triple) -> list[str]:
        """The selected graphs that state a fact, in order."""
        quads = self._snapshot.quads_of(
            triple.subject,  # type: ignore[arg-type]
            triple.predicate,
            triple.object,  # type: ignore[arg-type]
        )
        said = {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}
        return [graph for graph in self.facts if graph in said]

    @cached_property
    def _things(self) -> Things:
        return Things(self.selection, self._facts)

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the default graph of the version is what the selected facts make."""
        return not self.selection.graphs and not self.selection.open_only

    def _facts(
        self, subject: Subject | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        if self._is_whole:
            quads = self._snapshot.quads_of(subject, predicate, value, ox.DefaultGraph())  # type: ignore[arg-type]
            # The engine gives others too for a number whose last byte is 255.
            yield from (q.triple for q in quads if value is None or q.object == value)
            return
        given: set[ox.Triple] = set()
        wanted = set(self.facts)
        for quad in self._snapshot.quads_of(subject, predicate, value):  # type: ignore[arg-type]
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            if name not in wanted or (value is not None and quad.object != value):
                continue
            if quad.triple not in given:
                given.add(quad.triple)
                yield quad.triple

    def _holds(self, triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
        quads = self._snapshot.quads_of(
            triple.subject,  # type: ignore[arg-type]
            triple.predicate,
            triple.object,  # type: ignore[arg-type]
            graph,
        )
        return any(quad.object == triple.object for quad in quads)

    def _says(self, speaker: str, graph: str, kind: ox.NamedNode) -> bool:
        quads = self._snapshot.quads_of(ox.NamedNode(graph), TYPE, kind, ox.NamedNode(speaker))
        return next(iter(quads), None) is not None

    def _selected(self) -> tuple[str, ...]:
        there = self._snapshot.graphs()
        if self.selection.graphs:
            self._require(there)
            chosen = [graph for graph in there if graph in self.selection.graphs]
        else:
            chosen = [graph for graph in there if self._counts(graph)]
            if not self._union:
                chosen.insert(0, "")
        if self.selection.open_only:
            chosen = [graph for graph in chosen if self._may_go_out(graph)]
        return tuple(chosen)

    def _require(self, there: Iterable[str]) -> None:
        for graph in self.selection.graphs:
            if graph not in set(there):
                raise NotFoundError(
                    f"There is no graph {graph[:200]}.", hint="`kg graphs --store DIR` lists them."
                )

    def _counts(self, graph: str) -> bool:
        """Whether a graph is exported when none is named; what is left out is noted."""
        if not self._union:
            return True
        if graph in self.names.kept_by_the_store:
            if graph != self.names.acceptance:
                self.left_out.note(
                    "Graphs of the store",
                    "The store keeps them for itself, and no other store takes them.",
                    graph,
                )
            return False
        if self._says(self.names.acceptance, graph, SUSPENDED_GRAPH):
            self.left_out.note(
                "Suspended graphs", "They do not count until they are resumed.", graph
            )
            return False
        return True

    def _may_go_out(self, graph: str) -> bool:
        if graph == self.names.catalogue or self.terms(graph).is_open:
            return True
        self.left_out.note(
            "Graphs whose terms are not open",
            "Their licence does not let everybody pass them on, or the catalogue names none.",
            graph,
        )
        return False


def _name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(graph) if graph else ox.DefaultGraph()
