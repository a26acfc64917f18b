"""The data graphs of a change: the merged dataset, and one source graph in its context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

from kg.report import Term
from kg.store.view import DatasetView
from kg.validation.evaluation.hierarchy import Facts
from kg.validation.evaluation.remembering import Remembering


class _Graph:
    """One graph of a dataset, named or the default graph."""

    def __init__(self, view: DatasetView, graph: str) -> None:
        self._view = view
        self._graph = graph

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        return self._view.matching(self._graph, subject, predicate, value)


class Noted:
    """What was read; *triples* are those that are not the context's."""

    def __init__(self) -> None:
        self.triples: set[ox.Triple] = set()
        self._known: list[ox.Triple] = []

    def predicates(self) -> set[ox.NamedNode]:
        """The predicates of all that was read."""
        return {triple.predicate for triple in chain(self.triples, self._known)}

    def note(self, own: Sequence[ox.Triple], known: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Note triples of the data and of the context, and give all of them."""
        seen = list(known)
        self.triples.update(own)
        self._known += seen
        return chain(own, seen)


class Merged:
    """The default graph of a dataset together with its context.

    *noted* takes what is read, the context aside; see `noting`.
    """

    def __init__(self, view: DatasetView, context: Facts) -> None:
        self._facts = Remembering(_Graph(view, ""))
        self._context = context
        self.noted: Noted | None = None

    def matching(  # noqa: D102
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        own = list(self._facts.matching(subject, predicate, value))
        known = self._context.matching(subject, predicate, value)
        return chain(own, known) if self.noted is None else self.noted.note(own, known)

    def describes(self, node: Term) -> bool:
        """Whether the default graph has a triple about a node."""
        return self._facts.describes(node)


class InContext:
    """One source graph; of what it does not describe, its context and reference graphs speak.

    *described* collects the nodes that were asked about and that the graph describes.
    *noted* takes what is read, the context aside; see `noting`.
    """

    def __init__(
        self, view: DatasetView, graph: str, context: Facts, reference: Iterable[str]
    ) -> None:
        self._facts = Remembering(_Graph(view, graph))
        self._context = context
        self._reference = [
            Remembering(_Graph(view, name)) for name in sorted(reference) if name != graph
        ]
        self._known: dict[Term, bool] = {}
        self.noted: Noted | None = None

    @property
    def described(self) -> set[Term]:
        """The nodes asked about so far that the graph describes."""
        return {node for node, known in self._known.items() if known}

    def describes(self, node: Term) -> bool:
        """Whether the graph has a triple about a node."""
        if node not in self._known:
            self._known[node] = self._facts.describes(node)
        return self._known[node]

    def said_by_others(self, node: Term) -> Iterator[ox.Triple]:
        """What the context and the reference graphs say of a node, shown or hidden."""
        for facts in (self._context, *self._reference):
            yield from facts.matching(node, None, None)

    def matching(  # noqa: D102
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        own = list(self._facts.matching(subject, predicate, value))
        known: Iterable[ox.Triple] = ()
        if subject is None or not self.describes(subject):
            for facts in self._reference:
                own += self._showing(facts, subject, predicate, value)
            known = self._showing(self._context, subject, predicate, value)
        return chain(own, known) if self.noted is None else self.noted.note(own, known)

    def _showing(
        self,
        facts: Facts,
        subject: Term | None,
        predicate: ox.NamedNode | None,
        value: Term | None,
    ) -> Iterable[ox.Triple]:
        """What *facts* say of nodes that the graph does not describe."""
        found = facts.matching(subject, predicate, value)
        if subject is not None:
            return found
        return (triple for triple in found if not self.describes(triple.subject))


DataGraph: TypeAlias = Merged | InContext


@contextmanager
def noting(graph: DataGraph) -> Iterator[Noted]:
    """Collect what is read from *graph* meanwhile."""
    graph.noted = Noted()
    try:
        yield graph.noted
    finally:
        graph.noted = None
