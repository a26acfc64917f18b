"""The data graphs of a change: the merged dataset, and one source graph in its context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

from kg.report import Term
from kg.store.view import DatasetView
from kg.validation.evaluation.hierarchy import Facts


class _Remembering:
    """Reads all that one graph says of a node at once, and remembers it: most is asked again."""

    def __init__(self, view: DatasetView, graph: str) -> None:
        self._view = view
        self._graph = graph
        self._about: dict[Term, dict[ox.NamedNode, list[ox.Triple]]] = {}
        self._leading: dict[tuple[ox.NamedNode | None, Term], list[ox.Triple]] = {}

    def describes(self, node: Term) -> bool:
        """Whether the graph has a triple about a node."""
        return bool(self._of(node))

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterable[ox.Triple]:
        """The triples that fit a pattern, of which something is given."""
        if subject is not None:
            held = self._of(subject)
            found: Iterable[ox.Triple]
            if predicate is None:
                found = chain.from_iterable(held.values())
            else:
                found = held.get(predicate, ())
            return found if value is None else (t for t in found if t.object == value)
        if value is None:
            return self._view.matching(self._graph, None, predicate, None)
        key = (predicate, value)
        if key not in self._leading:
            self._leading[key] = list(self._view.matching(self._graph, None, predicate, value))
        return self._leading[key]

    def _of(self, node: Term) -> dict[ox.NamedNode, list[ox.Triple]]:
        held = self._about.get(node)
        if held is None:
            held = self._about[node] = {}
            for triple in self._view.matching(self._graph, node, None, None):
                held.setdefault(triple.predicate, []).append(triple)
        return held


class Merged:
    """The default graph of a dataset together with its context."""

    def __init__(self, view: DatasetView, context: Facts) -> None:
        self._facts = _Remembering(view, "")
        self._context = context

    def matching(  # noqa: D102
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        yield from self._facts.matching(subject, predicate, value)
        yield from self._context.matching(subject, predicate, value)

    def describes(self, node: Term) -> bool:
        """Whether the default graph has a triple about a node."""
        return self._facts.describes(node)


class InContext:
    """One source graph; of what it does not describe, its context and reference graphs speak.

    *described* collects the nodes that were asked about and that the graph describes.
    """

    def __init__(
        self, view: DatasetView, graph: str, context: Facts, reference: Iterable[str]
    ) -> None:
        self._facts = _Remembering(view, graph)
        self._context = context
        self._reference = [_Remembering(view, name) for name in reference if name != graph]
        self._known: dict[Term, bool] = {}

    @property
    def described(self) -> set[Term]:
        """The nodes asked about so far that the graph describes."""
        return {node for node, known in self._known.items() if known}

    def describes(self, node: Term) -> bool:
        """Whether the graph has a triple about a node."""
        if node not in self._known:
            self._known[node] = self._facts.describes(node)
        return self._known[node]

    def matching(  # noqa: D102
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        yield from self._facts.matching(subject, predicate, value)
        if subject is not None and self.describes(subject):
            return
        for triple in self._beside(subject, predicate, value):
            if subject is not None or not self.describes(triple.subject):
                yield triple

    def _beside(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        yield from self._context.matching(subject, predicate, value)
        for facts in self._reference:
            yield from facts.matching(subject, predicate, value)


DataGraph: TypeAlias = Merged | InContext
