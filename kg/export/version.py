"""One version of a dataset as an export reads it: the graphs and things that were selected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import IO

import pyoxigraph as ox

from kg.export.graphs import chosen_graphs, says
from kg.export.losses import Losses
from kg.export.origin import Origin
from kg.export.selection import Selection, subclasses
from kg.export.source_terms import SourceTerms, terms_of
from kg.export.things import Things
from kg.report import Term
from kg.store.graphs import CLAIM_GRAPH, TYPE, GraphNames
from kg.store.journal import Journal
from kg.store.snapshot import Snapshot

Subject = ox.NamedNode | ox.BlankNode
_NO_ORIGIN = Origin()


class ExportedVersion:
    """A version, or a view of it, for reading in one thread.

    The quads of a graph come in the order of the engine's index, which follows from the
    terms alone: the same triples come in the same order, whichever store holds them.
    *union* says that the default graph is made from the source graphs.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        names: GraphNames,
        selection: Selection,
        *,
        union: bool = True,
        origin: Origin = _NO_ORIGIN,
        journal: Journal | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._union = union
        self.names = names
        self.selection = selection
        self.origin = origin
        self.journal = journal
        self.version = snapshot.version
        self.base_iri = names.base_iri
        self.left_out = Losses()
        self.graphs = chosen_graphs(
            snapshot, names, selection, self.terms, self.left_out, union=union
        )

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The selected graphs whose triples are facts: not those with the content of claims."""
        return tuple(graph for graph in self.graphs if not self.is_claim(graph))

    @cached_property
    def sources(self) -> tuple[SourceTerms, ...]:
        """The terms of use of the graphs that say something of a selected thing, in order."""
        return tuple(self.terms(graph) for graph in self.speaking if graph)

    @cached_property
    def speaking(self) -> tuple[str, ...]:
        """The selected graphs but for those that say nothing of a selected thing."""
        if self.selection.takes_all_things:
            return self.graphs
        return tuple(graph for graph in self.graphs if next(self.quads(graph), None))

    def is_claim(self, graph: str) -> bool:
        """Whether a graph holds the content of a claim."""
        if not graph or not self._union or graph == self.names.catalogue:
            return False
        return graph.startswith(self.names.claims) or any(
            says(self._snapshot, speaker, graph, CLAIM_GRAPH)
            for speaker in (self.names.catalogue, graph)
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

    def dump(self, graph: str, output: IO[bytes]) -> None:
        """Write the triples of a selected graph as N-Triples, all of them, in the order of
        `quads`; several threads may do so at once."""
        self._snapshot.dump(_name(graph), output)

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

    def quads_about(self, subject: Subject, predicate: ox.NamedNode | None) -> Iterator[ox.Quad]:
        """What the graphs of facts say of a subject, whether or not it was selected itself.

        It may come once, in the default graph, where that holds the same.
        """
        if self._is_whole:
            yield from self._snapshot.quads_of(subject, predicate, None, ox.DefaultGraph())  # type: ignore[arg-type]
            return
        for quad in self._snapshot.quads_of(subject, predicate, None):  # type: ignore[arg-type]
            graph = quad.graph_name
            if (graph.value if isinstance(graph, ox.NamedNode) else "") in self._fact_graphs:
                yield quad

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
        said = {
            quad.graph_name.value
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.object == triple.object
        }
        return sorted(said & self._fact_graphs)

    @property
    def gives_things_whole(self) -> bool:
        """Whether `triples` gives all about a thing together, and not graph after graph."""
        return self._is_whole or len(self.facts) < 2

    @cached_property
    def _fact_graphs(self) -> frozenset[str]:
        return frozenset(self.facts)

    @cached_property
    def _things(self) -> Things:
        return Things(self.selection, self._facts)

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the default graph of the version is what the selected facts make."""
        return self._union and not self.selection.graphs and not self.selection.open_only

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


def _name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(graph) if graph else ox.DefaultGraph()
